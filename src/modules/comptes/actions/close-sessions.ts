import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal, writeRepeated } from '../../../infra/journal/journal.ts'
import { type AnyTx, actorOf, type ComptesDeps, pickComptes } from '../deps.ts'
import { type HeldRole, sessionEnd } from '../rules.ts'
import { endSession, endSessionsOf, selectSessions } from '../store/sessions.ts'

/** A session of somebody, as they see it. */
export interface OpenedSession {
  /** Names it on the page; opens nothing. */
  readonly id: string
  readonly porte: string
  readonly appareil: string | undefined
  readonly createdAt: Date
  readonly seenAt: Date
  /** The one that asks. */
  readonly current: boolean
}

/** Whose sessions, and which one asks. */
export interface OwnSessions {
  readonly compteId: string
  readonly roles: readonly HeldRole[]
  /** The cookie of the session that asks. */
  readonly token: string | undefined
  readonly now: Date
}

/** The sessions of somebody that still open something, the one that asks first, then by last visit; the journal is told. */
export async function listSessions(
  { db }: Pick<ComptesDeps, 'db'>,
  { compteId, roles, token, now }: OwnSessions,
): Promise<readonly OpenedSession[]> {
  const rows = await withContext(db, { role: 'usager', compteId }, async (tx) => {
    const objet = `compte:${compteId}`
    await writeRepeated(tx, { at: now, role: 'usager', compteId, action: 'compte.read', objet })
    return selectSessions(tx, compteId)
  })
  const own = token === undefined ? undefined : sha256(token)
  return rows
    .filter((row) => sessionEnd({ seenAt: row.seen_at, expiresAt: row.expires_at }, roles) > now)
    .map((row) => ({
      id: idOf(row.empreinte),
      porte: row.porte,
      appareil: row.appareil ?? undefined,
      createdAt: row.created_at,
      seenAt: row.seen_at,
      current: own?.equals(row.empreinte) === true,
    }))
    .toSorted((one, other) => Number(other.current) - Number(one.current))
}

/** Ends one session of somebody, or every one but the one that asks; a session already ended, or of somebody else, is left alone. */
export async function closeSessions(
  { db }: Pick<ComptesDeps, 'db'>,
  { compteId, token, now }: Omit<OwnSessions, 'roles'>,
  which: { readonly id: string } | 'autres',
): Promise<void> {
  const own = token === undefined ? undefined : sha256(token)
  await withContext(db, { role: 'usager', compteId }, async (tx) => {
    for (const { empreinte } of await selectSessions(tx, compteId)) {
      if (own?.equals(empreinte)) continue
      if (which !== 'autres' && idOf(empreinte) !== which.id) continue
      const ended = await endSession(tx, { empreinte, now })
      if (!ended) continue
      await writeJournal(tx, {
        at: now,
        role: 'usager',
        compteId,
        action: 'session.close',
        objet: `compte:${compteId}`,
        meta: { porte: ended.porte, ailleurs: true },
      })
    }
  })
}

/** Ends every session of somebody, as an administrator of theirs does when access is lost or doubtful; tells those that were open. */
export async function closeSessionsOf(
  anyTx: AnyTx,
  { compteId, par, organismeId, now }: CloseSessionsOf,
): Promise<void> {
  const tx = pickComptes(anyTx)
  const nombre = await endSessionsOf(tx, { compteId, now })
  if (nombre === 0) return
  const fait = { action: 'session.close_all', objet: `compte:${compteId}`, meta: { nombre } }
  await writeJournal(tx, { ...actorOf(par), at: now, organismeId, ...fait })
}

/** Whose sessions, and who ends them. */
export interface CloseSessionsOf {
  readonly compteId: string
  readonly par: string
  readonly organismeId: string | undefined
  readonly now: Date
}

function idOf(empreinte: Buffer): string {
  return sha256(`session|${empreinte.toString('hex')}`)
    .toString('base64url')
    .slice(0, 22)
}
