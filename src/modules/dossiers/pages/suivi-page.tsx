import type { Langue } from '../../../core/texte.ts'
import { EtatBadge } from '../../../ui/badge.tsx'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { Details } from '../../../ui/details.tsx'
import { Form } from '../../../ui/form.tsx'
import { formatInstant, formatListe, formatNumero } from '../../../ui/format.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Timeline } from '../../../ui/timeline.tsx'
import type { AnswerSection } from '../answers.ts'
import { helpedBy } from '../helped-by.ts'
import { mayFile } from '../mandat.ts'
import { paths } from '../paths.ts'
import type { MessageRow, TraitementRow } from '../store/lists.ts'
import type { Dossier } from '../store/load.ts'
import { textsOf } from '../texts.ts'
import { AnswersView } from './answers-view.tsx'
import type { FichierAcces } from './fichier-list.tsx'
import { MessageForm, MessageList } from './messages.tsx'
import { mandantName } from './not-entitled-page.tsx'

interface SuiviProps {
  readonly langue: Langue
  readonly csrf: string
  readonly cle: string
  readonly titre: string
  readonly dossier: Dossier
  readonly owner: boolean
  readonly sections: readonly AnswerSection[]
  readonly traitements: readonly TraitementRow[]
  readonly messages: readonly MessageRow[]
  readonly service: readonly string[]
  /** What the usager had typed and never filed when an agent began. */
  readonly ecartes: readonly AnswerSection[]
  readonly sent: boolean
  /** The message that could not be sent, shown again. */
  readonly brouillonMessage: string
  readonly erreurMessage?: string | undefined
  readonly pdf: boolean
  readonly acces: FichierAcces
  /** Names of this reader's own files in which a virus was found. */
  readonly infectes: readonly string[]
}

/** A filed dossier as its usager follows it: where it stands, what to do, what was said. */
export function SuiviPage(props: SuiviProps) {
  const { langue, titre, dossier, sections, traitements, messages, service, sent, acces } = props
  const t = textsOf(langue).suivi
  return (
    <div class="colonne">
      <p class="sur">
        {titre} · {textsOf(langue).mesDossiers.numero(formatNumero(dossier.numero))}
      </p>
      <h1>{t.titre(titre)}</h1>
      <h2>{t.etat}</h2>
      <p>
        <EtatBadge langue={langue} etat={dossier.etat} mot={textsOf(langue).etats[dossier.etat]} />
      </p>
      <p>{textsOf(langue).etatsExpliques[dossier.etat]}</p>
      {props.infectes.length > 0 && (
        <Notice langue={langue} sens="erreur">
          <p>{textsOf(langue).fichiers.ecartes(formatListe(langue, props.infectes))}</p>
        </Notice>
      )}
      <Todo {...props} />
      <DecisionReasons langue={langue} dossier={dossier} />
      <h2 id="messages">{t.messages}</h2>
      {sent && (
        <Notice langue={langue} sens="succes" annonce>
          <p>{t.envoye}</p>
        </Notice>
      )}
      <MessageList
        langue={langue}
        messages={messages}
        noms={{ usager: usagerName(langue, dossier), agent: t.service }}
        motifs={textsOf(langue).motifs}
        aucun={t.aucunMessage}
        acces={acces}
      />
      {mayFile(dossier) && (
        <MessageForm
          langue={langue}
          csrf={props.csrf}
          cle={props.cle}
          action={paths.messages(dossier.numero)}
          texts={{ titre: t.ecrire, message: t.message, joindre: t.joindre, envoyer: t.envoyer }}
          valeur={props.brouillonMessage}
          erreur={props.erreurMessage}
        />
      )}
      <h2>{t.reponses}</h2>
      <Details titre={t.afficherReponses}>
        <AnswersView langue={langue} sections={sections} acces={acces} />
      </Details>
      <Ecartes {...props} />
      <h2>{t.historique}</h2>
      <Timeline
        evenements={traitements.map((traitement) => ({
          cle: `${traitement.evenement} ${traitement.at.toISOString()}`,
          titre: t.evenements[traitement.evenement] ?? traitement.evenement,
          quand: formatInstant(langue, traitement.at),
          datetime: traitement.at.toISOString(),
          detail: helpedDetail(langue, traitement),
        }))}
      />
      <h2>{textsOf(langue).recepisse.service}</h2>
      <p class="lignes">{service.join('\n')}</p>
      <OtherActions {...props} />
    </div>
  )
}

