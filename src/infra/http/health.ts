import { readdir } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'

interface HealthDeps {
  readonly pool: Pick<Pool, 'query'>
  /** Where the migrations of this version are: ready means that the last of them has been applied. */
  readonly migrationsDir: string
}

/**
 * `GET /sante` (ready: the database answers and has every migration; 503 otherwise) and `GET /sante/vie` (alive).
 *
 * For machines: JSON, and nothing of the inside.
 */
export function registerHealth(app: FastifyInstance, { pool, migrationsDir }: HealthDeps): void {
  app.get('/sante/vie', async (_request, reply) => reply.header('cache-control', 'no-store').send({ etat: 'vivant' }))

  app.get('/sante', async (request, reply) => {
    const health = await readHealth({ pool, migrationsDir }).catch((error: unknown) => {
      request.log.warn({ err: error }, 'health: the database does not answer')
      return { base: false, migrations: false }
    })
    const ready = health.base && health.migrations
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ etat: ready ? 'pret' : 'indisponible', ...health })
  })
}

async function readHealth({ pool, migrationsDir }: HealthDeps): Promise<{ base: boolean; migrations: boolean }> {
  const { rows } = await pool.query<{ nom: string }>('select nom from infra.migration')
  const applied = new Set(rows.map(({ nom }) => nom))
  const expected = (await readdir(migrationsDir)).filter((name) => name.endsWith('.sql'))
  return { base: true, migrations: expected.every((name) => applied.has(name)) }
}
