import type { Referentiels } from '../../../core/champs/kind.ts'
import type { Etape } from '../../../core/schema/formulaire.ts'
import { type Langue, readTexte } from '../../../core/texte.ts'
import { coreTexts } from '../../../core/texts.ts'
import type { Lecture, Manque, Reponse } from '../../../core/validation/lecture.ts'
import { Actions, Button } from '../../../ui/button.tsx'
import { champId } from '../../../ui/champ-id.ts'
import { ChampView } from '../../../ui/champ.tsx'
import type { PieceView } from '../../../ui/champs/file.tsx'
import { type Erreur, ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StepIndicator } from '../../../ui/step-indicator.tsx'
import { uiTexts } from '../../../ui/texts.ts'
import { paths } from '../paths.ts'
import type { PieceRow } from '../store/load.ts'
import { textsOf } from '../texts.ts'

/** One page of questions, with what was answered and what is to correct. */
export interface EtapeProps {
  readonly langue: Langue
  readonly csrf: string
  readonly numero: number
  readonly demarche: string
  readonly etape: Etape
  /** Among the visible steps, from 1. */
  readonly rang: number
  readonly total: number
  readonly precedente: string
  readonly lecture: Lecture
  readonly pieces: readonly PieceRow[]
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
  const titre = readTexte(etape.titre, langue)
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={erreursOf(props)} />
      <StepIndicator langue={langue} titre={demarche} numero={rang} total={total} />
      <h1>{titre}</h1>
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
      <parvis-brouillon data-autosave={paths.autosave(numero, etape.n)} {...uiTexts(langue).brouillon}>
        <EtapeForm {...props} />
        <p class="sauve" data-sauve aria-live="polite" />
      </parvis-brouillon>
    </div>
  )
}

function erreursOf({ langue, problemes }: EtapeProps): readonly Erreur[] {
  return problemes.map(({ cle, champ, probleme }) => ({
    id: champId(cle),
    texte: coreTexts(langue).probleme(probleme, readTexte(champ.libelle, langue)),
  }))
}

function EtapeForm(props: EtapeProps) {
  const { langue, csrf, numero, etape, version, lecture, precedente } = props
  const t = textsOf(langue).etape
  const shown = lecture.reponses.filter((reponse) => reponse.visible && reponse.etape === etape.n && reponse.ligne === undefined)
  return (
    <Form
      action={paths.etape(numero, etape.n)}
      csrf={csrf}
      caches={[{ name: '_version', value: String(version) }]}
      envoi={{ name: '_suite', value: 'continuer' }}
      fichiers={hasPieces(etape)}
    >
      {shown.map((reponse) => (
        <ReponseView key={reponse.cle} props={props} reponse={reponse} />
      ))}
      <Actions>
        <Button name="_suite" value="continuer">
          {t.continuer}
        </Button>
        <Button name="_suite" value="plus-tard" poids="second">
          {t.enregistrer}
        </Button>
        <a href={precedente}>{t.precedente}</a>
      </Actions>
    </Form>
  )
}

function hasPieces(etape: Etape): boolean {
  return etape.champs.some(
    (champ) => champ.kind === 'piece' || (champ.kind === 'repetition' && champ.champs.some((enfant) => enfant.kind === 'piece')),
  )
}

/** One champ with its answer, and the rows of a repetition. The section that opens the step is the title of the page. */
function ReponseView({ props, reponse }: { readonly props: EtapeProps; readonly reponse: Reponse }) {
  const { langue, referentiels, problemes, pieces, numero, communesUrl, etape } = props
  if (reponse.champ === etape.section) return null
  const probleme = problemes.find(({ cle }) => cle === reponse.cle)?.probleme
  return (
    <ChampView
      champ={reponse.champ}
      cle={reponse.cle}
      langue={langue}
      saisie={reponse.saisie}
      probleme={probleme}
      referentiels={referentiels}
      communesUrl={communesUrl}
      pieces={pieces.filter(({ cle }) => cle === reponse.cle).map((piece) => pieceView(numero, piece))}
      lignes={reponse.champ.kind === 'repetition' ? rowsOf(props, reponse) : undefined}
    />
  )
}

function pieceView(numero: number, { id, nom, octets }: PieceRow): PieceView {
  return { id, nom, octets, etat: 'enregistre', href: paths.piece(numero, id) }
}

/** The rows there are; a mandatory repetition without any shows a first one, which exists once it has been answered. */
function rowsOf(props: EtapeProps, { champ }: Reponse) {
  if (champ.kind !== 'repetition') return []
  const lignes = props.lecture.lignes(champ.id)
  const known = lignes.map((ligne) => ({
    id: ligne,
    contenu: props.lecture.reponses
      .filter((reponse) => reponse.ligne === ligne && reponse.repetition?.id === champ.id && reponse.visible)
      .map((reponse) => <ReponseView key={reponse.cle} props={props} reponse={reponse} />),
  }))
  if (known.length > 0 || !champ.obligatoire) return known
  const id = props.newLigne()
  const contenu = champ.champs
    .filter((enfant) => enfant.condition === undefined)
    .map((enfant) => {
      const cle = `${enfant.id}.${id}`
      return (
        <ReponseView
          key={cle}
          props={props}
          reponse={{ cle, champ: enfant, ligne: id, repetition: champ, etape: props.etape.n, visible: true, pieces: [], parsed: { kind: 'vide' } }}
        />
      )
    })
  return [{ id, contenu }]
}
