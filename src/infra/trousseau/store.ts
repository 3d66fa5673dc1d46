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

/** Keeps a key of an organisme; nothing happens when there is one of that rank already. */
export async function insertCle(
  tx: Tx,
  { now, ...cle }: Omit<CleOrganisme, 'id'> & { readonly now: Date },
): Promise<void> {
  await tx
    .insertInto('infra.cle_organisme')
    .values({
      organisme_id: cle.organismeId,
      usage: cle.usage,
      rang: cle.rang,
      chiffree: cle.chiffree,
      created_at: now,
    })
    .onConflict((oc) => oc.columns(['organisme_id', 'usage', 'rang']).doNothing())
    .execute()
}
