import type { Etat } from '../../../core/dossier/etat.ts'
import type { Langue } from '../../../core/texte.ts'
import { EtatBadge } from '../../../ui/badge.tsx'
import { type Erreur, ErrorSummary } from '../../../ui/error-summary.tsx'
import { formatDate, formatNumero } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { type Shortcut, Shortcuts } from '../../../ui/shortcuts.tsx'
import type { AnswerSection, FichierAcces, PieceRow } from '../../dossiers/index.ts'
import type { Opened } from '../actions/open-dossier.ts'
import type { Changes } from '../changes.ts'
import { paths } from '../paths.ts'
import type { Nouveau } from '../rules.ts'
import { textsOf } from '../texts.ts'
import { Actions, canDecide } from './dossier-actions.tsx'
import { Followers, History, Messages, Notes } from './dossier-equipe.tsx'
import { Answers, Asker, Files } from './dossier-reponses.tsx'
import type { Typed } from './typed.ts'

/** What the page of a dossier shows; texts are ready to print. */
export interface DossierProps extends Omit<Opened, 'depots' | 'seenAt'> {
  readonly langue: Langue
  readonly csrf: string
  readonly cle: string
  /** The agent who reads. */
  readonly compteId: string
  readonly sections: readonly AnswerSection[]
  /** Files that were filed. */
  readonly pieces: readonly PieceRow[]
  readonly changes: Changes
  /** The date of the filing it is compared with, when one was asked for; the last visit otherwise. */
  readonly compareeAu: string | undefined
  /** Where to compare it with the filing before. */
  readonly depotPrecedent: string | undefined
  readonly nouveaute: Nouveau | undefined
  /** Address of the list one came from. */
  readonly liste: string
  /** Query of that list, for the dossiers around. */
  readonly vue: string
  /** Query that the forms carry, so that the page after them shows the same changes. */
  readonly query: string
  /** Silence means acceptance: the dossier cannot merely be given back. */
  readonly tacite: boolean
  readonly fait: string | undefined
  readonly depasse: string | undefined
  readonly refus: string | undefined
  readonly erreurs: readonly Erreur[]
  readonly typed: Typed
  readonly pdf: boolean
  /** What this agent may open of the files. */
  readonly acces: FichierAcces
}

const IDS = {
  liste: 'retour-liste',
  precedent: 'dossier-precedent',
  suivant: 'dossier-suivant',
  decider: 'vers-decision',
} as const

/** A dossier on one page: the answers on the left; what to do, talk, notes and history on the right. */
export function DossierPage(props: DossierProps) {
  const { langue, dossier, erreurs } = props
  const t = textsOf(langue).dossier
  // A message that could not be sent has its own summary, beside its form.
  const above = erreurs.filter(({ id }) => id !== 'corps')
  return (
    <>
      <Around {...props} />
      <div class="dossier-tete">
        <h1>{t.titre(formatNumero(dossier.numero), dossier.demandeurNom ?? '')}</h1>
        <p>
          <EtatBadge langue={langue} etat={dossier.etat} />{' '}
          {dossier.deposeAt !== null && (
            <span class="discret">
              {t.deposeLe} {formatDate(langue, dossier.deposeAt)}
            </span>
          )}
        </p>
      </div>
      <ErrorSummary langue={langue} erreurs={above} />
      <Notices {...props} />
      <Contents {...props} />
      <div class="agent-grille">
        <div>
          <Asker {...props} />
          <Answers {...props} />
          <Files {...props} />
        </div>
        <div class="agent-grille__suite">
          <Actions {...props} />
          <Messages {...props} />
          <Notes {...props} />
          <Followers {...props} />
          <History {...props} />
        </div>
      </div>
      <Shortcuts langue={langue} raccourcis={shortcuts(props)} />
    </>
  )
}

/** Back to the list, and the dossiers around in that list. */
function Around({ langue, liste, vue, voisins }: DossierProps) {
  const t = textsOf(langue).dossier
  const link = (id: string, href: string, texte: string) => (
    <li>
      <a id={id} class="bouton bouton--second bouton--petit" href={href}>
        {texte}
      </a>
    </li>
  )
  return (
    <nav class="dossier-nav" aria-label={t.naviguer}>
      <ul>
        {link(IDS.liste, liste, t.retourListe)}
        {voisins.precedent !== undefined && link(IDS.precedent, paths.dossier(voisins.precedent, vue), t.precedent)}
        {voisins.suivant !== undefined && link(IDS.suivant, paths.dossier(voisins.suivant, vue), t.suivant)}
      </ul>
    </nav>
  )
}

function Notices({ langue, dossier, fait, depasse, refus, nouveaute }: DossierProps) {
  const t = textsOf(langue).dossier
  const failed = depasse ?? refus
  return (
    <>
      {fait !== undefined && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{fait}</p>
        </Notice>
      )}
      {failed !== undefined && (
        <Notice langue={langue} sens="attention" annonce>
          <p>{failed}</p>
        </Notice>
      )}
      {nouveaute !== undefined && nouveaute !== 'nouveau' && (
        <Notice langue={langue} sens="information">
          <p>{t.nouveautes[nouveaute]}</p>
        </Notice>
      )}
      {dossier.correction !== null && (
        <Notice langue={langue} sens="attention">
          <p>{t.correctionEnCours(formatDate(langue, new Date(dossier.correction.createdAt)))}</p>
        </Notice>
      )}
      {dossier.ouverte !== null && (
        <Notice langue={langue} sens="information">
          <p>
            {t.tampon} {dossier.etat === 'en_construction' && t.tamponPrise}
          </p>
        </Notice>
      )}
    </>
  )
}

/** What is on the page: quicker than scrolling on a phone, and where the shortcut to the decision leads. */
function Contents({ langue, dossier }: DossierProps) {
  const t = textsOf(langue).dossier
  return (
    <nav class="sommaire" aria-label={t.sommaire}>
      <ul>
        <li>
          <a href="#reponses">{t.reponses}</a>
        </li>
        <li>
          {canDecide(dossier.etat) ? (
            <a id={IDS.decider} href="#decision">
              {t.decider}
            </a>
          ) : (
            <a href="#agir">{t.agir}</a>
          )}
        </li>
        <li>
          <a href="#echanges">{t.messages}</a>
        </li>
        <li>
          <a href="#notes">{t.notes}</a>
        </li>
        <li>
          <a href="#historique">{t.historique}</a>
        </li>
      </ul>
    </nav>
  )
}

function shortcuts({
  langue,
  dossier,
  voisins,
}: {
  langue: Langue
  dossier: { readonly etat: Etat }
  voisins: DossierProps['voisins']
}) {
  const t = textsOf(langue).raccourcis
  const all: readonly (Shortcut | false)[] = [
    voisins.suivant !== undefined && { touche: 'j', cible: IDS.suivant, effet: t.suivant },
    voisins.precedent !== undefined && { touche: 'k', cible: IDS.precedent, effet: t.precedent },
    { touche: 'u', cible: IDS.liste, effet: t.liste },
    { touche: 'm', cible: 'corps', effet: t.message },
    canDecide(dossier.etat) && { touche: 'd', cible: IDS.decider, effet: t.decision },
  ]
  return all.filter((shortcut) => shortcut !== false)
}
