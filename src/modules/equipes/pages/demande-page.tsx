import type { Langue } from '../../../core/texte.ts'
import { Actions, Button, LinkButton } from '../../../ui/button.tsx'
import { TextareaField } from '../../../ui/champs/textarea.tsx'
import { ErrorSummary } from '../../../ui/error-summary.tsx'
import { Form } from '../../../ui/form.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { SummaryList } from '../../../ui/summary-list.tsx'
import { type EquipeRef, paths } from '../paths.ts'
import { MESSAGE_MAX } from '../rules.ts'
import { equipesTexts } from '../texts.ts'
import { listErreurs } from './inviter-page.tsx'
import { type RoleChoix, type RoleErreurs, RoleFields, type RoleSaisie } from './role-fields.tsx'

/** What may be joined, as the page of one's teams shows it: nothing of the team but its name. */
export interface VueJoignable {
  readonly nom: string
  /** The request that waits: the day it was made and the last day of an answer, in words. */
  readonly enAttente: { readonly jour: string; readonly fin: string } | undefined
  /** What came of the last one. */
  readonly avant: { readonly kind: 'refusee'; readonly motif: string } | { readonly kind: 'expiree' } | undefined
  /** As typed. */
  readonly message: string
  readonly erreur: string | undefined
}

/** Asking to join the organisme where one works. */
export function Rejoindre({
  langue,
  csrf,
  joignable: { nom, enAttente, avant, message, erreur },
}: {
  readonly langue: Langue
  readonly csrf: string
  readonly joignable: VueJoignable
}) {
  const t = equipesTexts(langue).rejoindre
  return (
    <section class="carte" aria-labelledby="rejoindre">
      <h2 id="rejoindre">{t.titre(nom)}</h2>
      {enAttente !== undefined ? (
        <p>{t.enAttente(enAttente.jour, enAttente.fin)}</p>
      ) : (
        <>
          {avant !== undefined && (
            <Notice langue={langue} sens="information">
              <p>{avant.kind === 'refusee' ? t.refusee(avant.motif) : t.expiree}</p>
            </Notice>
          )}
          <p>{t.intro}</p>
          <Form action={paths.demandes()} csrf={csrf}>
            <TextareaField
              {...{ langue, id: 'message', name: 'message', libelle: t.message, aide: t.messageAide, erreur }}
              valeur={message}
              limite={MESSAGE_MAX}
              lignes={3}
              facultatif
            />
            <Actions>
              <Button>{t.bouton}</Button>
            </Actions>
          </Form>
        </>
      )}
    </section>
  )
}

/** A request that waits, in the page of the team. */
export interface LigneDemande {
  /** Its reference. */
  readonly demande: string
  readonly nom: string
  readonly jour: string
}

/** Those who ask to join the team. */
export function Demandes({
  langue,
  equipe,
  demandes,
}: {
  readonly langue: Langue
  readonly equipe: EquipeRef
  readonly demandes: readonly LigneDemande[]
}) {
  const t = equipesTexts(langue).demandes
  if (demandes.length === 0) return null
  return (
    <section aria-labelledby="demandes">
      <h2 id="demandes">{t.titre}</h2>
      <ul>
        {demandes.map(({ demande, nom, jour }) => (
          <li key={demande}>
            {t.une(nom, jour)}{' '}
            <a href={paths.demande(equipe, demande)}>
              {t.repondre}
              <span class="cache"> {t.repondreA(nom)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was typed of an answer. */
export interface ReponseSaisie {
  readonly saisie: RoleSaisie
  readonly motif: string
  readonly erreurs: RoleErreurs & { readonly motif?: string }
}

interface DemandeProps extends ReponseSaisie {
  readonly langue: Langue
  readonly csrf: string
  readonly equipe: EquipeRef
  readonly demande: string
  readonly nom: string
  readonly courriel: string | undefined
  readonly provenances: readonly string[]
  readonly jour: string
  readonly message: string
  readonly choix: RoleChoix
}

/** Who asks, and what to answer. */
export function DemandePage(props: DemandeProps) {
  const { langue, csrf, equipe, demande, nom, choix, saisie, motif, erreurs } = props
  const t = equipesTexts(langue).demande
  const mended = [
    ...listErreurs(erreurs),
    ...(erreurs.motif === undefined ? [] : [{ id: 'motif', texte: erreurs.motif }]),
  ]
  return (
    <div class="colonne">
      <ErrorSummary langue={langue} erreurs={mended} />
      <h1>{t.titre(nom)}</h1>
      <Recap {...props} />
      <section aria-labelledby="accepter">
        <h2 id="accepter">{t.accepter}</h2>
        <Form action={paths.acceptation(equipe, demande)} csrf={csrf}>
          <RoleFields {...{ langue, choix, saisie, erreurs }} />
          <Actions>
            <Button>{t.accepterBouton}</Button>
          </Actions>
        </Form>
      </section>
      <section aria-labelledby="refuser">
        <h2 id="refuser">{t.refuser}</h2>
        <Form action={paths.refus(equipe, demande)} csrf={csrf}>
          <TextareaField
            {...{ langue, id: 'motif', name: 'motif', libelle: t.motif, aide: t.motifAide, erreur: erreurs.motif }}
            valeur={motif}
            limite={MESSAGE_MAX}
            lignes={3}
          />
          <Actions>
            <Button poids="second">{t.refuserBouton}</Button>
          </Actions>
        </Form>
      </section>
      <Actions>
        <LinkButton href={paths.equipe(equipe)} poids="second">
          {equipesTexts(langue).membre.retour}
        </LinkButton>
      </Actions>
    </div>
  )
}

function Recap({ langue, courriel, provenances, jour, message }: DemandeProps) {
  const { demande: t, membre } = equipesTexts(langue)
  return (
    <section aria-labelledby="recap">
      <h2 id="recap">{t.recap}</h2>
      <SummaryList
        langue={langue}
        lignes={[
          { cle: 'courriel', libelle: membre.courriel, valeur: courriel },
          {
            cle: 'provenance',
            libelle: membre.provenance,
            valeur: provenances.map((one) => <div key={one}>{one}</div>),
          },
          { cle: 'jour', libelle: t.faiteLe, valeur: jour },
          { cle: 'message', libelle: t.message, valeur: message },
        ]}
      />
    </section>
  )
}
