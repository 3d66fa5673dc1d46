import { type ColumnType, type Generated, type Kysely, sql, type Transaction } from 'kysely'
import { invariant } from './errors.ts'

interface EnvoiTables {
  'infra.envoi': { cle: string; reponse: ColumnType<unknown, string, string>; created_at: Generated<Date> }
}

/**
 * Runs something once for a key, in the caller's transaction; the second time gives the first answer and runs nothing.
 *
 * `cle` must name who asks as well as what (`depot|<compte>|<clé du formulaire>`): whoever presents a key gets its answer.
 * A second sending that arrives during the first waits for it. When the first fails, its transaction takes the key away
 * and the second runs. The answer must survive JSON. Needs READ COMMITTED, the default.
 */
export async function once<Reponse>(
  // biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
  tx: Transaction<any>,
  cle: string,
  run: () => Promise<Reponse>,
): Promise<Reponse> {
  const envois: Transaction<EnvoiTables> = tx.$pickTables<'infra.envoi'>()
  // The unique key makes the second insert wait for the first transaction to end.
  const first = await envois
    .insertInto('infra.envoi')
    .values({ cle, reponse: 'null' })
    .onConflict((oc) => oc.column('cle').doNothing())
    .returning('cle')
    .executeTakeFirst()
  if (first === undefined) {
    const known = await sql<{ reponse: Reponse }>`select reponse from infra.envoi where cle = ${cle}`.execute(tx)
    const [row] = known.rows
    invariant(row, 'a form already received has no answer')
    return row.reponse
  }
  const reponse = await run()
  await envois
    .updateTable('infra.envoi')
    .set({ reponse: JSON.stringify(reponse) })
    .where('cle', '=', cle)
    .execute()
  return reponse
}

/** Whether a form of that key had its effect, in a transaction that ended. */
// biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
export async function wasReceived(tx: Transaction<any>, cle: string): Promise<boolean> {
  const envois: Transaction<EnvoiTables> = tx.$pickTables<'infra.envoi'>()
  const row = await envois.selectFrom('infra.envoi').select('cle').where('cle', '=', cle).executeTakeFirst()
  return row !== undefined
}

/** Forgets the keys of more than a day: a form kept open longer meets the rules of its own action. */
// biome-ignore lint/suspicious/noExplicitAny: called by the worker, whose connection knows every table
export async function purgeEnvois(db: Kysely<any>, now: Date): Promise<void> {
  const envois: Kysely<EnvoiTables> = db.$pickTables<'infra.envoi'>()
  await envois
    .deleteFrom('infra.envoi')
    .where('created_at', '<', new Date(now.getTime() - 86_400_000))
    .execute()
}
