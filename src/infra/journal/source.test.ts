import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { TEST_KEYS } from '../crypto/test-keys.ts'
import { createDb } from '../db/pool.ts'
import { readForm, registerForms } from '../http/multipart.ts'
import { originOf } from '../http/origin.ts'
import { createServer } from '../http/server.ts'
import { createJobs } from '../jobs/jobs.ts'
import { createLog } from '../log/log.ts'
import { packageRoot } from '../package-root.ts'
import { type Fait, writeJournal, writeRepeated } from './journal.ts'
import { actFor } from './source.ts'
import type { Db } from './store.ts'

const NOW = new Date('2026-11-24T09:00:00Z')
const ANNE = '0190a000-0000-7000-8000-00000000000a'
const ZOE = '0190a000-0000-7000-8000-00000000000b'
const log = createLog({ level: 'silent', processus: 'test' })

let database: TestDatabase
let db: Db
let app: FastifyInstance
beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb(database.pool)
  app = await createServer({
    ...{ settings: { url: 'http://127.0.0.1:3000', https: false, proxies: ['127.0.0.1'] }, log, keys: TEST_KEYS },
    ...{ pool: database.pool, migrationsDir: `${packageRoot()}/db/migrations`, errorPage: () => '' },
  })
  await registerForms(app)
  app.post<{ Params: { objet: string; pour: string } }>('/ecrire/:objet/:pour', async (request) => {
    if (request.params.pour !== '-') actFor(request.params.pour)
    await wait(Math.random() * 20)
    const { fields } = await readForm(request)
    await write({ objet: request.params.objet })
    return [...fields].length
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const fait = (asked: Partial<Fait>): Fait => ({ at: NOW, role: 'agent', action: 'dossier.read', objet: 'x', ...asked })
const write = (asked: Partial<Fait>) => db.transaction().execute((tx) => writeJournal(tx, fait(asked)))
const read = (asked: Partial<Fait>) => db.transaction().execute((tx) => writeRepeated(tx, fait(asked)))

async function linesOf(objet: string) {
  const { rows } = await database.ownerPool.query<{ origine: string; pour: string | null }>(
    'select origine, pour_id as pour from infra.journal where objet = $1 order by at',
    [objet],
  )
  return rows
}

const send = (objet: string, pour: string, ip: string) =>
  app.inject({
    ...{ method: 'POST', url: `/ecrire/${objet}/${pour}` },
    headers: {
      ...{ 'x-forwarded-for': ip, host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' },
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: 'a=1&b=2',
  })

test('a line says from which network it came, by a reference that nobody turns back into an address', async () => {
  await send('un', '-', '192.0.2.7')
  await send('deux', '-', '192.0.2.8')
  await send('trois', '-', '2001:db8:1:2:aaaa::1')
  await send('quatre', '-', '2001:db8:1:2:bbbb::9')
  const lines = await Promise.all(['un', 'deux', 'trois', 'quatre'].map(linesOf))
  const [un, deux, trois, quatre] = lines.flat()

  expect(un?.origine).toBe(originOf(TEST_KEYS.origines[0], '192.0.2.7'))
  expect(un?.origine).toMatch(/^[\w-]{16}$/)
  expect(deux?.origine).not.toBe(un?.origine)
  // A line of IPv6 owns a whole /64: one reference for all its addresses.
  expect(trois?.origine).toBe(quatre?.origine)
  expect(originOf(TEST_KEYS.cookies[0], '192.0.2.7')).not.toBe(un?.origine)
})

test('requests answered at the same time each keep their own network and the person for whom they act', async () => {
  const asked = Array.from({ length: 40 }, (_, n) => ({ ip: `192.0.2.${n}`, pour: n % 2 === 0 ? ZOE : '-' }))

  await Promise.all(asked.map(({ ip, pour }, n) => send(`ensemble-${n}`, pour, ip)))

  const found = await Promise.all(asked.map((_, n) => linesOf(`ensemble-${n}`)))
  expect(found).toEqual(
    asked.map(({ ip, pour }) => [{ origine: originOf(TEST_KEYS.origines[0], ip), pour: pour === '-' ? null : pour }]),
  )
})

test('what no request asked says that a job or a command did it', async () => {
  const jobs = createJobs({ pool: database.pool, log, pollSeconds: 0.5 })
  const done = Promise.withResolvers<void>()
  jobs.define('journal-essai', {}, async () => {
    await write({ objet: 'par-un-travail' })
    done.resolve()
  })
  const running = await jobs.startWorker()
  await db.transaction().execute((tx) => jobs.send(tx, 'journal-essai', { id: 'x' }))
  await done.promise
  await running.stop()
  await write({ objet: 'par-une-commande' })

  expect([await linesOf('par-un-travail'), await linesOf('par-une-commande')]).toEqual([
    [{ origine: 'travail', pour: null }],
    [{ origine: 'commande', pour: null }],
  ])
})

test('a reading repeated is one line a quarter of an hour for each person, act and object', async () => {
  const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
  for (const at of [NOW, NOW, later(14), later(15), later(16)]) await read({ objet: 'lu', compteId: ANNE, at })
  await read({ objet: 'lu', compteId: ZOE })
  await read({ objet: 'lu', compteId: ANNE, action: 'fichier.read' })
  await Promise.all(Array.from({ length: 5 }, () => read({ objet: 'lu-ensemble', compteId: ANNE })))

  const { rows } = await database.ownerPool.query(
    "select compte_id, action, to_char(at at time zone 'UTC', 'HH24:MI') as at from infra.journal where objet = 'lu' order by id",
  )
  expect(rows).toEqual([
    { compte_id: ANNE, action: 'dossier.read', at: '09:00' },
    { compte_id: ANNE, action: 'dossier.read', at: '09:15' },
    { compte_id: ZOE, action: 'dossier.read', at: '09:00' },
    { compte_id: ANNE, action: 'fichier.read', at: '09:00' },
  ])
  expect(await linesOf('lu-ensemble')).toHaveLength(1)
})

test('a reading told in a transaction that fails is told by the next one', async () => {
  const failed = db.transaction().execute(async (tx) => {
    await writeRepeated(tx, fait({ objet: 'lu-en-vain', compteId: ANNE }))
    throw new Error('cancelled')
  })
  await expect(failed).rejects.toThrow('cancelled')
  await read({ objet: 'lu-en-vain', compteId: ANNE })

  expect(await linesOf('lu-en-vain')).toHaveLength(1)
})
