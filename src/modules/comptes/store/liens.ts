import { sql } from 'kysely'
import type { LienDonnees, LienUsage } from '../tables.ts'
import type { Db } from './sessions.ts'

/** A link that may still be used. */
export interface Lien {
  readonly usage: LienUsage
  readonly courriel: string
  readonly retour: string
  readonly donnees: LienDonnees
}

/** A link about to be sent. */
export interface LienRow extends Lien {
  readonly empreinte: Buffer
  readonly now: Date
  readonly expiresAt: Date
}

const COLUMNS = ['usage', 'courriel', 'retour', 'donnees'] as const

/** Keeps a link; its token is known to its receiver alone. */
export async function insertLien(tx: Db, lien: LienRow): Promise<void> {
  await tx
    .insertInto('comptes.lien')
    .values({
      empreinte: lien.empreinte,
      usage: lien.usage,
      courriel: lien.courriel,
      retour: lien.retour,
      donnees: JSON.stringify(lien.donnees),
      created_at: lien.now,
      expires_at: lien.expiresAt,
    })
    .execute()
}

/** Voids the unused links of an address for one use: only the last one asked for works. */
export async function voidLiens(
  tx: Db,
  { courriel, usage, now }: { courriel: string; usage: LienUsage; now: Date },
): Promise<void> {
  await tx
    .updateTable('comptes.lien')
    .set({ used_at: now })
    .where('courriel', '=', courriel)
    .where('usage', '=', usage)
    .where('used_at', 'is', null)
    .execute()
}

/** Voids the unused invitations of an address in one organisme, or in the instance; gives how many. */
export async function voidInvitations(
  tx: Db,
  { courriel, organismeId, now }: { courriel: string; organismeId: string | undefined; now: Date },
): Promise<number> {
  const voided = await tx
    .updateTable('comptes.lien')
    .set({ used_at: now })
    .where('courriel', '=', courriel)
    .where('usage', '=', 'invitation_agent')
    .where('used_at', 'is', null)
    .where(sql<boolean>`donnees ->> 'organismeId' is not distinct from ${organismeId ?? null}`)
    .executeTakeFirst()
  return Number(voided.numUpdatedRows)
}

/** An invitation that nobody has accepted yet. */
export interface OpenInvitation {
  readonly courriel: string
  /** The role as the link carries it. */
  readonly role: string | undefined
  readonly expiresAt: Date
}

/** The invitations in one organisme, or in the instance, that may still be accepted; the last sent first. */
export async function selectInvitations(
  tx: Db,
  { organismeId, now }: { organismeId: string | undefined; now: Date },
): Promise<readonly OpenInvitation[]> {
  const rows = await tx
    .selectFrom('comptes.lien')
    .select(['courriel', 'donnees', 'expires_at as expiresAt'])
    .where('usage', '=', 'invitation_agent')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where(sql<boolean>`donnees ->> 'organismeId' is not distinct from ${organismeId ?? null}`)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(({ courriel, donnees, expiresAt }) => ({ courriel, role: donnees.role, expiresAt }))
}

/** The link of a token if it may still be used; looking does not use it. */
export async function findLien(
  db: Db,
  { empreinte, now }: { empreinte: Buffer; now: Date },
): Promise<Lien | undefined> {
  return db
    .selectFrom('comptes.lien')
    .select(COLUMNS)
    .where('empreinte', '=', empreinte)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses a link: given once, to the first who asks in time. */
export async function takeLien(
  tx: Db,
  { empreinte, now }: { empreinte: Buffer; now: Date },
): Promise<Lien | undefined> {
  return tx
    .updateTable('comptes.lien')
    .set({ used_at: now })
    .where('empreinte', '=', empreinte)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(COLUMNS)
    .executeTakeFirst()
}

/** Erases links that could no longer be used on that date. */
export async function deleteOldLiens(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('comptes.lien').where('expires_at', '<', before).execute()
}
