import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmptyDatabase, type TestDatabase } from '../test/database.ts'
import { migrateUnderWork } from './online.ts'

// The short version of `npm run pannes -- migrations`, which has a million rows.

let database: TestDatabase
beforeAll(async () => {
  database = await openEmptyDatabase()
})
afterAll(() => database.close())

test('the migrations of the repository are applied while people read and write, and nobody waits a second for a table', {
  timeout: 240_000,
}, async () => {
  const { applied, statements, refused } = await migrateUnderWork(database.ownerUrl, 5_000)

  expect(applied[0]).toBe('0011-facteurs.sql')
  expect(statements).toBeGreaterThan(50)
  expect(refused).toEqual([])
})
