import type { Db } from './sessions.ts'

/** A device where a usager's second factor is not asked again. */
export interface AppareilRow {
  readonly empreinte: Buffer
  readonly compteId: string
  readonly appareil: string | undefined
  readonly now: Date
  readonly expiresAt: Date
}

/** Trusts a device. */
export async function insertAppareil(tx: Db, { compteId, expiresAt, now, ...row }: AppareilRow): Promise<void> {
  await tx
    .insertInto('comptes.appareil_confiance')
    .values({
      empreinte: row.empreinte,
      compte_id: compteId,
      appareil: row.appareil ?? null,
      created_at: now,
      seen_at: now,
      expires_at: expiresAt,
    })
    .execute()
}

/** Whether that device is trusted for that account; remembers when it was seen. */
export async function seeAppareil(
  tx: Db,
  { empreinte, compteId, now }: { empreinte: Buffer; compteId: string; now: Date },
): Promise<boolean> {
  const seen = await tx
    .updateTable('comptes.appareil_confiance')
    .set({ seen_at: now })
    .where('empreinte', '=', empreinte)
    .where('compte_id', '=', compteId)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return seen.numUpdatedRows === 1n
}

/** The devices that an account trusts, the last seen first. */
export async function selectAppareils(db: Db, { compteId, now }: { compteId: string; now: Date }) {
  return db
    .selectFrom('comptes.appareil_confiance')
    .select(['empreinte', 'appareil', 'created_at', 'seen_at', 'expires_at'])
    .where('compte_id', '=', compteId)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .orderBy('empreinte')
    .execute()
}

/** Trusts one device of an account no longer, or none when it is not named; its sessions there await the second factor again. */
export async function deleteAppareils(
  tx: Db,
  { compteId, empreinte }: { compteId: string; empreinte?: Buffer | undefined },
): Promise<number> {
  let deletion = tx.deleteFrom('comptes.appareil_confiance').where('compte_id', '=', compteId)
  if (empreinte !== undefined) deletion = deletion.where('empreinte', '=', empreinte)
  const { numDeletedRows } = await deletion.executeTakeFirst()
  await tx
    .updateTable('comptes.session')
    .set({ confiance: false })
    .where('compte_id', '=', compteId)
    .where('confiance', '=', true)
    .execute()
  return Number(numDeletedRows)
}

/** Erases devices whose trust has ended. */
export async function deleteOldAppareils(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('comptes.appareil_confiance').where('expires_at', '<', now).execute()
}
