import fastify, { type FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { renderToString } from 'preact-render-to-string'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../db/pool.ts'
import { queueMail } from './queue.ts'
import { registerOutbox } from './register-outbox.tsx'
import { sendQueued } from './send-queued.ts'
import type { CourrielTables } from './tables.ts'
import { createTransport } from './transport.ts'

let database: TestDatabase
let db: Kysely<CourrielTables>
let app: FastifyInstance
let first = ''

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<CourrielTables>(database.pool)
  app = anApp(true)
  first = await queue('camille@exemple.fr', 'Premier', '2026-03-02T09:30:00Z')
  await queue('sa_m@exemple.fr', 'Second', '2026-03-02T10:30:00Z')
  await sendQueued({
    db,
    transport: createTransport(undefined),
    expediteur: 'p@exemple.fr',
    id: first,
    now: new Date('2026-03-02T09:31:00Z'),
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

test('the newest mail comes first, with its state', async () => {
  const { statusCode, body, headers } = await app.inject('/_courriels')

  expect(statusCode).toBe(200)
  expect(headers['cache-control']).toBe('no-store')
  expect(body.indexOf('Second')).toBeLessThan(body.indexOf('Premier'))
  expect(body).toContain('Envoyé le 2 mars 2026 à 10:31')
  expect(body).toContain('En attente d’envoi')
})

test('the page speaks English to who reads English', async () => {
  const { body } = await app.inject({ url: '/_courriels', headers: { 'accept-language': 'en' } })

  expect(body).toContain('E-mails of the demonstration')
  expect(body).toContain('Sent on 2 March 2026 at 10:31')
})

test('mails are searched by receiver; signs of a pattern are letters', async () => {
  const found = await app.inject('/_courriels?destinataire=CAMILLE')
  const underscore = await app.inject('/_courriels?destinataire=a_m')
  const percent = await app.inject('/_courriels?destinataire=%25')

  expect(found.body).toContain('Premier')
  expect(found.body).not.toContain('Second')
  expect(underscore.body).toContain('Second')
  expect(underscore.body).not.toContain('Premier')
  expect(percent.body).toContain('Aucun courriel n’a été écrit à une adresse contenant')
})

test('a strange search is no error', async () => {
  const twice = await app.inject('/_courriels?destinataire=x&destinataire=camille')
  const nul = await app.inject('/_courriels?destinataire=%00camille')

  expect(twice.body).toContain('Premier')
  expect(nul.statusCode).toBe(200)
})

test('a mail is read with its links usable and nothing of it taken for HTML', async () => {
  const { body } = await app.inject(`/_courriels/${first}`)

  expect(body).toContain('<a href="https://exemple.fr/dossiers/12?a=1&amp;b=2">')
  expect(body).toContain('&lt;script>')
  expect(body).not.toContain('<script>')
  expect(body).toContain(`href="/_courriels/${first}/html"`)
})

test('the formatted version is shown in a sandbox', async () => {
  const { body, headers } = await app.inject(`/_courriels/${first}/html`)

  expect(body).toContain('<h1>Premier</h1>')
  expect(headers['content-security-policy']).toContain("sandbox; default-src 'none'")
})

test('what does not exist, or is not a key, is not found', async () => {
  expect((await app.inject('/_courriels/00000000-0000-7000-8000-000000000000')).statusCode).toBe(404)
  expect((await app.inject('/_courriels/1%27--')).statusCode).toBe(404)
})

test('another machine finds nothing there, even through a proxy of this one', async () => {
  const elsewhere = await app.inject({ url: '/_courriels', remoteAddress: '192.0.2.7' })
  const proxied = await app.inject({ url: `/_courriels/${first}`, headers: { 'x-forwarded-for': '192.0.2.7' } })
  const sixth = await app.inject({ url: '/_courriels', remoteAddress: '::1' })

  expect([elsewhere.statusCode, proxied.statusCode, sixth.statusCode]).toEqual([404, 404, 200])
})

test('outside demonstration mode there is no outbox', async () => {
  const real = anApp(false)

  expect((await real.inject('/_courriels')).statusCode).toBe(404)
  await real.close()
})

function anApp(demo: boolean): FastifyInstance {
  const made = fastify()
  registerOutbox(made, {
    db,
    demo,
    frame: (_request, { titre, contenu }) => `<title>${titre}</title>${renderToString(<main>{contenu}</main>)}`,
    langueOf: (request) => (request.headers['accept-language'] === 'en' ? 'en' : 'fr'),
  })
  return made
}

function queue(destinataire: string, titre: string, at: string): Promise<string> {
  const mail = {
    cle: titre,
    destinataire,
    sujet: titre,
    titre,
    langue: 'fr',
    paragraphes: ['<script>alert(1)</script>'],
    lien: { texte: 'Suivre', adresse: 'https://exemple.fr/dossiers/12?a=1&b=2' },
    createdAt: new Date(at),
  } as const
  return db.transaction().execute((tx) => queueMail(tx, mail, { expediteur: 'p@exemple.fr' }))
}
