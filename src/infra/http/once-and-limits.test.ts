import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../db/pool.ts'
import { once, purgeEnvois } from './idempotence.ts'
import { hit, type LimiteTables, purgeLimites } from './limits.ts'

let database: TestDatabase
let db: Kysely<LimiteTables>

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<LimiteTables>(database.pool)
})
afterAll(() => database.close())

const NOW = new Date('2026-11-23T10:20:00Z')
const send = (cle: string, run: () => Promise<{ numero: number }>) =>
  db.transaction().execute((tx) => once(tx, cle, run))

test('a form sent twice has its effect once, and the same answer twice', async () => {
  let runs = 0
  const run = async () => {
    runs += 1
    return { numero: runs }
  }

  const answers = [await send('a', run), await send('a', run)]

  expect(answers).toEqual([{ numero: 1 }, { numero: 1 }])
  expect(runs).toBe(1)
})

test('a form sent twice at once waits for the first and gives its answer', async () => {
  let runs = 0
  const run = async () => {
    runs += 1
    await new Promise((resolve) => setTimeout(resolve, 100))
    return { numero: 41 + runs }
  }

  const answers = await Promise.all([send('b', run), send('b', run), send('b', run)])

  expect(answers).toEqual([{ numero: 42 }, { numero: 42 }, { numero: 42 }])
})

test('when the first fails, the second has its chance', async () => {
  const fail = async (): Promise<{ numero: number }> => {
    throw new Error('non')
  }

  await expect(send('c', fail)).rejects.toThrow('non')

  expect(await send('c', async () => ({ numero: 1 }))).toEqual({ numero: 1 })
})

test('keys are forgotten after a day', async () => {
  await send('d', async () => ({ numero: 1 }))
  await purgeEnvois(db, new Date(Date.now() + 86_400_000 - 60_000))
  const kept = await send('d', async () => ({ numero: 2 }))
  await purgeEnvois(db, new Date(Date.now() + 86_400_000 + 60_000))

  expect(kept).toEqual({ numero: 1 })
  expect(await send('d', async () => ({ numero: 3 }))).toEqual({ numero: 3 })
})

test('a limit lets its number through, then tells how long to wait', async () => {
  const ask = (now: Date) => hit(db, { cle: 'x', max: 2, secondes: 3600, now })

  const answers = [await ask(NOW), await ask(NOW), await ask(NOW), await ask(new Date('2026-11-23T11:00:00Z'))]

  // The window of 10:00 ends forty minutes later.
  expect(answers).toEqual([{ permis: true }, { permis: true }, { permis: false, secondes: 2400 }, { permis: true }])
})

test('a limit counts exactly when many ask at once, and each key on its own', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => hit(db, { cle: 'y', max: 7, secondes: 60, now: NOW })),
  )
  const other = await hit(db, { cle: 'z', max: 7, secondes: 60, now: NOW })

  expect(answers.filter(({ permis }) => permis)).toHaveLength(7)
  expect(other.permis).toBe(true)
})

test('old windows are forgotten', async () => {
  await purgeLimites(db, new Date(NOW.getTime() + 2 * 86_400_000))

  expect(await db.selectFrom('infra.limite').selectAll().execute()).toEqual([])
})
