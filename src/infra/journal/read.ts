import type { Kysely, Transaction } from 'kysely'
import type { Fait, JournalTables } from './journal.ts'

/** A fact as it is told again to whom it concerns. */
export interface FaitLu {
  readonly at: Date
  readonly compteId: string | null
  readonly action: string
}

/** What is asked of the journal. */
interface Asked {
  readonly objet: string
  readonly role: Fait['role']
  readonly actions: readonly string[]
  readonly limit: number
}

/** What people of that role did to an object, latest first. In a transaction of the house's own role: nobody else reads the journal. */
export async function listFaits(
  // biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
  tx: Transaction<any> | Kysely<any>,
  { objet, role, actions, limit }: Asked,
): Promise<readonly FaitLu[]> {
  const journal: Kysely<JournalTables> = tx.$pickTables<'infra.journal'>()
  return journal
    .selectFrom('infra.journal')
    .select(['at', 'compte_id as compteId', 'action'])
    .where('objet', '=', objet)
    .where('role', '=', role)
    .where('action', 'in', actions)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
}
