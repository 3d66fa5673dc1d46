import { CompiledQuery, type Kysely, sql, type Transaction } from 'kysely'
import type { Langue } from '../../../core/texte.ts'
import type { HeldRole } from '../rules.ts'
import type { Civilite, ComptesTables, Nature } from '../tables.ts'

/** A transaction that sees the tables of this module. */
export type Tx = Transaction<ComptesTables>
/** A connection, or a transaction, that sees the tables of this module. */
export type Db = Kysely<ComptesTables>

/** A session with its account and roles, as one query reads them. */
export interface SessionRow {
  readonly compte_id: string
  readonly created_at: Date
  readonly seen_at: Date
  readonly expires_at: Date
  readonly porte: string
  readonly acr: string | null
  readonly preuve_at: Date | null
  readonly confiance: boolean
  readonly facteur: boolean
  readonly membre: boolean
  readonly nature: Nature
  readonly courriel: string | null
  readonly civilite: Civilite | null
  readonly nom: string | null
  readonly prenom: string | null
  readonly telephone: string | null
  readonly langue: Langue
  readonly roles: readonly HeldRole[]
}

// Asked at every request: written once, so that neither Kysely builds it nor PostgreSQL parses it again.
const READ_SESSION = 'select * from comptes.session_ouverte($1, $2)'

/** The session of a cookie with its account and the roles held at that moment, ended ones left out; whether it has expired is for the rules to say. */
export async function readSession(
  db: Db,
  { empreinte, now }: { empreinte: Buffer; now: Date },
): Promise<SessionRow | undefined> {
  const { rows } = await db.executeQuery<SessionRow>(CompiledQuery.raw(READ_SESSION, [empreinte, now]))
  return rows[0]
}

/** What tells whether a session still awaits the second factor of its account. */
export function preuveOf({ facteur, preuve_at, confiance, roles, membre }: SessionRow) {
  return { facteur, preuveAt: preuve_at ?? undefined, confiance, agent: roles.length > 0 || membre }
}

/** Whether somebody works here: holds a role, or is in a group. */
export async function readAgent(db: Db, compteId: string): Promise<boolean> {
  const { rows } = await sql<{ agent: boolean }>`select comptes.est_agent(${compteId}) as agent`.execute(db)
  return rows[0]?.agent === true
}

/** Whose session this was, even expired or ended. */
export async function readSessionOwner(db: Db, empreinte: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('comptes.session')
    .select('compte_id')
    .where('empreinte', '=', empreinte)
    .executeTakeFirst()
  return row?.compte_id
}

/** A session about to begin. */
export interface NewSession {
  readonly empreinte: Buffer
  readonly compteId: string
  readonly porte: string
  readonly acr: string | undefined
  /** When the second factor was proved, if its provider says that it was. */
  readonly preuveAt: Date | undefined
  /** Begun on a device that the account trusts. */
  readonly confiance: boolean
  readonly appareil: string | undefined
  /** Sealed: the provider wants it back at sign-out. */
  readonly idToken: string | undefined
  readonly now: Date
  readonly expiresAt: Date
}

/** Begins a session. */
export async function insertSession(tx: Db, session: NewSession): Promise<void> {
  await tx
    .insertInto('comptes.session')
    .values({
      empreinte: session.empreinte,
      compte_id: session.compteId,
      porte: session.porte,
      acr: session.acr ?? null,
      preuve_at: session.preuveAt ?? null,
      confiance: session.confiance,
      id_token: session.idToken ?? null,
      appareil: session.appareil ?? null,
      created_at: session.now,
      seen_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** Remembers the last visit, unless a later one is already known. */
export async function touchSession(db: Db, { empreinte, now }: { empreinte: Buffer; now: Date }): Promise<void> {
  await db
    .updateTable('comptes.session')
    .set({ seen_at: now })
    .where('empreinte', '=', empreinte)
    .where('seen_at', '<', now)
    .execute()
}

/** The token of the provider that a live session keeps, sealed for its digest; nothing when the session has ended. Locks it. */
export async function lockSession(
  tx: Db,
  empreinte: Buffer,
): Promise<{ readonly idToken: string | undefined } | undefined> {
  const row = await tx
    .selectFrom('comptes.session')
    .select('id_token')
    .where('empreinte', '=', empreinte)
    .where('fin_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row && { idToken: row.id_token ?? undefined }
}

/** A session under another cookie. */
export interface RenamedSession {
  readonly from: Buffer
  readonly to: Buffer
  /** Sealed anew, for the new digest. */
  readonly idToken: string | undefined
  /** When the second factor was proved; left as it was when absent. */
  readonly preuveAt: Date | undefined
}

/** Gives a live session another digest, everything else staying as it was: the former cookie opens nothing any more. */
export async function renameSession(tx: Db, { from, to, idToken, preuveAt }: RenamedSession): Promise<void> {
  await tx
    .updateTable('comptes.session')
    .set({ empreinte: to, id_token: idToken ?? null, ...(preuveAt === undefined ? {} : { preuve_at: preuveAt }) })
    .where('empreinte', '=', from)
    .where('fin_at', 'is', null)
    .execute()
}

/** What is needed to leave the provider too. */
export interface EndedSession {
  readonly compteId: string
  readonly porte: string
  readonly idToken: string | undefined
}

/** Ends a session; nothing when it had ended already. */
export async function endSession(
  tx: Db,
  { empreinte, now }: { empreinte: Buffer; now: Date },
): Promise<EndedSession | undefined> {
  const ended = await tx
    .updateTable('comptes.session')
    .set({ fin_at: now })
    .where('empreinte', '=', empreinte)
    .where('fin_at', 'is', null)
    .returning(['compte_id', 'porte', 'id_token'])
    .executeTakeFirst()
  return ended && { compteId: ended.compte_id, porte: ended.porte, idToken: ended.id_token ?? undefined }
}

/** The sessions of an account that were not ended, the last visited first; whether one has expired is for the rules to say. */
export async function selectSessions(tx: Db, compteId: string) {
  return tx
    .selectFrom('comptes.session')
    .select(['empreinte', 'porte', 'appareil', 'created_at', 'seen_at', 'expires_at'])
    .where('compte_id', '=', compteId)
    .where('fin_at', 'is', null)
    .orderBy('seen_at', 'desc')
    .orderBy('empreinte')
    .execute()
}

/** Ends every session of an account, but one when it is named; gives how many were open. */
export async function endSessionsOf(
  tx: Db,
  { compteId, but, now }: { compteId: string; but?: Buffer; now: Date },
): Promise<number> {
  let ending = tx
    .updateTable('comptes.session')
    .set({ fin_at: now })
    .where('compte_id', '=', compteId)
    .where('fin_at', 'is', null)
  if (but !== undefined) ending = ending.where('empreinte', '<>', but)
  return Number((await ending.executeTakeFirst()).numUpdatedRows)
}

/** Erases sessions over for a day: until then a form they met expired can still tell whose it was. */
export async function deleteOldSessions(db: Db, before: Date): Promise<void> {
  // Of those who work here, the last visit outlives the session: a team sees who no longer comes.
  await sql`
    with gone as (delete from comptes.session where expires_at < ${before} or fin_at < ${before} returning compte_id, seen_at),
    last as (select compte_id, max(seen_at) as seen_at from gone group by compte_id)
    update comptes.compte c set visite_at = greatest(c.visite_at, last.seen_at)
    from last where last.compte_id = c.id and exists (select from comptes.role r where r.compte_id = c.id)`.execute(db)
}
