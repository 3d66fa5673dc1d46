import { once as event } from 'node:events'
import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { TEST_KEYS } from '../crypto/test-keys.ts'
import { createLog } from '../log/log.ts'
import { packageRoot } from '../package-root.ts'
import { InvariantError, invariant, NotFound, Refused, SignInNeeded, TooMany } from './errors.ts'
import { readForm, registerForms } from './multipart.ts'
import { createServer, type ServerOptions } from './server.ts'

let database: TestDatabase
let app: FastifyInstance
let problems: string[] = []

async function build(given: Partial<ServerOptions['settings']> = {}): Promise<FastifyInstance> {
  const server = await createServer({
    settings: { url: 'http://127.0.0.1:3000', https: false, proxies: [], ...given },
    log: createLog({ level: 'silent', processus: 'test' }),
    keys: TEST_KEYS,
    pool: database.pool,
    migrationsDir: `${packageRoot()}/db/migrations`,
    errorPage: (_request, { titre, explication, reference = '', renvoi }) =>
      `<h1>${titre}</h1>${explication}|${reference}|${renvoi?.champs.map(({ value }) => value).join(' ')}`,
    onProblem: (_error, reference) => problems.push(reference),
  })
  await registerForms(server)
  return server
}

beforeAll(async () => {
  database = await openTestDatabase()
  app = await build()
  app.get('/page/:numero', async (request, reply) => reply.html(request.id))
  app.get('/rien', (_request, reply) => reply.callNotFound())
  app.get('/publique', async (_request, reply) => reply.publicHtml('bonjour'))
  app.post('/page/:numero', async (request, reply) => reply.html(JSON.stringify([...(await readForm(request)).fields])))
  app.post('/fermee', { onRequest: unavailable }, async (_request, reply) => reply.html('jamais'))
  app.post('/sans-place', { config: { fichiers: true } }, async (request) => readForm(request, { onFile: unavailable }))
  app.post('/json', async (request) => ({ lu: request.body }))
  app.get<{ Params: { nom: string } }>('/erreur/:nom', async ({ params }) => {
    throw ERRORS[params.nom] ?? new Error('quelque chose de secret')
  })
  app.get<{ Querystring: { q: string } }>('/sql', async ({ query }) => {
    await database.pool.query('select $1::int', [query.q])
    return query.q
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

async function unavailable(): Promise<never> {
  throw coded('ENOSPC')
}

const coded = (code: string, message = 'secret') => Object.assign(new Error(message), { code })

const ERRORS: Readonly<Record<string, Error>> = {
  absent: new NotFound(),
  refuse: new Refused(409, 'moved'),
  connexion: new SignInNeeded(),
  souvent: new TooMany(120),
  invariant: new InvariantError('secret'),
  nul: coded('22021'),
  date: coded('22008'),
  delai: coded('57014'),
  verrou: coded('55P03'),
  arret: coded('57P01'),
  reseau: coded('ECONNREFUSED'),
  coupe: new Error('Connection terminated unexpectedly'),
  silence: new Error('Query read timeout'),
  basePleine: coded('53100'),
  disquePlein: coded('ENOSPC'),
  contrainte: coded('23514'),
}

test.each([
  ['absent', 404],
  ['refuse', 409],
  ['connexion', 401],
  ['souvent', 429],
  ['nul', 400],
  ['date', 400],
  ['delai', 503],
  ['verrou', 503],
  ['arret', 503],
  ['reseau', 503],
  ['coupe', 503],
  ['silence', 503],
  ['basePleine', 503],
  ['disquePlein', 503],
  ['contrainte', 500],
  ['invariant', 500],
  ['inconnue', 500],
])('an error « %s » is a page %i that tells nothing of the inside', async (nom, status) => {
  const answer = await app.inject(`/erreur/${nom}`)

  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.body).not.toContain('secret')
  expect(answer.body).toMatch(/^<h1>\p{Lu}/u)
})

test('an error of ours gives its reader the reference that is told to operators', async () => {
  problems = []

  const answer = await app.inject('/erreur/inconnue')

  expect(problems).toHaveLength(1)
  expect(answer.body).toContain(`|${problems[0]}|`)
})

test('what is unavailable, and what was asked too often, say when to come back', async () => {
  expect((await app.inject('/erreur/delai')).headers['retry-after']).toBe('5')
  expect((await app.inject('/erreur/souvent')).headers['retry-after']).toBe('120')
  expect((await app.inject('/erreur/souvent')).body).toContain('2 minutes')
})

test.each(['/fermee', '/sans-place'])(
  'what was typed beside a file comes back when « %s » is unavailable',
  async (url) => {
    const form = new FormData()
    form.append('c1', 'avant')
    form.append('c2', new Blob(['x']), 'a.txt')
    form.append('c3', 'après')
    const request = new Request('http://x', { method: 'POST', body: form })
    const payload = Buffer.from(await request.arrayBuffer())
    const headers = { 'content-type': request.headers.get('content-type') ?? '' }

    const { body, statusCode } = await app.inject({ method: 'POST', url, headers, payload })

    expect(statusCode).toBe(503)
    expect(body).toMatch(/ avant après$/)
    expect(body).toContain('il faudra les choisir de nouveau')
  },
)

test('a text that is no number for PostgreSQL is a bad request', async () => {
  expect((await app.inject('/sql?q=douze')).statusCode).toBe(400)
  expect((await app.inject('/sql?q=%00')).statusCode).toBe(400)
  expect((await app.inject('/sql?q=99999999999999')).statusCode).toBe(400)
})

test('an unknown address is 404, a wrong method 405 with those allowed', async () => {
  const unknown = await app.inject('/nulle-part')
  const wrong = await app.inject({ method: 'DELETE', url: '/page/12' })

  expect(unknown.statusCode).toBe(404)
  expect(wrong.statusCode).toBe(405)
  expect(wrong.headers.allow).toBe('GET, HEAD, POST')
})

test('an address that cannot be decoded, or is too long, is a page like any other', async () => {
  const unreadable = await app.inject('/page/%E0%A4%A')
  const long = await app.inject(`/page/${'a'.repeat(4100)}`)

  expect(unreadable.statusCode).toBe(400)
  expect(long.statusCode).toBe(414)
  expect(unreadable.headers['content-security-policy']).toContain("default-src 'none'")
})

test('a body that is no form, no JSON, or too large is refused with its status', async () => {
  const json = await app.inject({
    method: 'POST',
    url: '/json',
    headers: { 'content-type': 'application/json' },
    payload: '{"a":',
  })
  const type = await app.inject({
    method: 'POST',
    url: '/json',
    headers: { 'content-type': 'text/xml' },
    payload: '<a/>',
  })
  const large = await app.inject({
    method: 'POST',
    url: '/json',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify('a'.repeat(1_000_001)),
  })

  expect([json.statusCode, type.statusCode, large.statusCode]).toEqual([400, 415, 413])
  expect(large.body).toContain('trop volumineux')
})

test('pages of error speak the language of the browser', async () => {
  expect((await app.inject({ url: '/nulle-part', headers: { 'accept-language': 'en-GB' } })).body).toContain(
    'This page does not exist',
  )
  expect((await app.inject({ url: '/nulle-part', headers: { cookie: 'langue=en' } })).body).toContain(
    'This page does not exist',
  )
  expect((await app.inject('/nulle-part')).body).toContain('Cette page n’existe pas')
})

test.each(['/page/1', '/nulle-part', '/erreur/inconnue', '/sante/vie', '/page/%E0%A4%A'])(
  'the security headers are on %s',
  async (url) => {
    const { headers } = await app.inject(url)

    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none';object-src 'none';manifest-src 'self';worker-src 'self';report-uri /rapports-csp;report-to csp",
    )
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['permissions-policy']).toContain('geolocation=()')
    expect(headers['reporting-endpoints']).toBe('csp="http://127.0.0.1:3000/rapports-csp"')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['strict-transport-security']).toBeUndefined()
  },
)

