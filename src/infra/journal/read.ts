import type { Kysely, Transaction } from 'kysely'
import type { JournalTables } from './journal.ts'

/** A fact as it is told again to whom it concerns. */
export interface FaitLu {
  readonly at: Date
  readonly compteId: string | null
  readonly action: string
}

/** What was done to an object, latest first. In a transaction of the house's own role: nobody else reads the journal. */
export async function listFaits(
  // biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
  tx: Transaction<any> | Kysely<any>,
  { objet, actions, limit }: { objet: string; actions: readonly string[]; limit: number },
): Promise<readonly FaitLu[]> {
  const journal: Kysely<JournalTables> = tx.$pickTables<'infra.journal'>()
  return journal
    .selectFrom('infra.journal')
    .select(['at', 'compte_id as compteId', 'action'])
    .where('objet', '=', objet)
    .where('action', 'in', actions)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
}
