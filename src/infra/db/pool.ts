import { createHash } from 'node:crypto'
import {
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely'
import pg from 'pg'
import { CONTEXT, openingOf } from './with-context.ts'

/** Who uses the connections: a page must answer within 5 s, the worker has a minute for one statement. */
export type PoolProfile = 'web' | 'worker' | 'demo'

interface PoolOptions {
  /** The most connections open at once. */
  readonly max: number
  /** `web` when absent. */
  readonly profile?: PoolProfile
  /** Taken by `set role` at each connection: the way to the application's rights through the owner's address. */
  readonly role?: string
  /** Told when an idle connection is lost (server stopped); the pool opens another when asked. */
  readonly onError?: (error: Error) => void
}

const LIMITS = {
  web: { statement_timeout: 5_000, lock_timeout: 2_000, idle_in_transaction_session_timeout: 10_000 },
  worker: { statement_timeout: 60_000, lock_timeout: 2_000, idle_in_transaction_session_timeout: 10_000 },
  // Thousands of rows that can be made again: their commits do not each wait for the disk.
  demo: { statement_timeout: 60_000, lock_timeout: 2_000, options: '-c synchronous_commit=off' },
} as const satisfies Record<PoolProfile, object>

// Past what the server allows a statement, the connection is dead and nobody said so (a firewall that forgot it, a frozen
// machine): TCP alone would wait for a quarter of an hour.
const SILENCE_MS = 2_000

const INT8 = 20
const DATE = 1082

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 ? safeInteger : oid === DATE ? asText : pg.types.getTypeParser(oid, format),
}

/**
 * Connections to PostgreSQL. A `bigint` arrives as a number (never beyond 2⁵³: it throws), a `date` as `'2026-10-25'`,
 * which no time zone moves. Statements, locks, idle transactions and silence are bounded by the profile. Ending it is the caller's.
 */
export function createPool(url: string, { max, profile = 'web', role, onError = () => {} }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    // A new connection prepares every statement again: keep those we have for a while.
    idleTimeoutMillis: 300_000,
    application_name: `parvis-${profile}`,
    ...LIMITS[profile],
    query_timeout: LIMITS[profile].statement_timeout + SILENCE_MS,
    ...(role === undefined ? {} : { onConnect: (client) => client.query(`set role ${pg.escapeIdentifier(role)}`) }),
  })
  pool.on('error', onError)
  // Lost while it is used, a connection tells whoever asked; without this listener it would also end the whole program.
  pool.on('connect', (client) => client.on('error', () => {}))
  leaveDead(pool)
  return pool
}

/** Leaves, with a connection that fell silent, those that wait beside it: they most likely died together. */
function leaveDead(pool: pg.Pool): void {
  const idle = new Set<pg.PoolClient>()
  pool.on('acquire', (client) => idle.delete(client))
  pool.on('remove', (client) => idle.delete(client))
  pool.on('release', (error, client) => {
    if (!isSilence(error)) {
      idle.add(client)
      return
    }
    for (const other of idle) other.connection.stream.destroy()
    idle.clear()
  })
}

/** What pg says when `query_timeout` is over. */
function isSilence(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout'
}

/** A typed door over the pool, whose statements are prepared: once parsed on a connection, PostgreSQL keeps them. */
export function createDb<Tables>(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new PreparingPool(pool) }) })
}

/** Beyond these, a connection sends its new statements unprepared: each prepared one costs the server memory for good. */
export const MAX_PREPARED = 500

class PreparingPool implements PostgresPool {
  readonly options: object
  readonly #pool: pg.Pool
  readonly #clients = new WeakMap<pg.PoolClient, PreparingClient>()

  constructor(pool: pg.Pool) {
    this.#pool = pool
    this.options = pool.options
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect()
    const known = this.#clients.get(client) ?? new PreparingClient(client)
    this.#clients.set(client, known)
    return known
  }

  end(): Promise<void> {
    return this.#pool.end()
  }
}

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient
  readonly #prepared = new Map<string, string>()
  #silence: Error | undefined
  /** A transaction was asked for, and nothing of it has left yet. */
  #opens = false

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  query<R>(sql: string, parameters: ReadonlyArray<unknown>): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query(statement: string | PostgresCursor<unknown>, parameters: ReadonlyArray<unknown> = []): unknown {
    if (typeof statement !== 'string') throw new Error('This pool has no cursors.')
    return this.#ask(statement, parameters).catch((error: unknown) => this.#leave(error))
  }

  // `begin` waits for what follows, which nearly always says who is asking: both leave together.
  async #ask(statement: string, parameters: ReadonlyArray<unknown>): Promise<unknown> {
    if (statement === 'begin') {
      this.#opens = true
      return NOTHING
    }
    if (!this.#opens) return this.#send(statement, parameters)
    this.#opens = false
    if (statement === 'commit' || statement === 'rollback') return NOTHING
    if (statement === CONTEXT) {
      await this.#client.query(openingOf(parameters))
      return NOTHING
    }
    // Queued together: a rollback asked meanwhile comes after both.
    const [, answer] = await Promise.all([this.#client.query('begin'), this.#send(statement, parameters)])
    return answer
  }

  #send(statement: string, parameters: ReadonlyArray<unknown>): Promise<unknown> {
    const name = this.#nameOf(statement)
    return this.#client.query({ text: statement, values: [...parameters], ...(name === undefined ? {} : { name }) })
  }

  release(destroy?: boolean): void {
    this.#opens = false
    this.#client.release(this.#silence ?? destroy)
  }

  // Cut at once: the ROLLBACK that follows would wait as long again.
  #leave(error: unknown): never {
    if (isSilence(error)) {
      this.#silence = error
      this.#client.connection.stream.destroy()
    }
    throw error
  }

  #nameOf(text: string): string | undefined {
    const known = this.#prepared.get(text)
    if (known !== undefined) return known
    if (this.#prepared.size >= MAX_PREPARED || !/^\s*(?:select|with|insert|update|delete|merge)\b/i.test(text))
      return undefined
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
    this.#prepared.set(text, name)
    return name
  }
}

const NOTHING = { command: 'SELECT', rowCount: 0, rows: [] } as const

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('A bigint beyond 2^53 does not fit a number.')
  return value
}

function asText(text: string): string {
  return text
}