test('a public page may be kept, asked again each time, and never for somebody else', async () => {
  const { headers } = await app.inject('/publique')

  expect(headers['cache-control']).toBe('no-cache')
  expect(headers.vary).toContain('cookie')
})

test.each([
  [{ origin: 'http://127.0.0.1:3000' }, 200],
  [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }, 200],
  [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, 200],
  [{}, 200],
  [{ origin: 'null' }, 403],
  [{ origin: 'http://127.0.0.1:3001' }, 403],
  [{ origin: 'https://evil.example' }, 403],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }, 403],
])('a form sent with %j is answered %i', async (headers, status) => {
  const all = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }

  expect((await app.inject({ method: 'POST', url: '/page/1', headers: all, payload: 'a=1' })).statusCode).toBe(status)
})

test('another name of this machine is sent to the one that cookies know', async () => {
  const local = await app.inject({ url: '/page/1?x=1', headers: { host: 'localhost:3000' } })

  expect(local.statusCode).toBe(307)
  expect(local.headers.location).toBe('http://127.0.0.1:3000/page/1?x=1')
})

test('a site answers to its own name only, as its trusted proxy forwards it, or to this machine', async () => {
  const direct = await build({ url: 'https://demarches.exemple.fr', https: true })
  const behind = await build({ url: 'https://demarches.exemple.fr', https: true, proxies: ['127.0.0.1'] })
  for (const server of [direct, behind]) server.get('/ici', async (_request, reply) => reply.html('ici'))
  const asked = async (server: FastifyInstance, headers: Record<string, string>, url = '/ici') =>
    (await server.inject({ url, headers })).statusCode

  const statuses = {
    own: await asked(direct, { host: 'demarches.exemple.fr' }),
    ownWithPort: await asked(direct, { host: 'DEMARCHES.exemple.fr:443' }),
    machine: await asked(direct, { host: '127.0.0.1:3000' }),
    other: await asked(direct, { host: 'evil.example' }),
    longer: await asked(direct, { host: 'demarches.exemple.fr.evil.example' }),
    otherPort: await asked(direct, { host: 'demarches.exemple.fr:8443' }),
    disguised: await asked(direct, { host: 'demarches.exemple.fr@evil.example' }),
    health: await asked(direct, { host: '10.0.0.7:3000' }, '/sante/vie'),
    untrusted: await asked(direct, { host: 'evil.example', 'x-forwarded-host': 'demarches.exemple.fr' }),
    forwarded: await asked(behind, { host: 'parvis:3000', 'x-forwarded-host': 'demarches.exemple.fr' }),
    forwardedOther: await asked(behind, { host: 'demarches.exemple.fr', 'x-forwarded-host': 'evil.example' }),
  }
  await Promise.all([direct.close(), behind.close()])

  expect(statuses).toEqual({
    ...{ own: 200, ownWithPort: 200, machine: 200, other: 421, longer: 421, otherPort: 421, disguised: 421 },
    ...{ health: 200, untrusted: 421, forwarded: 200, forwardedOther: 421 },
  })
})

