import { sql } from 'kysely'
import type { DemarchesDb } from '../tables.ts'

/** Keeps two changes of addresses from crossing: a slug is current or former, never both, which no constraint can say. */
export async function lockSlugs(tx: DemarchesDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('demarches.slug'))`.execute(tx)
}

/** The démarche whose address that is or was. */
export async function ownerOfSlug(tx: DemarchesDb, slug: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from demarches.demarche where slug = ${slug}
    union all select demarche_id from demarches.slug_ancien where slug = ${slug}`.execute(tx)
  return rows[0]?.id
}

/** Moves a démarche to another address and remembers the one it leaves. */
export async function moveSlug(
  tx: DemarchesDb,
  { id, from, to }: { readonly id: string; readonly from: string; readonly to: string },
): Promise<void> {
  await tx.deleteFrom('demarches.slug_ancien').where('slug', '=', to).where('demarche_id', '=', id).execute()
  await tx.updateTable('demarches.demarche').set({ slug: to }).where('id', '=', id).execute()
  await tx.insertInto('demarches.slug_ancien').values({ slug: from, demarche_id: id }).execute()
}
