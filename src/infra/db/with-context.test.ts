import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb, createPool, MAX_PREPARED } from './pool.ts'
import { withContext } from './with-context.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const readContext = sql<{ role: string; compte: string; organisme: string }>`
  select current_setting('parvis.role', true) as role, current_setting('parvis.compte', true) as compte,
    current_setting('parvis.organisme', true) as organisme`

const compteId = '0197a1b2-0000-7000-8000-000000000001'

test('a transaction carries who is asking', async () => {
  const db = createDb<object>(database.pool)
  const seen = await withContext(
    db,
    { role: 'usager', compteId },
    async (tx) => (await readContext.execute(tx)).rows[0],
  )
  expect(seen).toEqual({ role: 'usager', compte: compteId, organisme: '' })
})

test('the connection has forgotten it afterwards, even when the transaction failed', async () => {
  const pool = createPool(database.url, { max: 1 })
  const db = createDb<object>(pool)
  await withContext(db, { role: 'agent', compteId, organismeId: compteId }, () => Promise.resolve())
  await expect(withContext(db, { role: 'agent', compteId }, () => Promise.reject(new Error('ratée')))).rejects.toThrow(
    'ratée',
  )
  const { rows } = await readContext.execute(db)
  expect(rows[0]).toEqual({ role: '', compte: '', organisme: '' })
  await pool.end()
})

test('the application connects with a role that owns nothing and that row-level security binds', async () => {
  const { rows } = await database.pool.query(
    `select rolname, rolsuper, rolbypassrls, (select count(*) from pg_class c where c.relowner = r.oid) as owned from pg_roles r where rolname = current_user`,
  )
  expect(rows[0]).toEqual({ rolname: 'parvis_app', rolsuper: false, rolbypassrls: false, owned: 0 })
})

test('a bigint is a number, refused beyond what a number holds; a date stays as written', async () => {
  const { rows } = await database.pool.query(`select 9007199254740991::bigint as n, '2026-10-25'::date as jour`)
  expect(rows[0]).toEqual({ n: 9_007_199_254_740_991, jour: '2026-10-25' })
  await expect(database.pool.query('select 9007199254740992::bigint as n')).rejects.toThrow(RangeError)
})

test('opening a transaction and saying who asks is one exchange; what is said is never read as a statement', async () => {
  const pool = createPool(database.url, { max: 1 })
  const sent: unknown[] = []
  pool.on('connect', (client) => {
    const query = client.query.bind(client)
    Reflect.set(client, 'query', (asked: unknown) => {
      sent.push(typeof asked === 'string' ? asked : Reflect.get(Object(asked), 'text'))
      return Reflect.apply(query, client, [asked])
    })
  })
  const hostile = "'; drop schema dossiers cascade; -- \\"

  const seen = await withContext(
    createDb<object>(pool),
    { role: 'usager', compteId: hostile },
    async (tx) => (await readContext.execute(tx)).rows[0],
  )

  expect(seen).toMatchObject({ compte: hostile })
  expect(sent).toHaveLength(3)
  expect(sent).toEqual([expect.stringMatching(/^begin; select set_config/), expect.any(String), 'commit'])
  await pool.end()
})

test('a transaction that says nothing of who asks is one all the same; one in which nothing happens is none', async () => {
  const pool = createPool(database.ownerUrl, { max: 1 })
  const db = createDb<object>(pool)
  const both = await db
    .transaction()
    .execute((tx) =>
      Promise.all([1, 2].map(() => sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(tx))),
    )
  await db.transaction().execute(() => Promise.resolve())
  await expect(db.transaction().execute(() => Promise.reject(new Error('ratée')))).rejects.toThrow('ratée')

  expect(both[0]?.rows).toEqual(both[1]?.rows)
  const { rows } = await pool.query('select pg_current_xact_id_if_assigned() as id')
  expect(rows).toEqual([{ id: null }])
  await pool.end()
})

test('the same statement sent twice is prepared once', async () => {
  const pool = createPool(database.url, { max: 1 })
  const db = createDb<object>(pool)
  await sql`select ${1}::int as n`.execute(db)
  await sql`select ${2}::int as n`.execute(db)
  const { rows } = await pool.query('select statement from pg_prepared_statements')
  expect(rows).toEqual([{ statement: 'select $1::int as n' }])
  await pool.end()
})

test('a connection prepares a bounded number of statements, and answers beyond', async () => {
  const pool = createPool(database.url, { max: 1 })
  const db = createDb<object>(pool)
  for (let n = 0; n < MAX_PREPARED + 20; n += 1) await sql`select ${sql.lit(n)} as n`.execute(db)
  const { rows } = await pool.query('select count(*) as n from pg_prepared_statements')
  expect(rows).toEqual([{ n: MAX_PREPARED }])
  await pool.end()
})

test('a page gives up a statement after 5 s, a lock after 2 s', async () => {
  const { rows } = await database.pool.query(
    `select name, setting from pg_settings where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name`,
  )
  expect(rows.map(({ setting }) => setting)).toEqual(['10000', '2000', '5000'])
})

test('through the owner’s address, the application takes its own role', async () => {
  const pool = createPool(database.ownerUrl, { max: 1, role: 'parvis_app' })
  const { rows } = await pool.query('select current_user as role')
  expect(rows).toEqual([{ role: 'parvis_app' }])
  await pool.end()
})
