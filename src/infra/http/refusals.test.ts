import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { TEST_KEYS } from '../crypto/test-keys.ts'
import { createDb } from '../db/pool.ts'
import { createLog } from '../log/log.ts'
import { packageRoot } from '../package-root.ts'
import { readWholeForm } from './csrf.ts'
import { NotFound, Refused, TooMany } from './errors.ts'
import { registerForms } from './multipart.ts'
import { originOf } from './origin.ts'
import { tellRefusals } from './refusals.ts'
import { createServer } from './server.ts'

const ANNE = '0190a000-0000-7000-8000-00000000000a'
const VERN = '0190a000-0000-7000-8000-000000000001'
const DOSSIER = 'dossier:0190a000-0000-7000-8000-0000000000dd'
const log = createLog({ level: 'silent', processus: 'test' })

let database: TestDatabase
let app: FastifyInstance
let now: Date
beforeEach(async () => {
  database = await openTestDatabase()
  now = new Date('2026-11-24T09:01:00Z')
  app = await createServer({
    ...{ settings: { url: 'http://127.0.0.1:3000', https: false, proxies: ['127.0.0.1'] }, log, keys: TEST_KEYS },
    ...{ pool: database.pool, migrationsDir: `${packageRoot()}/db/migrations`, errorPage: () => '' },
  })
  await registerForms(app)
  tellRefusals(app, {
    ...{ db: createDb(database.pool), clock: () => now, log, bornes: { parSource: 3, enTout: 8 } },
    who: ({ headers }) => (headers['x-anne'] ? { role: 'agent', compteId: ANNE } : { role: 'anonyme' }),
    isPublic: (pattern) => pattern.startsWith('/demarches/'),
    find: async ({ params }) =>
      JSON.stringify(params).includes('7') ? { objet: DOSSIER, organismeId: VERN } : undefined,
  })
  const refuse = (error: Error) => async () => {
    throw error
  }
  app.get('/dossiers/:numero', refuse(new NotFound()))
  app.get('/demarches/:slug', refuse(new NotFound()))
  app.get('/audit', refuse(new Refused(403, 'not_auditor')))
  app.get('/souvent', refuse(new TooMany(60)))
  app.get('/souvent-dit', async (_request, reply) => reply.code(429).send('plus tard'))
  app.get('/page', async () => 'bonjour')
  app.post('/formulaire', async (request) => readWholeForm(request))
})
afterEach(() => database.close())

type Asked = { readonly anne?: boolean; readonly ip?: string; readonly post?: boolean; readonly ailleurs?: boolean }

const ask = (url: string, { anne, ip = '192.0.2.7', post, ailleurs }: Asked = {}): Promise<LightMyRequestResponse> =>
  app.inject({
    ...{ method: post ? 'POST' : 'GET', url },
    headers: {
      ...{ host: '127.0.0.1:3000', 'x-forwarded-for': ip, ...(anne ? { 'x-anne': '1' } : {}) },
      ...(post ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...(ailleurs ? { 'sec-fetch-site': 'cross-site' } : {}),
    },
    ...(post ? { payload: 'a=1' } : {}),
  })

/** What was told, once everything is written; two refusals at once are told in any order. */
async function told() {
  await app.close()
  const { rows } = await database.ownerPool.query(
    `select action, role, compte_id as compte, organisme_id as organisme, objet, meta, origine from infra.journal
     order by objet, meta->>'raison'`,
  )
  return rows
}

const origine = originOf(TEST_KEYS.origines[0], '192.0.2.7')
const nobody = { action: 'acces.refuse', role: 'anonyme', compte: null, organisme: null, origine }

test('a right that lacks, a form without its token, one of another site and too many requests are told', async () => {
  await ask('/audit', { anne: true })
  await ask('/formulaire', { post: true })
  await ask('/formulaire', { post: true, ailleurs: true, ip: '192.0.2.8' })
  await ask('/souvent')
  await ask('/souvent-dit')

  expect(await told()).toEqual([
    {
      ...{ ...nobody, role: 'agent', compte: ANNE, objet: 'adresse:GET /audit' },
      meta: { raison: 'droit', adresse: 'GET /audit' },
    },
    { ...nobody, objet: 'adresse:GET /souvent', meta: { raison: 'trop_souvent', adresse: 'GET /souvent' } },
    { ...nobody, objet: 'adresse:GET /souvent-dit', meta: { raison: 'trop_souvent', adresse: 'GET /souvent-dit' } },
    { ...nobody, objet: 'adresse:POST /formulaire', meta: { raison: 'formulaire', adresse: 'POST /formulaire' } },
    {
      ...{ ...nobody, origine: originOf(TEST_KEYS.origines[0], '192.0.2.8'), objet: 'adresse:POST /formulaire' },
      meta: { raison: 'origine', adresse: 'POST /formulaire' },
    },
  ])
})

test('an object that is not theirs, asked by somebody signed in, is told to the organisme whose it is', async () => {
  await ask('/dossiers/7', { anne: true })
  await ask('/dossiers/8', { anne: true })

  const meta = { raison: 'introuvable', adresse: 'GET /dossiers/:numero' }
  expect(await told()).toEqual([
    { ...{ ...nobody, role: 'agent', compte: ANNE, objet: 'adresse:GET /dossiers/:numero' }, meta },
    { ...{ ...nobody, role: 'agent', compte: ANNE, organisme: VERN, objet: DOSSIER }, meta },
  ])
})

test('what is answered, what nobody holds and what is public when absent tell nothing', async () => {
  await ask('/page', { anne: true })
  await ask('/nulle-part/7', { anne: true })
  await ask('/demarches/rien', { anne: true })
  await ask('/dossiers/7')

  expect(await told()).toEqual([])
})

test('somebody who insists fills nothing: so many lines a source and in all, and what was left out is counted', async () => {
  for (let n = 0; n < 10; n += 1) await ask('/audit', { anne: true })
  for (let n = 0; n < 10; n += 1) await ask('/souvent', { ip: `192.0.2.${n}` })
  now = new Date('2026-11-24T09:16:00Z')
  await ask('/audit', { anne: true })

  const lines = await told()
  const of = (objet: string) => lines.filter((line) => line.objet === objet)
  expect([of('adresse:GET /audit').length, of('adresse:GET /souvent').length]).toEqual([3 + 1, 5])
  expect(of('journal')).toEqual([
    { ...nobody, action: 'acces.silence', role: 'systeme', objet: 'journal', meta: { refus: 12 } },
  ])
})
