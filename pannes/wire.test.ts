import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDb, createPool } from '../src/infra/db/pool.ts'
import { withContext } from '../src/infra/db/with-context.ts'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { openWire, type Wire } from './wire.ts'

let database: TestDatabase
let wire: Wire
beforeAll(async () => {
  database = await openTestDatabase()
  wire = await openWire(Number(new URL(database.url).port))
})
afterAll(async () => {
  await wire.close()
  await database.close()
})

/** Connections through the wire. */
function openPool(max: number) {
  const url = new URL(database.url)
  url.port = String(wire.port)
  return createPool(url.href, { max })
}

/** How long something took, in ms, whatever its end. */
async function lengthOf(doing: Promise<unknown>): Promise<number> {
  const from = Date.now()
  await doing.catch(() => {})
  return Date.now() - from
}

test('the wire passes, waits, slows and cuts as it is told', async () => {
  const pool = openPool(1)
  const ask = () => pool.query('select repeat($1, 20000) as texte', ['x'])
  await ask()

  wire.delay(150)
  // There and back.
  expect(await lengthOf(ask())).toBeGreaterThanOrEqual(300)
  wire.pass()
  wire.throttle(40_000)
  expect(await lengthOf(ask())).toBeGreaterThanOrEqual(450)
  wire.pass()
  wire.hold()
  const held = ask()
  expect(await Promise.race([held, new Promise((resolve) => setTimeout(resolve, 200, 'nothing'))])).toBe('nothing')
  wire.pass()
  expect((await held).rowCount).toBe(1)
  const cut = pool.query('select pg_sleep(5)')
  setTimeout(() => wire.cut(), 100)
  await expect(cut).rejects.toThrow('Connection terminated unexpectedly')
  expect((await ask()).rowCount).toBe(1)
  await pool.end()
})

test('a connection cut in the middle of a transaction ends that transaction, and not the program', async () => {
  const pool = openPool(1)
  const db = createDb<object>(pool)
  const cut = withContext(db, { role: 'systeme' }, async (tx) => {
    wire.cut()
    await sql`select 1`.execute(tx)
  })

  await expect(cut).rejects.toThrow()
  expect(await sql`select 1 as un`.execute(db)).toMatchObject({ rows: [{ un: 1 }] })
  await pool.end()
})

test('a page gives up a connection that fell silent, once for all those that fell silent together', async () => {
  const pool = openPool(4)
  const db = createDb<object>(pool)
  const ask = () => withContext(db, { role: 'systeme' }, (tx) => sql`select pg_sleep(0.1)`.execute(tx))
  await Promise.all([ask(), ask(), ask(), ask()])
  expect(pool.idleCount).toBe(4)

  wire.abandon()
  const first = await lengthOf(ask())
  const second = await lengthOf(ask())

  // What the server allows a statement (5 s) and two seconds more, not twice: nobody waits for the end of the transaction.
  expect(first).toBeGreaterThanOrEqual(7_000)
  expect(first).toBeLessThan(9_000)
  expect(second).toBeLessThan(3_000)
  await pool.end()
})
