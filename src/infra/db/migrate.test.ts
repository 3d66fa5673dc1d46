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
