import { type FastifyBaseLogger, type FastifyInstance, fastify } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../db/pool.ts'
import { createLog } from '../log/log.ts'
import { readReports, registerCspReports } from './csp-reports.ts'

let database: TestDatabase
let app: FastifyInstance
const lines: string[] = []
let now = new Date('2026-11-24T10:00:00Z')

beforeAll(async () => {
  database = await openTestDatabase()
  const log: FastifyBaseLogger = createLog({
    level: 'info',
    processus: 'test',
    stream: { write: (line) => lines.push(line) },
  })
  app = fastify({ loggerInstance: log })
  await registerCspReports(app, { db: createDb(database.pool), clock: () => now })
})
afterAll(async () => {
  await app.close()
  await database.close()
})
beforeEach(() => {
  lines.length = 0
  now = new Date(now.getTime() + 3_600_000)
})

function report(payload: string, type = 'application/reports+json') {
  return app.inject({ method: 'POST', url: '/rapports-csp', headers: { 'content-type': type }, payload })
}

const told = () => lines.flatMap((line) => JSON.parse(line).csp ?? [])
const recent = (blockedURL: string) =>
  JSON.stringify([
    {
      type: 'csp-violation',
      url: 'https://demarches.exemple.fr/lien/secret',
      body: { effectiveDirective: 'script-src-elem', blockedURL, documentURL: 'https://x.fr/lien/secret' },
    },
  ])

test('what a page was refused is told in either format, without its address nor a whole one', async () => {
  const old = JSON.stringify({
    'csp-report': {
      'document-uri': 'https://demarches.exemple.fr/lien/secret',
      'violated-directive': "img-src 'self' data:",
      'blocked-uri': 'https://evil.example/secret?nom=Dupont',
    },
  })

  const statuses = [
    (await report(recent('inline'))).statusCode,
    (await report(recent('data:text/html,secret'))).statusCode,
    (await report(old, 'application/csp-report')).statusCode,
  ]

  expect(statuses).toEqual([204, 204, 204])
  expect(told()).toEqual([
    { directive: 'script-src-elem', refuse: 'inline' },
    { directive: 'script-src-elem', refuse: 'data:' },
    { directive: 'img-src', refuse: 'https://evil.example' },
  ])
  expect(lines.join('')).not.toMatch(/secret|Dupont/)
})

test('what is no report, or is too large, is refused', async () => {
  expect((await report('{')).statusCode).toBe(400)
  expect((await report('{"a":1}')).statusCode).toBe(400)
  expect((await report(`[${' '.repeat(20_000)}]`)).statusCode).toBe(413)
  expect((await report('a=1', 'application/x-www-form-urlencoded')).statusCode).toBe(415)
  expect(told()).toEqual([])
})

test('reports of another kind are left out', () => {
  expect(readReports('[{"type":"deprecation","body":null}]')).toEqual([])
})

test('one sending fills ten lines at most', async () => {
  const [one] = JSON.parse(recent('eval'))

  await report(JSON.stringify(Array.from({ length: 40 }, () => one)))

  expect(told()).toHaveLength(10)
})

test('beyond sixty in ten minutes, a network is no longer heard', async () => {
  for (let sent = 0; sent < 60; sent += 1) await report(recent('eval'))
  lines.length = 0

  const more = await report(recent('eval'))
  now = new Date(now.getTime() + 600_000)
  const later = await report(recent('eval'))

  // The server of this test has no page of error: the status that the site would give is a test of its own.
  expect(more.statusCode).toBeGreaterThanOrEqual(400)
  expect(later.statusCode).toBe(204)
  expect(told()).toHaveLength(1)
})
