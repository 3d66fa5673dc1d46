import type { Transaction } from 'kysely'
import type { TrousseauTables, Usage } from './tables.ts'

/** A transaction that sees the keys of organismes. */
export type Tx = Transaction<TrousseauTables>

/** A key of an organisme, sealed. */
export interface CleOrganisme {
  readonly id: string
  readonly organismeId: string
  readonly usage: Usage
  readonly rang: number
  readonly chiffree: string
}

/** The key of an organisme that serves now: the one of the last rank. */
export async function findCle(
  tx: Tx,
  { organismeId, usage }: Pick<CleOrganisme, 'organismeId' | 'usage'>,
): Promise<CleOrganisme | undefined> {
  return tx
    .selectFrom('infra.cle_organisme')
    .select(['id', 'organisme_id as organismeId', 'usage', 'rang', 'chiffree'])
    .where('organisme_id', '=', organismeId)
    .where('usage', '=', usage)
    .orderBy('rang', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The organismes that have a key of data, and the rank of the last one. */
export async function listRangs(tx: Tx): Promise<readonly Pick<CleOrganisme, 'organismeId' | 'rang'>[]> {
  return tx
    .selectFrom('infra.cle_organisme')
    .select(['organisme_id as organismeId', (eb) => eb.fn.max('rang').as('rang')])
    .where('usage', '=', 'donnees')
    .groupBy('organisme_id')
    .orderBy('organisme_id')
    .execute()
}

/** Keeps keys of organismes, none of them twice; nothing happens to those of which there is one of that rank already. */
export async function insertCles(
  tx: Tx,
  { cles, now }: { cles: readonly Omit<CleOrganisme, 'id'>[]; now: Date },
): Promise<void> {
  await tx
    .insertInto('infra.cle_organisme')
    .values(cles.map(({ organismeId, ...cle }) => ({ ...cle, organisme_id: organismeId, created_at: now })))
    .onConflict((oc) => oc.columns(['organisme_id', 'usage', 'rang']).doNothing())
    .execute()
}
