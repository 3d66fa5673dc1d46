import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../src/infra/log/log.ts'
import { openSite, type Site } from './open-site.ts'

const lines: string[] = []
let site: Site
beforeAll(async () => {
  // As talkative as an operator can make it.
  site = await openSite(createLog({ level: 'trace', processus: 'test', stream: { write: (line) => lines.push(line) } }))
}, 120_000)
afterAll(() => site.close())

/** What somebody might type or carry, each recognised wherever it would be found. */
const CANARI = 'canariZq7'
const TYPED: readonly (readonly [string, string])[] = [
  ['nom', `Nom${CANARI}`],
  ['courriel', `${CANARI}@exemple.fr`],
  ['telephone', `06 ${CANARI}`],
  ['corps', `Je m’appelle ${CANARI}\n{"level":60,"msg":"${CANARI}"}`],
  ['motivation', `'; select '${CANARI}`],
  ['_cle', CANARI],
  ['_version', CANARI],
  ['c1', `\ud83d\ude00${CANARI}`],
  ['retour', `/${CANARI}`],
]
const HEADERS = {
  'user-agent': `Navigateur ${CANARI}`,
  referer: `http://127.0.0.1/${CANARI}`,
  authorization: `Bearer ${CANARI}`,
  'x-forwarded-for': CANARI,
  'x-request-id': CANARI,
  'if-none-match': `"${CANARI}"`,
}

/** Every address, read and written, with canaries in each place where a request holds something. */
async function ask(): Promise<void> {
  for (const { pattern, path } of [...site.addressesOf('GET'), { pattern: '/', path: `/nulle-part/${CANARI}` }]) {
    const visitor = site.visitorOf(pattern)
    await visitor.send(`${path}?q=${CANARI}&courriel=${CANARI}@exemple.fr&code=${CANARI}&tri=${CANARI}`, {
      headers: HEADERS,
    })
    await visitor.send(path.replace(/\d+|x{43}|inconnu/, CANARI), { headers: HEADERS })
  }
  for (const { pattern, path } of site.addressesOf('POST').filter((one) => one.pattern !== '/deconnexion')) {
    const visitor = site.visitorOf(pattern)
    for (const token of [CANARI, await visitor.token('/dossiers')]) {
      const body = new URLSearchParams([['_csrf', token], ...TYPED].map(([name, value]) => [`${name}`, `${value}`]))
      await visitor.send(`${path}?q=${CANARI}`, { method: 'POST', headers: HEADERS, body })
      await visitor.send(path, {
        method: 'POST',
        headers: { ...HEADERS, 'content-type': `text/${CANARI}` },
        body: CANARI,
      })
    }
  }
}

/** What PostgreSQL and the code say when they fail, quoting what was typed. */
async function fail(): Promise<void> {
  const { log } = site.parvis.app.http
  const query = site.parvis.database.pool.query(`select $1::date`, [CANARI])
  await query.catch((err: unknown) => log.error({ err }, 'an error of ours'))
  log.error({ err: new Error(`Nom${CANARI}`, { cause: new TypeError(`cause ${CANARI}`) }) })
  log.error(new Error(`Nom${CANARI}`))
}

test('ni nom, ni adresse, ni jeton, ni cookie, ni ce qui est tapé n’entre dans les lignes du serveur', {
  timeout: 180_000,
}, async () => {
  await ask()
  await fail()
  const secrets = [
    ...[site.usager, site.agent].flatMap(({ cookie }) => cookie.split('; ').map((pair) => pair.split('=')[1] ?? '')),
    ...[await site.usager.token('/dossiers'), await site.agent.token('/compte')],
    ...['Le Roux', 'leroux', 'Kerdoncuff', 'kerdoncuff', '127.0.0.1'],
  ].filter((secret) => secret.length > 3)

  // Where the server itself listens is no reader's address.
  const ofPeople = lines.filter((line) => !line.includes('Server listening at'))
  const told = ofPeople.filter((line) => line.includes(CANARI) || secrets.some((secret) => line.includes(secret)))
  expect(told).toEqual([])
  expect(secrets.length).toBeGreaterThan(8)
  // One line a request: what is above was really written, and each line is one object.
  expect(lines.filter((line) => JSON.parse(line).msg === 'answered').length).toBeGreaterThan(150)
  expect(lines.filter((line) => JSON.parse(line).level >= 50).length).toBe(3)
})
