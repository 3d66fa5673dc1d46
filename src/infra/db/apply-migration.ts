import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { MigrationError } from './migration-error.ts'
import { splitStatements } from './split-statements.ts'

/** One file of migrations, read. */
export interface Migration {
  readonly numero: number
  readonly nom: string
  readonly sql: string
  readonly sha256: string
}

/** First line of a file whose statements each run by themselves, while everybody works: indexes built concurrently, checks validated. */
const OUTSIDE = /^-- outside a transaction\b/

// Whoever waits for a table makes wait everybody who comes after: not longer than this, then again a little later.
const LOCK_TIMEOUT = '500ms'
// A vacuum gives way to whoever waits for longer than this, and it must be less than the above.
const DEADLOCK_TIMEOUT = '200ms'
const PATIENCE_MS = 120_000
const PAUSES_MS = { first: 200, longest: 1_500 }
// PostgreSQL, appendix A: a lock not had in time, two transactions that wait for each other.
const BUSY = new Set(['55P03', '40P01'])

/**
 * Applies a file. Whole or not at all, in one transaction that never waits long for a table and tries again for two minutes;
 * or statement by statement when its first line says `-- outside a transaction`, then safe to cut and to begin again.
 * @throws {MigrationError} when a statement fails, or when a table is never free.
 */
export async function applyMigration(owner: Client, migration: Migration): Promise<void> {
  if (OUTSIDE.test(migration.sql)) return applyOutside(owner, migration)
  await boundLocks(owner)
  const until = performance.now() + PATIENCE_MS
  for (let pause = PAUSES_MS.first; ; pause = Math.min(pause * 2, PAUSES_MS.longest)) {
    const error = await tryInside(owner, migration)
    if (error === undefined) return
    if (!BUSY.has(codeOf(error)) || performance.now() > until) throw failureOf(migration, error)
    await wait(pause)
  }
}

async function boundLocks(owner: Client): Promise<void> {
  await owner.query(`set lock_timeout = '${LOCK_TIMEOUT}'`)
  // Some servers let only their administrator set it: without it, a vacuum is waited for like anybody else.
  await owner.query(`set deadlock_timeout = '${DEADLOCK_TIMEOUT}'`).catch(() => {})
}

/** The error that undid it; nothing when it is done. */
async function tryInside(owner: Client, migration: Migration): Promise<unknown> {
  await owner.query('begin')
  try {
    await owner.query(migration.sql)
    await note(owner, migration)
    await owner.query('commit')
    return undefined
  } catch (error) {
    await owner.query('rollback').catch(() => {})
    return error
  }
}

async function applyOutside(owner: Client, migration: Migration): Promise<void> {
  // What these wait for, nobody waits behind: the end of transactions begun before.
  await owner.query('set lock_timeout = 0')
  for (const { text } of splitStatements(migration.sql)) {
    try {
      await runOutside(owner, text)
    } catch (error) {
      throw failureOf(migration, error)
    }
  }
  await note(owner, migration)
}

const BUILD =
  /^create (?:unique )?index concurrently (?:if not exists )?("?[\w]+"?) on (?:only )?((?:"?\w+"?\.)?"?\w+"?)/i
const AGAIN = /^(?:drop index concurrently if exists|alter table \S+ validate constraint)\b/i

async function runOutside(owner: Client, text: string): Promise<void> {
  const statement = text.replaceAll(/\s+/g, ' ')
  const [, index, table] = BUILD.exec(statement) ?? []
  if (index === undefined || table === undefined) {
    if (!AGAIN.test(statement))
      throw new Error(
        `« ${statement.slice(0, 60)}… » ne peut pas être coupé et recommencé : à mettre dans une transaction`,
      )
    await owner.query(text)
    return
  }
  const schema = table.includes('.') ? `${table.split('.', 1)[0]}.` : ''
  const { rows } = await owner.query<{ valid: boolean }>(
    'select indisvalid as valid from pg_index where indexrelid = to_regclass($1)',
    [`${schema}${index}`],
  )
  // Built by a run that was cut before it could say so.
  if (rows[0]?.valid === true) return
  // Left by a run cut while it was built: it costs every write, and serves no reading.
  if (rows.length > 0) await owner.query(`drop index concurrently ${schema}${index}`)
  await owner.query(text)
}

async function note(owner: Client, { numero, nom, sha256 }: Migration): Promise<void> {
  await owner.query('insert into infra.migration (numero, nom, sha256) values ($1, $2, $3)', [numero, nom, sha256])
}

function failureOf({ nom, sql }: Migration, error: unknown): MigrationError {
  if (BUSY.has(codeOf(error))) {
    return new MigrationError(
      `La migration ${nom} n’a pas eu en deux minutes la table qu’elle change : quelqu’un la garde (pg_stat_activity le dit). Recommencez ensuite.`,
      { cause: error },
    )
  }
  return new MigrationError(`La migration ${nom} a échoué${placeOf(error, sql)} : ${messageOf(error)}`, {
    cause: error,
  })
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : ''
}

function placeOf(error: unknown, sql: string): string {
  const position: unknown = error instanceof Error ? Reflect.get(error, 'position') : undefined
  return typeof position === 'string' ? ` à la ligne ${sql.slice(0, Number(position)).split('\n').length}` : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
