import type { ComponentChildren } from 'preact'
import { type Champ, isQuestion } from '../core/champs/index.ts'
import type { Probleme, Referentiels, Saisie } from '../core/champs/kind.ts'
import { cleOf } from '../core/schema/formulaire.ts'
import type { Langue } from '../core/texte.ts'
import { coreTexts } from '../core/texts.ts'
import { ChampView, readAuthor } from './champ.tsx'
import { champId } from './champ-id.ts'
import { listOf } from './champ-saisie.ts'
import type { PieceView } from './champs/file.tsx'
import type { Erreur } from './error-summary.tsx'
import { uiTexts } from './texts.ts'

/** The answers of a form, each by the key of its champ; what is absent has not been answered. */
export interface FormAnswers {
  readonly langue: Langue
  readonly falc?: boolean | undefined
  readonly referentiels: Referentiels
  readonly communesUrl?: string | undefined
  saisie(cle: string): Saisie | undefined
  probleme(cle: string): Probleme | undefined
  pieces(cle: string): readonly PieceView[]
  /** Whether the conditions show the champ. */
  isVisible(cle: string): boolean
}

interface ListProps {
  readonly champs: readonly Champ[]
  /** The row of the repetition they are in. */
  readonly ligne?: string | undefined
  readonly formulaire: FormAnswers
}

function rowsOf(champ: Champ, cle: string, formulaire: FormAnswers) {
  if (champ.kind !== 'repetition') return undefined
  return listOf(formulaire.saisie(cle)).map((id) => ({
    id,
    contenu: <ChampList champs={champ.champs} ligne={id} formulaire={formulaire} />,
  }))
}

/** The champs of a page, or of one row, in their order, without those that the conditions hide. */
export function ChampList({ champs, ligne, formulaire }: ListProps): ComponentChildren {
  const { langue, falc, referentiels, communesUrl } = formulaire
  return champs.map((champ) => {
    const cle = cleOf(champ.id, ligne)
    if (!formulaire.isVisible(cle)) return null
    return (
      <ChampView
        key={cle}
        champ={champ}
        cle={cle}
        langue={langue}
        falc={falc}
        saisie={formulaire.saisie(cle)}
        probleme={formulaire.probleme(cle)}
        referentiels={referentiels}
        pieces={formulaire.pieces(cle)}
        lignes={rowsOf(champ, cle, formulaire)}
        communesUrl={communesUrl}
      />
    )
  })
}

/** What the error summary says of those champs, in the order of the page; rows of repetitions are told by their number. */
export function champErreurs({ champs, ligne, formulaire }: ListProps): readonly Erreur[] {
  const { langue, falc } = formulaire
  return champs.flatMap((champ): readonly Erreur[] => {
    const cle = cleOf(champ.id, ligne)
    if (!isQuestion(champ) || !formulaire.isVisible(cle)) return []
    const probleme = formulaire.probleme(cle)
    const label = readAuthor(champ.libelle, langue, falc).texte
    const own = probleme ? [{ id: champId(cle), texte: coreTexts(langue).probleme(probleme, label) }] : []
    if (champ.kind !== 'repetition') return own
    const inRows = listOf(formulaire.saisie(cle)).flatMap((id, index) =>
      champErreurs({ champs: champ.champs, ligne: id, formulaire }).map((erreur) => ({
        id: erreur.id,
        texte: uiTexts(langue).repetition.erreur(label, index + 1, erreur.texte),
      })),
    )
    return [...own, ...inRows]
  })
}
