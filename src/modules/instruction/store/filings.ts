import { type Kysely, sql } from 'kysely'
import { withContext } from '../../../infra/db/with-context.ts'
import type { InstructionTables } from '../tables.ts'

/** Which démarches to count: the filings since that instant, and how many démarches to give. */
export interface MostFiledAsked {
  readonly since: Date
  readonly limit: number
}

/** The question of `listMostFiled`, apart so that its plan can be looked at. */
export function mostFiledQuery(db: Kysely<InstructionTables>, { since, limit }: MostFiledAsked) {
  return db
    .selectFrom('dossiers.depose')
    .select('demarche_id as id')
    .where('depose_at', '>=', since)
    .groupBy('demarche_id')
    .orderBy(sql`count(*) desc`)
    .orderBy('demarche_id')
    .limit(limit)
}

/**
 * Keys of the démarches with the most dossiers first filed since that instant, best first; drafts and the trash aside. In
 * the name of the program: it counts dossiers that nobody in particular may read, and gives nothing of them.
 */
export async function listMostFiled(db: Kysely<InstructionTables>, asked: MostFiledAsked): Promise<readonly string[]> {
  const rows = await withContext(db, { role: 'systeme' }, (tx) => mostFiledQuery(tx, asked).execute())
  return rows.map(({ id }) => id)
}
