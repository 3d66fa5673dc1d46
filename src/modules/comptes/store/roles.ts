import type { HeldRole } from '../rules.ts'
import type { Db } from './sessions.ts'

/** Gives a role; false when it was already held. */
export async function insertRole(
  tx: Db,
  { compteId, role, organismeId, now }: HeldRole & { compteId: string; now: Date },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('comptes.role')
    .values({ compte_id: compteId, role, organisme_id: organismeId ?? null, created_at: now })
    .onConflict((oc) => oc.columns(['compte_id', 'role', 'organisme_id']).doNothing())
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The roles of somebody, oldest first. */
export async function selectRoles(db: Db, compteId: string): Promise<readonly HeldRole[]> {
  const rows = await db
    .selectFrom('comptes.role')
    .select(['role', 'organisme_id'])
    .where('compte_id', '=', compteId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ role, organisme_id }) => ({
    role,
    ...(organisme_id === null ? {} : { organismeId: organisme_id }),
  }))
}

/** The accounts that use that address and hold a role in that organisme: one address may have several. */
export async function selectHolders(
  db: Db,
  { courriel, organismeId }: { courriel: string; organismeId: string },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('comptes.compte as c')
    .innerJoin('comptes.role as r', 'r.compte_id', 'c.id')
    .select('c.id')
    .distinct()
    .where('c.courriel', '=', courriel)
    .where('c.rattache_a', 'is', null)
    .where('r.organisme_id', '=', organismeId)
    .execute()
  return rows.map(({ id }) => id)
}