test('a request chooses neither its reference nor, without a trusted proxy, its address', async () => {
  const seen = await build()
  seen.get('/moi', async ({ id, ip }) => ({ id, ip }))
  const behind = await build({ proxies: ['127.0.0.1'] })
  behind.get('/moi', async ({ ip }) => ({ ip }))
  const headers = { 'request-id': 'choisie', 'x-request-id': 'choisie', 'x-forwarded-for': '203.0.113.9' }

  const direct = (await seen.inject({ url: '/moi', headers })).json()
  const proxied = (await behind.inject({ url: '/moi', headers })).json()
  await Promise.all([seen.close(), behind.close()])

  expect(direct.id).toMatch(/^[0-9a-f]{12}$/)
  expect(direct.ip).toBe('127.0.0.1')
  expect(proxied.ip).toBe('203.0.113.9')
})

test('ready means that the database answers and has every migration', async () => {
  const ready = await app.inject('/sante')
  await database.ownerPool.query(`update infra.migration set nom = 'x' || nom where numero = 1`)
  const late = await app.inject('/sante')
  await database.ownerPool.query(`update infra.migration set nom = substr(nom, 2) where numero = 1`)

  expect(ready.statusCode).toBe(200)
  expect(ready.json()).toEqual({ etat: 'pret', base: true, migrations: true })
  expect(late.statusCode).toBe(503)
  expect(late.json()).toEqual({ etat: 'indisponible', base: true, migrations: false })
})

test('without its database the server is alive and says that it is not ready', async () => {
  const query = async () => {
    throw coded('ECONNREFUSED')
  }
  const lonely = await createServer({
    settings: { url: 'http://127.0.0.1:3000', https: false, proxies: [] },
    log: createLog({ level: 'silent', processus: 'test' }),
    keys: TEST_KEYS,
    pool: { query },
    migrationsDir: `${packageRoot()}/db/migrations`,
    errorPage: () => '',
  })

  const [alive, ready] = [await lonely.inject('/sante/vie'), await lonely.inject('/sante')]
  await lonely.close()

  expect([alive.statusCode, ready.statusCode]).toEqual([200, 503])
})

test.each([
  ['GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n', 400],
  ['nimporte quoi\r\n\r\n', 400],
  [`GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
])('what is not HTTP enough to be a request gets a bare French page (%#)', async (bytes, status) => {
  const server = await build()
  const address = new URL(await server.listen({ port: 0, host: '127.0.0.1' }))

  const answer = await speak(Number(address.port), bytes)
  await server.close()

  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toContain('<html lang="fr">')
  expect(answer).toContain("content-security-policy: default-src 'none'")
})

async function speak(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => {})
  socket.write(bytes)
  await event(socket, 'close')
  return Buffer.concat(chunks).toString('utf8')
}

test('what must be true and is not is our own mistake', () => {
  expect(() => invariant(false, 'revision without champs')).toThrow(InvariantError)
  expect(() => invariant(true, 'never')).not.toThrow()
})

test('a route that finds nothing answers 404, and another method of its address 405', async () => {
  const get = await app.inject('/rien')
  const post = await app.inject({ method: 'POST', url: '/rien', headers: { origin: app.site.origin } })

  expect([get.statusCode, post.statusCode, post.headers.allow]).toEqual([404, 405, 'GET, HEAD'])
})
