import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { Visitor } from '../acceptance/house/visitor.ts'
import { type App, buildApp } from '../src/app.ts'
import { systemClock } from '../src/infra/clock/clock.ts'
import { startPostgres } from '../src/infra/db/embedded/start-postgres.ts'
import { migrate } from '../src/infra/db/migrate.ts'
import { createDb, createPool } from '../src/infra/db/pool.ts'
import { createJobs } from '../src/infra/jobs/jobs.ts'
import { createLog } from '../src/infra/log/log.ts'
import { packageRoot } from '../src/infra/package-root.ts'
import { readSettings } from '../src/infra/settings.ts'

/** One statement that reached PostgreSQL. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** The real site on a durable PostgreSQL of its own, with the demonstration, and somebody signed in. */
export interface BenchSite {
  readonly url: string
  /** Where its files and its PostgreSQL are. */
  readonly folder: string
  /** The application's own access to that PostgreSQL. */
  readonly appUrl: string
  readonly app: App
  readonly pool: Pool
  readonly ownerPool: Pool
  // biome-ignore lint/suspicious/noExplicitAny: the bench reads tables of every module
  readonly db: Kysely<any>
  readonly usager: Visitor
  /** Every statement sent to PostgreSQL while `run` goes on, context and transaction included, in order. */
  record(run: () => Promise<unknown>): Promise<readonly Statement[]>
  close(): Promise<void>
}

const PORT = 38_571
// A measure files a thousand times in the name of one account: in its database, nothing counts against a limit.
const NO_LIMIT = `
  create function infra.no_limit() returns trigger language plpgsql as $$ begin new.nombre := 0; return new; end $$;
  create trigger no_limit before insert or update on infra.limite for each row execute function infra.no_limit()`

/** Opens it in a temporary folder, removed at the end. */
export async function openBenchSite(): Promise<BenchSite> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-bench-'))
  const postgres = await startPostgres(folder)
  await migrate(postgres.url, join(packageRoot(), 'db', 'migrations'))
  const pool = createPool(postgres.appUrl, { max: 10 })
  const ownerPool = createPool(postgres.url, { max: 2, profile: 'worker' })
  await ownerPool.query(NO_LIMIT)
  const statements: Statement[] = []
  let recording = false
  pool.on('connect', (client) => listen(client, (statement) => recording && statements.push(statement)))
  const log = createLog({ level: 'error', processus: 'bench' })
  const settings = readSettings({ PORT: String(PORT), PARVIS_DATA: folder, PARVIS_DEMO: '1' })
  const jobs = createJobs({ pool, log })
  const app = await buildApp({ settings, pool, jobs, clock: systemClock, log })
  await jobs.startSender()
  await app.seedDemo(12)
  await app.http.listen({ host: '127.0.0.1', port: PORT })
  const usager = new Visitor(settings.url)
  await usager.signIn('demo-camille-le-roux')
  return {
    ...{ url: settings.url, folder, appUrl: postgres.appUrl, app, pool, ownerPool, db: createDb(pool), usager },
    async record(run) {
      statements.length = 0
      recording = true
      await run()
      recording = false
      return [...statements]
    },
    async close() {
      await app.close()
      await jobs.stop()
      await Promise.all([pool.end(), ownerPool.end()])
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Tells every query of a connection, however it was asked. */
function listen(client: PoolClient, tell: (statement: Statement) => void): void {
  const query = client.query.bind(client)
  Reflect.set(client, 'query', (asked: unknown, values: unknown, ...rest: unknown[]) => {
    const text = typeof asked === 'string' ? asked : textOf(asked)
    const given = typeof asked === 'string' ? values : valuesOf(asked)
    if (text !== undefined) tell({ text, values: Array.isArray(given) ? given : [] })
    return Reflect.apply(query, client, [asked, values, ...rest])
  })
}

function textOf(asked: unknown): string | undefined {
  const text: unknown = typeof asked === 'object' && asked !== null ? Reflect.get(asked, 'text') : undefined
  return typeof text === 'string' ? text : undefined
}

function valuesOf(asked: unknown): unknown {
  return typeof asked === 'object' && asked !== null ? Reflect.get(asked, 'values') : undefined
}

/** Sends the same statements again on one connection. */
export async function replay(pool: Pool, statements: readonly Statement[]): Promise<void> {
  const client = await pool.connect()
  try {
    for (const statement of statements) await resend(client, statement)
  } finally {
    client.release()
  }
}

/** Sends a statement as the site does: prepared, or as it is when it opens a transaction; gives its rows. */
export async function resend(client: PoolClient, { text, values }: Statement): Promise<readonly object[]> {
  const prepared = { name: nameOf(text), text, values: [...values] }
  const { rows = [] } = await client.query(text.startsWith('begin;') ? { text } : prepared)
  return rows
}

const names = new Map<string, string>()

/** One name a text: the statement is prepared once a connection. */
function nameOf(text: string): string {
  const known = names.get(text) ?? `bench_${names.size}`
  names.set(text, known)
  return known
}

/** The middle of some measures. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
