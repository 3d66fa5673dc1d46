import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEmptyDatabase, type TestDatabase } from '../../../test/database.ts'
import { packageRoot } from '../package-root.ts'
import { migrate } from './migrate.ts'

let database: TestDatabase
let folder: string
beforeEach(async () => {
  database = await openEmptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'parvis-migrations-'))
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const write = (name: string, sql: string) => writeFile(join(folder, name), sql)
const readNames = async () =>
  (await database.ownerPool.query('select nom from infra.migration order by numero')).rows.map(({ nom }) => nom)

test('the migrations of the repository apply to an empty database, and a second start has nothing left to do', async () => {
  const files = await readdir(join(packageRoot(), 'db/migrations'))
  expect(await migrate(database.ownerUrl, join(packageRoot(), 'db/migrations'))).toEqual(
    files.filter((name) => name.endsWith('.sql')).sort(),
  )
  expect(await migrate(database.ownerUrl, join(packageRoot(), 'db/migrations'))).toEqual([])
})

test('files are applied in the order of their numbers, each once', async () => {
  await write('0002-ligne.sql', 'insert into infra.t values (1)')
  await write('0001-table.sql', 'create table infra.t (n int)')
  expect(await migrate(database.ownerUrl, folder)).toEqual(['0001-table.sql', '0002-ligne.sql'])
  await write('0003-encore.sql', 'insert into infra.t values (2)')
  expect(await migrate(database.ownerUrl, folder)).toEqual(['0003-encore.sql'])
  expect((await database.ownerPool.query('select n from infra.t order by n')).rows).toEqual([{ n: 1 }, { n: 2 }])
})

test('a file that fails leaves nothing of itself, and says its name and its line', async () => {
  await write('0001-table.sql', 'create table infra.t (n int)')
  await write('0002-faute.sql', 'insert into infra.t values (1);\nselect colonne_absente from infra.t')
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/0002-faute\.sql a échoué à la ligne 2/)
  expect(await readNames()).toEqual(['0001-table.sql'])
  expect((await database.ownerPool.query('select n from infra.t')).rows).toEqual([])
})

test('an applied file that changed is refused', async () => {
  await write('0001-table.sql', 'create table infra.t (n int)')
  await migrate(database.ownerUrl, folder)
  await write('0001-table.sql', 'create table infra.t (n bigint)')
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/0001-table\.sql a changé/)
})

test('ends of lines changed by a checkout are not a change', async () => {
  await write('0001-table.sql', 'create table infra.t (\n  n int\n)')
  await migrate(database.ownerUrl, folder)
  await write('0001-table.sql', 'create table infra.t (\r\n  n int\r\n)')
  expect(await migrate(database.ownerUrl, folder)).toEqual([])
})

test('a database from a more recent version is refused', async () => {
  await write('0001-table.sql', 'create table infra.t (n int)')
  await migrate(database.ownerUrl, folder)
  await rm(join(folder, '0001-table.sql'))
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/ne connaît pas/)
})

test('a new file numbered before an applied one is refused', async () => {
  await write('0002-table.sql', 'create table infra.t (n int)')
  await migrate(database.ownerUrl, folder)
  await write('0001-avant.sql', 'select 1')
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/numéro plus grand/)
})

test('two starts at once apply each file once', async () => {
  await write('0001-table.sql', 'create table infra.t (n int); select pg_sleep(0.2)')
  const applied = await Promise.all([migrate(database.ownerUrl, folder), migrate(database.ownerUrl, folder)])
  expect(applied.flat()).toEqual(['0001-table.sql'])
})

const inTable = async (sql: string) => (await database.ownerPool.query(sql)).rows
const isValid = async (index: string) =>
  (await inTable(`select indisvalid as valid from pg_index where indexrelid = to_regclass('${index}')`)).at(0)?.valid

test('a table in use is not waited for long: others go on, and the migration has it when it is free', async () => {
  await write('0001-table.sql', 'create table infra.t (n int)')
  await migrate(database.ownerUrl, folder)
  await write('0002-colonne.sql', 'alter table infra.t add column m int')
  const reader = await database.ownerPool.connect()
  await reader.query('begin')
  await reader.query('select from infra.t')

  const migrating = migrate(database.ownerUrl, folder)
  const longest = await untilRead(1_500)
  await reader.query('rollback')
  reader.release()

  expect(await migrating).toEqual(['0002-colonne.sql'])
  expect(longest).toBeLessThan(1_000)
})

/** Reads the table again and again for that long; gives how long one reading waited at most, in ms. */
async function untilRead(ms: number): Promise<number> {
  const until = Date.now() + ms
  let longest = 0
  while (Date.now() < until) {
    const from = Date.now()
    await database.ownerPool.query('select from infra.t')
    longest = Math.max(longest, Date.now() - from)
  }
  return longest
}

test('an index is built while people write, and what a cut left of it is dropped and built again', async () => {
  await write('0001-table.sql', 'create table infra.t (n int); insert into infra.t values (1), (1)')
  await migrate(database.ownerUrl, folder)
  const sql = '-- outside a transaction\ncreate unique index concurrently t_n on infra.t (n);'
  await write('0002-index.sql', sql)
  // Two rows alike: the building ends before its end, as when it is cut, and leaves an index that serves nothing.
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/0002-index\.sql a échoué/)
  const left = await isValid('infra.t_n')
  await database.ownerPool.query('delete from infra.t where ctid = (select max(ctid) from infra.t)')

  expect(await migrate(database.ownerUrl, folder)).toEqual(['0002-index.sql'])
  expect([left, await isValid('infra.t_n')]).toEqual([false, true])
})

test('an index built by a run that was cut before it could say so is kept as it is', async () => {
  await write('0001-table.sql', 'create table infra.t (n int); create index t_n on infra.t (n)')
  await migrate(database.ownerUrl, folder)
  const before = await inTable(`select 'infra.t_n'::regclass::oid as oid`)
  await write('0002-index.sql', '-- outside a transaction\ncreate index concurrently t_n on infra.t (n);')

  await migrate(database.ownerUrl, folder)

  expect(await inTable(`select 'infra.t_n'::regclass::oid as oid`)).toEqual(before)
})

test('outside a transaction, only what can be cut and begun again is taken', async () => {
  await write('0001-table.sql', '-- outside a transaction\ncreate table infra.t (n int);')
  await expect(migrate(database.ownerUrl, folder)).rejects.toThrow(/coupé et recommencé/)
})

test('two starts at once build an index once, and neither waits for the other for ever', async () => {
  await write('0001-table.sql', 'create table infra.t (n int)')
  await write('0002-index.sql', '-- outside a transaction\ncreate index concurrently t_n on infra.t (n);')
  const applied = await Promise.all([migrate(database.ownerUrl, folder), migrate(database.ownerUrl, folder)])

  expect(applied.flat()).toEqual(['0001-table.sql', '0002-index.sql'])
  expect(await isValid('infra.t_n')).toBe(true)
})
