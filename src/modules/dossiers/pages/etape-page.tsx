import type { Referentiels } from '../../../core/champs/kind.ts'
import { ouvertureOf } from '../../../core/dossier/analyse.ts'
import { cleOf, type Etape, enfantsOf } from '../../../core/schema/formulaire.ts'
import { type Langue, readTexte } from '../../../core/texte.ts'
import type { Lecture, Manque } from '../../../core/validation/lecture.ts'
import { Autosave, AutosaveStatus } from '../../../ui/autosave.tsx'
import { Actions, Button } from '../../../ui/button.tsx'
import { ChampList, champErreurs, type FormAnswers } from '../../../ui/champ-list.tsx'
import type { PieceView } from '../../../ui/champs/file.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RichText } from '../../../ui/rich-text.tsx'
import { StepIndicator } from '../../../ui/step-indicator.tsx'
import { Upload } from '../../../ui/upload.tsx'
import { paths } from '../paths.ts'
import type { PieceRow } from '../store/load.ts'
import { textsOf } from '../texts.ts'
import { type FichierAcces, isClosed } from './fichier-list.tsx'

/** One page of questions, with what was answered and what is to correct. */
export interface EtapeProps {
  readonly langue: Langue
  readonly csrf: string
  readonly falc: boolean
  readonly numero: number
  readonly demarche: string
  readonly etape: Etape
  /** Among the visible steps, from 1. */
  readonly rang: number
  readonly total: number
  readonly precedente: string
  readonly lecture: Lecture
  readonly pieces: readonly PieceRow[]
  readonly acces: FichierAcces
  readonly referentiels: Referentiels
  /** Number of the version that the page shows. */
  readonly version: number
  readonly problemes: readonly Manque[]
  readonly redepot: boolean
  readonly notices: readonly EtapeNotice[]
  /** Gives a row its identity, for one that is shown before it exists. */
  readonly newLigne: () => string
  /** Address of the suggestions of communes. */
  readonly communesUrl: string
}

/** Something to know on arriving. */
export interface EtapeNotice {
  readonly sens: 'information' | 'succes' | 'attention' | 'erreur'
  readonly texte: string
}

/** One subject a page: its questions in one form, saved and left by its buttons. It all works without a script. */
export function EtapePage(props: EtapeProps) {
  const { langue, numero, demarche, etape, rang, total, notices, redepot } = props
  const t = textsOf(langue).etape
  const formulaire = answersOf(props)
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={champErreurs({ champs: etape.champs, formulaire })} />
      <StepIndicator langue={langue} titre={demarche} numero={rang} total={total} />
      <h1>{readTexte(etape.titre, langue)}</h1>
      {redepot && (
        <Notice langue={langue} sens="information" titre={t.modification}>
          <p>{t.modificationAide}</p>
        </Notice>
      )}
      {notices.map(({ sens, texte }) => (
        <Notice key={texte} langue={langue} sens={sens} annonce>
          <p>{texte}</p>
        </Notice>
      ))}
      <Autosave langue={langue} url={paths.autosave(numero, etape.n)}>
        {hasPieces(etape) ? (
          <Upload langue={langue}>
            <EtapeForm {...props} formulaire={formulaire} />
          </Upload>
        ) : (
          <EtapeForm {...props} formulaire={formulaire} />
        )}
      </Autosave>
    </div>
  )
}

function EtapeForm(props: EtapeProps & { readonly formulaire: FormAnswers }) {
  const { langue, csrf, numero, etape, version, precedente, formulaire } = props
  const t = textsOf(langue).etape
  return (
    <Form
      action={paths.etape(numero, etape.n)}
      csrf={csrf}
      caches={[{ name: '_version', value: String(version) }]}
      envoi={{ name: '_suite', value: 'continuer' }}
      fichiers={hasPieces(etape)}
    >
      {etape.section?.aide && <RichText texte={readTexte(etape.section.aide, langue)} />}
      <ChampList champs={etape.champs} formulaire={formulaire} />
      <Actions>
        <Button name="_suite" value="continuer">
          {t.continuer}
        </Button>
        <Button name="_suite" value="plus-tard" poids="second">
          {t.enregistrer}
        </Button>
        <a href={precedente}>{t.precedente}</a>
        <AutosaveStatus langue={langue} />
      </Actions>
    </Form>
  )
}

function hasPieces(etape: Etape): boolean {
  return etape.champs.some(
    (champ) => champ.kind === 'piece' || enfantsOf(champ).some((enfant) => enfant.kind === 'piece'),
  )
}

/**
 * The answers as the form shows them. A mandatory repetition without any row shows a first one, whose identity is made
 * here and which exists once it has been answered.
 */
function answersOf({
  langue,
  falc,
  lecture,
  pieces,
  referentiels,
  problemes,
  acces,
  communesUrl,
  newLigne,
}: EtapeProps): FormAnswers {
  const firstLignes = new Map<string, string>()
  const shown = new Set<string>()
  for (const { cle, champ, visible } of lecture.reponses) {
    if (!visible || champ.kind !== 'repetition' || !champ.obligatoire || lecture.lignes(champ.id).length > 0) continue
    const ligne = newLigne()
    firstLignes.set(cle, ligne)
    for (const enfant of champ.champs) if (enfant.condition === undefined) shown.add(cleOf(enfant.id, ligne))
  }
  return {
    langue,
    falc,
    referentiels,
    communesUrl,
    saisie: (cle) => {
      const first = firstLignes.get(cle)
      const reponse = lecture.find(cle)
      if (first !== undefined) return [first]
      return reponse?.champ.kind === 'repetition' ? lecture.lignes(reponse.champ.id) : reponse?.saisie
    },
    probleme: (cle) => problemes.find((each) => each.cle === cle)?.probleme,
    pieces: (cle) => pieces.filter((piece) => piece.cle === cle).map((piece) => pieceView(piece, acces)),
    isVisible: (cle) => shown.has(cle) || (lecture.find(cle)?.visible ?? false),
  }
}

function pieceView({ id, nom, octets, analyse }: PieceRow, acces: FichierAcces): PieceView {
  const ouverture = ouvertureOf(analyse, acces)
  const etat = ouverture === 'infecte' ? 'refuse' : analyse.etat === 'en_attente' ? 'verification' : 'enregistre'
  return { id, nom, octets, etat, href: isClosed(ouverture) ? undefined : acces.href(id) }
}
