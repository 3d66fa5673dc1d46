import type { Ring } from '../../../infra/crypto/keys.ts'
import { open, seal } from '../../../infra/crypto/seal.ts'
import { randomToken, sha256 } from '../../../infra/crypto/tokens.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { idTokenPlace } from '../places.ts'
import { awaitsPreuve, SESSION_MAX, sessionEnd, sessionsMax } from '../rules.ts'
import { seeAppareil } from '../store/appareils.ts'
import { lockCreation } from '../store/comptes.ts'
import { selectRoles } from '../store/roles.ts'
import {
  type EndedSession,
  endSession,
  insertSession,
  lockSession,
  preuveOf,
  readSession,
  renameSession,
  selectSessions,
  type Tx,
} from '../store/sessions.ts'
import { applyRemise } from './reset-facteurs.ts'

/** The browser that signs in. */
export interface Entering {
  /** The cookie of the session that it has; whatever it was, it opens nothing any more. */
  readonly previous: string | undefined
  /** With what, in a few words to recognise it by. */
  readonly appareil: string | undefined
  /** The cookie by which it may be trusted. */
  readonly confiance: string | undefined
}

/** A session to begin. */
export interface OpenSession extends Entering {
  readonly compteId: string
  /** The way in: `courriel`, or the id of a provider's door. */
  readonly porte: string
  readonly acr?: string | undefined
  /** When the second factor was proved on the way in: by a provider that says so. */
  readonly preuveAt?: Date | undefined
  readonly idToken?: string | undefined
  readonly now: Date
}

/** A session that has begun. */
export interface StartedSession {
  /** The value of its cookie, which nobody keeps. */
  readonly token: string
  /** It opens nothing before a second factor is proved. */
  readonly attend: boolean
}

/** Begins a session and ends the one it replaces. */
export async function openSession(tx: Tx, ring: Ring, session: OpenSession): Promise<StartedSession> {
  const { compteId, porte, acr, preuveAt, appareil, idToken, previous, now } = session
  if (previous !== undefined) await endSession(tx, { empreinte: sha256(previous), now })
  await applyRemise(tx, { compteId, now })
  await makeRoom(tx, { compteId, now })
  const token = randomToken()
  const empreinte = sha256(token)
  await insertSession(tx, {
    empreinte,
    compteId,
    porte,
    acr,
    preuveAt,
    confiance: await isTrusted(tx, session),
    appareil,
    idToken: idToken === undefined ? undefined : seal(ring[0], idToken, place(empreinte)),
    now,
    expiresAt: new Date(now.getTime() + SESSION_MAX),
  })
  await writeJournal(tx, {
    at: now,
    role: 'usager',
    compteId,
    action: 'session.open',
    objet: `compte:${compteId}`,
    meta: acr === undefined ? { porte } : { porte, acr },
  })
  const row = await readSession(tx, { empreinte, now })
  return { token, attend: row !== undefined && awaitsPreuve(preuveOf(row)) }
}

/**
 * Gives a session another cookie because what it allows has changed; everything else of it stays, its end included.
 * Gives nothing when it had ended.
 */
export async function rotateSession(
  tx: Tx,
  ring: Ring,
  { token, preuveAt }: { readonly token: string; readonly preuveAt?: Date },
): Promise<string | undefined> {
  const from = sha256(token)
  const live = await lockSession(tx, from)
  if (!live) return undefined
  const next = randomToken()
  const to = sha256(next)
  const kept = live.idToken === undefined ? undefined : open(ring, live.idToken, place(from))
  await renameSession(tx, {
    from,
    to,
    idToken: kept === undefined ? undefined : seal(ring[0], kept, place(to)),
    preuveAt,
  })
  return next
}

/** Whether the second factor of a usager is not asked there. */
async function isTrusted(tx: Tx, { confiance, compteId, now }: OpenSession): Promise<boolean> {
  if (confiance === undefined) return false
  return seeAppareil(tx, { empreinte: sha256(confiance), compteId, now })
}

/** Ends the sessions visited longest ago of somebody who has as many as allowed. */
async function makeRoom(tx: Tx, { compteId, now }: { compteId: string; now: Date }): Promise<void> {
  // Whoever else signs in at this moment with that account waits: two sign-ins cannot both see the last free place.
  await lockCreation(tx, `session|${compteId}`)
  const roles = await selectRoles(tx, { compteId, now })
  const open = (await selectSessions(tx, compteId)).filter(
    (row) => sessionEnd({ seenAt: row.seen_at, expiresAt: row.expires_at }, roles) > now,
  )
  for (const { empreinte } of open.slice(sessionsMax(roles) - 1)) await endSession(tx, { empreinte, now })
}

/** A session that has just been ended, its provider's token readable. */
export type ClosedSession = Pick<EndedSession, 'porte' | 'idToken'>

/** Ends a session; nothing when it had ended already. */
export async function closeSession(
  tx: Tx,
  ring: Ring,
  { token, now }: { token: string; now: Date },
): Promise<ClosedSession | undefined> {
  const empreinte = sha256(token)
  const ended = await endSession(tx, { empreinte, now })
  if (!ended) return undefined
  const { compteId, porte, idToken } = ended
  await writeJournal(tx, {
    at: now,
    role: 'usager',
    compteId,
    action: 'session.close',
    objet: `compte:${compteId}`,
    meta: { porte },
  })
  return { porte, idToken: idToken === undefined ? undefined : open(ring, idToken, place(empreinte)) }
}

function place(empreinte: Buffer): string {
  return idTokenPlace(empreinte.toString('hex'))
}
