import { sql } from 'kysely'
import type { Tx } from './load.ts'

/**
 * Folds the lines of +1 and −1 of each group and state into one; the sums stay the same. Lines added meanwhile wait for
 * the next time, and two workers never fold the same line.
 */
export async function foldEffectifs(tx: Tx): Promise<void> {
  await sql`with folded as (
      delete from dossiers.effectif e
      where e.ctid = any (array(select ctid from dossiers.effectif for update skip locked))
      returning groupe_id, etat, nombre
    )
    insert into dossiers.effectif (groupe_id, etat, nombre)
    select groupe_id, etat, sum(nombre) from folded group by groupe_id, etat having sum(nombre) <> 0`.execute(tx)
}

/** Forgets the edits set aside more than two weeks ago. */
export async function purgeEcartes(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('dossiers.version')
    .where('nature', '=', 'ecarte')
    .where('updated_at', '<', new Date(now.getTime() - 14 * 86_400_000))
    .execute()
}
