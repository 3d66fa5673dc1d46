import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { APP_ROLE } from '../src/infra/db/app-role.ts'
import { isAlive } from '../src/infra/db/embedded/postmaster.ts'
import { type EmbeddedPostgres, startPostgres } from '../src/infra/db/embedded/start-postgres.ts'
import { migrate } from '../src/infra/db/migrate.ts'
import { createDb, createPool } from '../src/infra/db/pool.ts'
import { withContext } from '../src/infra/db/with-context.ts'
import { packageRoot } from '../src/infra/package-root.ts'
import { loadAnnuaire } from '../src/modules/annuaire/index.ts'

/** How test files reach the server of this run, or why they cannot: only those that need a database then fail. */
export type TestServer = TestServerAddresses | { readonly kind: 'failed'; readonly reason: string }

interface TestServerAddresses {
  readonly kind: 'running'

  /** The owner's address, of the maintenance database. */
  readonly ownerUrl: string
  /** The application's, of the same. */
  readonly appUrl: string
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServer
  }
}

/** The database that each test file copies: every migration applied, the communes of France, and nobody yet. */
export const TEMPLATE = 'modele'

const GIGABYTE = 1024 ** 3

// Nothing survives a run, so nothing needs to reach a disk.
const PARAMETERS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** Starts a PostgreSQL for this run alone (two runs at once do not meet) and builds the template once. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const parent = roomyFolder()
  removeLeftovers(parent)
  const folder = join(parent, `parvis-test-${process.pid}`)
  let server: EmbeddedPostgres | undefined
  try {
    server = await startPostgres(folder, { parameters: PARAMETERS })
    await buildTemplate(server)
    const { url, appUrl } = server
    project.provide('postgres', {
      kind: 'running',
      ownerUrl: inDatabase(url, 'postgres'),
      appUrl: inDatabase(appUrl, 'postgres'),
    })
  } catch (error) {
    project.provide('postgres', { kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
  }
  return async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
    if (server?.movedTo !== undefined) rmSync(server.movedTo, { recursive: true, force: true })
  }
}

/** The same server, another database. */
export function inDatabase(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

async function buildTemplate({ url, appUrl }: EmbeddedPostgres): Promise<void> {
  const owner = new Client({ connectionString: inDatabase(url, 'postgres') })
  await owner.connect()
  try {
    await owner.query(`create database ${TEMPLATE}`)
    await migrate(inDatabase(url, TEMPLATE), join(packageRoot(), 'db/migrations'))
    await fillAnnuaire(inDatabase(appUrl, TEMPLATE))
    // A template is copied only while nobody is connected to it.
    await owner.query(`alter database ${TEMPLATE} with is_template true allow_connections false`)
    await owner.query(`grant ${APP_ROLE} to parvis`)
  } finally {
    await owner.end()
  }
}

// Thirty-five thousand communes take seconds: once a run, not once a file.
async function fillAnnuaire(appUrl: string): Promise<void> {
  const pool = createPool(appUrl, { max: 1, profile: 'demo' })
  try {
    await withContext(createDb(pool), { role: 'systeme' }, (tx) => loadAnnuaire(tx))
  } finally {
    await pool.end()
  }
}

// Copying a database creates hundreds of files: ten times faster in memory.
function roomyFolder(): string {
  if (existsSync('/dev/shm')) {
    const { bavail, bsize } = statfsSync('/dev/shm')
    if (bavail * bsize >= GIGABYTE) return '/dev/shm'
  }
  const folder = join(packageRoot(), '.parvis-test')
  mkdirSync(folder, { recursive: true })
  return folder
}

function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = /^parvis-test-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true })
  }
}
