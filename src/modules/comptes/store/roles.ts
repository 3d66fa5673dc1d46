import type { HeldRole } from '../rules.ts'
import type { Db } from './sessions.ts'

/** Gives a role; false when it was already held. */
export async function insertRole(
  tx: Db,
  { compteId, role, organismeId, demarcheId, now }: HeldRole & { compteId: string; now: Date },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('comptes.role')
    .values({
      compte_id: compteId,
      role,
      organisme_id: organismeId ?? null,
      demarche_id: demarcheId ?? null,
      created_at: now,
    })
    .onConflict((oc) => oc.columns(['compte_id', 'role', 'organisme_id', 'demarche_id']).doNothing())
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The roles that somebody holds at that moment, oldest first: neither ended nor suspended. */
export async function selectRoles(
  db: Db,
  { compteId, now }: { compteId: string; now: Date },
): Promise<readonly HeldRole[]> {
  const rows = await db
    .selectFrom('comptes.role')
    .select(['role', 'organisme_id', 'demarche_id'])
    .where('compte_id', '=', compteId)
    .where('suspendu_at', 'is', null)
    .where((eb) => eb.or([eb('fin_at', 'is', null), eb('fin_at', '>', now)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ role, organisme_id, demarche_id }) => ({
    role,
    ...(organisme_id === null ? {} : { organismeId: organisme_id }),
    ...(demarche_id === null ? {} : { demarcheId: demarche_id }),
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