/** By whom and for whom, when somebody helped. */
function helpedDetail(langue: Langue, traitement: TraitementRow) {
  const texte = helpedBy(langue, traitement)
  return texte === undefined ? undefined : <p class="discret">{texte}</p>
}

/** How the usager's own side is called: « Vous », or by their name to who helps. */
function usagerName(langue: Langue, dossier: Dossier): string {
  return dossier.mandat ? mandantName(langue, dossier) : textsOf(langue).suivi.vous
}

/** What the usager may or must do now. */
function Todo({ langue, dossier }: SuiviProps) {
  const t = textsOf(langue).suivi
  const premiere = paths.etape(dossier.numero, 1)
  if (dossier.etat !== 'en_construction') return null
  if (dossier.correction) {
    return (
      <Notice langue={langue} sens="attention" titre={t.aCorriger}>
        <p>{textsOf(langue).motifs[dossier.correction.motif]}</p>
        <LinkButton href={premiere}>{t.corriger}</LinkButton>
      </Notice>
    )
  }
  if (dossier.ouverte) {
    return (
      <Notice langue={langue} sens="attention">
        <p>{t.modificationsEnCours}</p>
        <LinkButton href={premiere}>{t.reprendreModification}</LinkButton>
      </Notice>
    )
  }
  return (
    <p>
      <a href={premiere}>{t.modifier}</a>
    </p>
  )
}

/** The reasons of a decision, and the means of appeal of a refusal (CRPA R112-5, CJA R421-5). */
function DecisionReasons({ langue, dossier }: Pick<SuiviProps, 'langue' | 'dossier'>) {
  const t = textsOf(langue).suivi
  return (
    <>
      {dossier.motivation !== null && (
        <>
          <h2>{t.motivation}</h2>
          <p class="lignes">{dossier.motivation}</p>
        </>
      )}
      {dossier.etat === 'refuse' && (
        <>
          <h2>{t.recours}</h2>
          <p>{t.recoursTexte}</p>
        </>
      )}
    </>
  )
}

function Ecartes({ langue, ecartes, acces }: SuiviProps) {
  const t = textsOf(langue).suivi
  if (ecartes.length === 0) return null
  return (
    <Details titre={t.ecarte}>
      <p>{t.ecarteAide}</p>
      <AnswersView langue={langue} sections={ecartes} acces={acces} />
    </Details>
  )
}

function OtherActions({ langue, csrf, cle, dossier, owner, pdf }: SuiviProps) {
  const t = textsOf(langue).suivi
  return (
    <nav class="autres" aria-label={textsOf(langue).mesDossiers.numero(formatNumero(dossier.numero))}>
      <ul>
        {pdf && (
          <li>
            <a href={paths.recepissePdf(dossier.numero)}>{t.accuse}</a>
          </li>
        )}
        {pdf && (
          <li>
            <a href={paths.dossierPdf(dossier.numero)}>{t.imprimer}</a>
          </li>
        )}
        <li>
          <a href={paths.consultations(dossier.numero)}>{t.consultations}</a>
        </li>
        {owner && (
          <li>
            <a href={paths.partage(dossier.numero)}>{textsOf(langue).mandats.donner.titreDossier}</a>
          </li>
        )}
        {owner && dossier.etat === 'en_construction' && (
          <li>
            <a href={paths.suppression(dossier.numero)}>{t.retirer}</a>
          </li>
        )}
      </ul>
      {owner && (
        <Form action={paths.copie(dossier.numero)} csrf={csrf} caches={[{ name: '_cle', value: cle }]}>
          <Actions>
            <Button poids="second">{t.copier}</Button>
          </Actions>
        </Form>
      )}
    </nav>
  )
}
