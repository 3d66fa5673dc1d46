import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import { createPool } from '../../src/infra/db/pool.ts'

/** Runs `look` with one connection of the owner, asked for again during a minute: the machine may be out of breath. */
export async function withOwnerPool<R>(url: string, look: (pool: Pool) => Promise<R>): Promise<R> {
  const pool = createPool(url, { max: 1, profile: 'worker' })
  const until = Date.now() + 60_000
  try {
    for (;;) {
      const error: unknown = await pool.query('select 1').then(
        () => undefined,
        (refused: unknown) => refused,
      )
      if (error === undefined) return await look(pool)
      if (Date.now() > until) throw error
      await wait(200)
    }
  } finally {
    await pool.end()
  }
}
