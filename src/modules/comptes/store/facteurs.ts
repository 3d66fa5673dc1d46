import type { Db } from './sessions.ts'

/** An application of codes; its secret is sealed. */
export interface TotpRow {
  readonly secret: string
  readonly createdAt: Date
}

/** The application of codes of an account. */
export async function findTotp(db: Db, compteId: string): Promise<TotpRow | undefined> {
  const row = await db
    .selectFrom('comptes.totp')
    .select(['secret', 'created_at'])
    .where('compte_id', '=', compteId)
    .executeTakeFirst()
  return row && { secret: row.secret, createdAt: row.created_at }
}

/** Gives an account its application of codes, in place of the one it had; the step that confirmed it is used up. */
export async function upsertTotp(
  tx: Db,
  { compteId, secret, pas, now }: { compteId: string; secret: string; pas: number; now: Date },
): Promise<void> {
  const row = { secret, dernier_pas: pas, created_at: now }
  await tx
    .insertInto('comptes.totp')
    .values({ compte_id: compteId, ...row })
    .onConflict((oc) => oc.column('compte_id').doUpdateSet(row))
    .execute()
}

/**
 * Uses up a time-step: false when it, or a later one, was used already. Of two requests at once, one uses it. A used step later
 * than `dernier`, the last that is accepted now, says that the clock was ahead: it holds nobody back.
 */
export async function useStep(
  tx: Db,
  { compteId, pas, dernier }: { compteId: string; pas: number; dernier: number },
): Promise<boolean> {
  const used = await tx
    .updateTable('comptes.totp')
    .set({ dernier_pas: pas })
    .where('compte_id', '=', compteId)
    .where((eb) => eb.or([eb('dernier_pas', '<', pas), eb('dernier_pas', '>', dernier)]))
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** Takes the application of codes away; false when there was none. */
export async function deleteTotp(tx: Db, compteId: string): Promise<boolean> {
  const deleted = await tx.deleteFrom('comptes.totp').where('compte_id', '=', compteId).executeTakeFirst()
  return deleted.numDeletedRows === 1n
}

/** Gives an account its recovery codes, of which only digests are kept; the former ones no longer work. */
export async function replaceCodes(
  tx: Db,
  { compteId, empreintes, now }: { compteId: string; empreintes: readonly Buffer[]; now: Date },
): Promise<void> {
  await tx.deleteFrom('comptes.code_secours').where('compte_id', '=', compteId).execute()
  const rows = empreintes.map((empreinte) => ({ compte_id: compteId, empreinte, created_at: now }))
  if (rows.length > 0) await tx.insertInto('comptes.code_secours').values(rows).execute()
}

/** Uses a recovery code, once: false when it is not one, or was used. */
export async function useCode(
  tx: Db,
  { compteId, empreinte, now }: { compteId: string; empreinte: Buffer; now: Date },
): Promise<boolean> {
  const used = await tx
    .updateTable('comptes.code_secours')
    .set({ used_at: now })
    .where('compte_id', '=', compteId)
    .where('empreinte', '=', empreinte)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** Whether an account has a second factor: an application of codes, or a passkey. */
export async function hasFacteur(db: Db, compteId: string): Promise<boolean> {
  const { found } = await db
    .selectNoFrom((eb) =>
      eb
        .or([
          eb.exists(eb.selectFrom('comptes.totp').select('compte_id').where('compte_id', '=', compteId)),
          eb.exists(eb.selectFrom('comptes.cle_acces').select('id').where('compte_id', '=', compteId)),
        ])
        .as('found'),
    )
    .executeTakeFirstOrThrow()
  return Boolean(found)
}

/** How many recovery codes are left; nothing when there never were any. */
export async function countCodes(db: Db, compteId: string): Promise<number | undefined> {
  const { total, left } = await db
    .selectFrom('comptes.code_secours')
    .select((eb) => [
      eb.fn.countAll<number>().as('total'),
      eb.fn.countAll<number>().filterWhere('used_at', 'is', null).as('left'),
    ])
    .where('compte_id', '=', compteId)
    .executeTakeFirstOrThrow()
  return total === 0 ? undefined : left
}
