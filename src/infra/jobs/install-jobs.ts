import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'pg'
import { PgBoss } from 'pg-boss'
import { APP_ROLE } from '../db/app-role.ts'

/** The PostgreSQL schema of the queue: pg-boss owns its shape, nobody else reads it. */
export const JOBS_SCHEMA = 'taches'

/**
 * Creates or upgrades the tables of the queue, with the owner's rights, and lets the application use them. The
 * application itself never changes them: its processes run with `migrate: false`.
 */
export async function installJobs(ownerUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: ownerUrl, max: 2, application_name: 'parvis-migration' })
  pool.on('error', () => {})
  try {
    const boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values) },
      schema: JOBS_SCHEMA,
      supervise: false,
      schedule: false,
      registerInstance: false,
    })
    const failures: unknown[] = []
    boss.on('error', (error) => failures.push(error))
    await boss.start()
    await untilIndexed(boss, failures)
    await boss.stop({ graceful: true, timeout: 10_000 })
    await pool.query(`
      grant usage on schema ${JOBS_SCHEMA} to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema ${JOBS_SCHEMA} to ${APP_ROLE};
      grant usage, select on all sequences in schema ${JOBS_SCHEMA} to ${APP_ROLE};
      grant execute on all functions in schema ${JOBS_SCHEMA} to ${APP_ROLE}`)
  } finally {
    await pool.end()
  }
}

// An upgrade builds its indexes one after the other, aside: leaving before the end would leave them to nobody.
async function untilIndexed(boss: PgBoss, failures: readonly unknown[]): Promise<void> {
  while (failures.length === 0) {
    const states = await boss.getBamStatus()
    if (states.every(({ status }) => status === 'completed' || status === 'failed')) return
    await wait(200)
  }
  throw failures[0]
}
