import { randomBytes } from 'node:crypto'
import { Client, type Pool } from 'pg'
import { inject } from 'vitest'
import { createPool } from '../src/infra/db/pool.ts'
import { inDatabase, TEMPLATE } from './global-setup.ts'

/** A database of its own for a test file, with every migration applied and no data. */
export interface TestDatabase {
  /** The application's connections, bound by row-level security as in real life. */
  readonly pool: Pool
  /** The owner's: for preparing and looking, never for what is being tested. */
  readonly ownerPool: Pool
  /** The application's address. */
  readonly url: string
  readonly ownerUrl: string
  /** Ends both pools and drops the database. */
  close(): Promise<void>
}

/** Copies the template (50 ms): once a file, in `beforeAll`, closed in `afterAll`. */
export async function openTestDatabase(): Promise<TestDatabase> {
  return openDatabase(TEMPLATE)
}

/** A database with nothing in it, not even our schemas: for testing the migrations themselves. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  return openDatabase('template1')
}

async function openDatabase(template: string): Promise<TestDatabase> {
  const server = inject('postgres')
  if (server.kind === 'failed') throw new Error(`La base des tests n’a pas pu être préparée : ${server.reason}`)
  const { ownerUrl: maintenanceUrl } = server
  const name = `t_${randomBytes(8).toString('hex')}`
  await asOwner(maintenanceUrl, `create database ${name} template ${template}`)
  const url = inDatabase(server.appUrl, name)
  const ownerUrl = inDatabase(server.ownerUrl, name)
  const pool = createPool(url, { max: 5 })
  const ownerPool = createPool(ownerUrl, { max: 2, profile: 'worker' })
  async function close(): Promise<void> {
    await Promise.all([pool, ownerPool].map((one) => (one.ended ? undefined : one.end())))
    await asOwner(maintenanceUrl, `drop database ${name} with (force)`)
  }
  return { pool, ownerPool, url, ownerUrl, close }
}

async function asOwner(ownerUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
