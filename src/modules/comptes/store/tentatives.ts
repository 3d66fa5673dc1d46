import { sql } from 'kysely'
import { ATTENTE_MAX_SECONDES, ECHECS_PAR_JOUR } from '../rules.ts'
import type { Db } from './sessions.ts'

/** Where somebody stands who tries to prove: when the next try may be made, and the failures of this day. */
export interface Tentative {
  readonly libreAt: Date
  readonly echecsDuJour: number
}

const DAY = 86_400_000

/**
 * Counts one try before it is made, so that two at once are not two for one: 1 s, 2 s, 4 s… until the next. False when
 * it may not be made yet, or when the day has had too many. Whoever succeeds has the count forgotten.
 */
export async function takeTry(db: Db, { cle, now }: { cle: string; now: Date }): Promise<boolean> {
  const dayAgo = new Date(now.getTime() - DAY)
  const isNewDay = sql<boolean>`tentative.jour_at <= ${dayAgo}`
  const taken = await db
    .insertInto('comptes.tentative')
    .values({ cle, echecs: 1, libre_at: after(now, 1), jour_at: now, echecs_du_jour: 1 })
    .onConflict((oc) =>
      oc
        .column('cle')
        .doUpdateSet({
          // Nothing for a whole day: the count starts again.
          echecs: sql`case when tentative.libre_at <= ${dayAgo} then 1 else tentative.echecs + 1 end`,
          libre_at: sql`${now}::timestamptz + make_interval(secs => case when tentative.libre_at <= ${dayAgo} then 1
            else least(${ATTENTE_MAX_SECONDES}, power(2, least(tentative.echecs, 20))) end)`,
          jour_at: sql`case when ${isNewDay} then ${now} else tentative.jour_at end`,
          echecs_du_jour: sql`case when ${isNewDay} then 1 else tentative.echecs_du_jour + 1 end`,
        })
        // Later than the longest wait: noted while the clock was ahead, it holds nobody back.
        .where(sql<boolean>`(tentative.libre_at <= ${now} or tentative.libre_at > ${after(now, ATTENTE_MAX_SECONDES)})`)
        .where(sql<boolean>`(${isNewDay} or tentative.echecs_du_jour < ${ECHECS_PAR_JOUR})`),
    )
    .executeTakeFirst()
  return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Where somebody stands who may not try now. */
export async function findTentative(db: Db, cle: string): Promise<Tentative | undefined> {
  const row = await db
    .selectFrom('comptes.tentative')
    .select(['libre_at', 'echecs_du_jour'])
    .where('cle', '=', cle)
    .executeTakeFirst()
  return row && { libreAt: row.libre_at, echecsDuJour: row.echecs_du_jour }
}

/** Forgets the failures of somebody who has succeeded. */
export async function forgetTries(db: Db, cle: string): Promise<void> {
  await db.deleteFrom('comptes.tentative').where('cle', '=', cle).execute()
}

/** Erases counts that no longer hold anybody back. */
export async function deleteOldTries(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('comptes.tentative').where('libre_at', '<', before).where('jour_at', '<', before).execute()
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000)
}
