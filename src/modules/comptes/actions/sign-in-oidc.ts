import type { Niveau } from '../../../core/dossier/niveau.ts'
import type { Langue } from '../../../core/texte.ts'
import { randomToken, sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { hasSecondFactor } from '../../../infra/oidc/profils.ts'
import type { ComptesDeps, Porte } from '../deps.ts'
import { CONNEXION_MAX, safeRetour } from '../rules.ts'
import { insertConnexion, takeConnexion } from '../store/attente.ts'
import { ensureCompte, lastSiret } from './ensure-compte.ts'
import { type Entering, openSession, type StartedSession } from './open-session.ts'
import { suspendLeft } from './suspend-roles.ts'

/** A sign-in that begins. */
export interface StartConnexion {
  readonly porte: Porte
  /** The browser that begins it: no other may end it. */
  readonly navigateur: string
  readonly retour: string
  /** Which account of the demonstration. */
  readonly compte?: string | undefined
  /** How sure the identity must be for what is wanted; the provider's own lowest level when absent. */
  readonly niveau?: Niveau | undefined
  /** Somebody is signed in here already. */
  readonly again: boolean
  readonly langue: Langue
  readonly now: Date
}

/** Where to send the browser; nothing when the provider does not answer. Changes no session. */
export async function startConnexion(
  { db, log }: Pick<ComptesDeps, 'db' | 'log'>,
  { porte, navigateur, retour, compte, niveau, again, langue, now }: StartConnexion,
): Promise<URL | undefined> {
  const proofs = { state: randomToken(), nonce: randomToken(), verifier: randomToken() }
  const loginHint = porte.comptes.find(({ id }) => id === compte)?.id
  const address = await porte.client.start({ ...proofs, loginHint, niveau, again, langue }).catch((error: unknown) => {
    log.error({ err: error, porte: porte.id }, 'the identity provider does not answer')
    return undefined
  })
  if (!address) return undefined
  const begun = {
    etat: sha256(proofs.state),
    navigateur: sha256(navigateur),
    porte: porte.id,
    nonce: proofs.nonce,
    verifier: proofs.verifier,
    retour: safeRetour(retour),
    now,
  }
  await withContext(db, { role: 'connexion' }, (tx) => insertConnexion(tx, begun))
  return address
}

/** What came of coming back from a provider. */
export type FinishedConnexion =
  | ({ readonly outcome: 'connecte'; readonly retour: string } & StartedSession)
  /** Unknown, already used, too old, or begun in another browser. */
  | { readonly outcome: 'perime' }
  | { readonly outcome: 'renonce' | 'niveau' | 'reglage' | 'indisponible' | 'invalide'; readonly retour: string }

/** A browser that comes back from a provider. */
export interface FinishConnexion extends Entering {
  readonly porte: Porte
  readonly navigateur: string | undefined
  /** The public address by which it came back, with its parameters. */
  readonly address: URL
  readonly langue: Langue
  readonly now: Date
}

/** Ends a sign-in: at most once, whatever comes back. */
export async function finishConnexion(deps: ComptesDeps, back: FinishConnexion): Promise<FinishedConnexion> {
  const { porte, navigateur, address, now } = back
  const state = address.searchParams.get('state')
  if (!state || navigateur === undefined) return { outcome: 'perime' }
  const asked = {
    etat: sha256(state),
    navigateur: sha256(navigateur),
    porte: porte.id,
    after: new Date(now.getTime() - CONNEXION_MAX),
  }
  const begun = await withContext(deps.db, { role: 'connexion' }, (tx) => takeConnexion(tx, asked))
  if (!begun) return { outcome: 'perime' }
  const { retour } = begun
  const answer = await porte.client.finish(address, { state, nonce: begun.nonce, verifier: begun.verifier })
  if (answer.kind !== 'identite') {
    const err = 'cause' in answer ? answer.cause : undefined
    if (answer.kind !== 'renonce') {
      deps.log.error({ err, porte: porte.id, reason: answer.kind }, 'sign-in refused')
      const meta = { porte: porte.id, raison: answer.kind }
      await withContext(deps.db, { role: 'connexion' }, (tx) =>
        writeJournal(tx, { at: now, role: 'anonyme', action: 'session.refuse', objet: `porte:${porte.id}`, meta }),
      )
    }
    return { outcome: answer.kind, retour }
  }
  const { identite, idToken } = answer
  const started = await withContext(deps.db, { role: 'connexion' }, async (tx) => {
    const { emetteur, clientId: client } = porte
    const from = await lastSiret(tx, { emetteur, client, sujet: identite.sujet })
    const compte = await ensureCompte(tx, { emetteur, client, ...identite, langue: back.langue, now })
    await suspendLeft(deps, tx, { compte, from, to: identite.siret, now })
    const { previous, appareil, confiance } = back
    const entering = { previous, appareil, confiance, now }
    const preuveAt = hasSecondFactor(identite) ? now : undefined
    const session = { compteId: compte.id, porte: porte.id, acr: identite.acr, preuveAt, idToken, ...entering }
    return openSession(tx, deps.keys.envois, session)
  })
  return { outcome: 'connecte', ...started, retour }
}
