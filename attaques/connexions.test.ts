import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openParvis, type Parvis } from '../acceptance/house/open-parvis.ts'

let parvis: Parvis
let port = 0
beforeAll(async () => {
  parvis = await openParvis({ dossiers: 2 })
  port = Number(new URL(parvis.url).port)
}, 120_000)
afterAll(() => parvis.close())

/** What a raw connection answers until it closes, or for a second and a half. */
async function talk(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => {})
  socket.write(text)
  await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 1_500))])
  socket.destroy()
  return Buffer.concat(chunks).toString('latin1')
}

const statusesOf = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
const HOST = () => `Host: 127.0.0.1:${port}`
const HIDDEN = () => `GET /sante/vie HTTP/1.1\r\n${HOST()}\r\n\r\n`

test.each<[string, () => string]>([
  [
    'deux longueurs (CL.CL)',
    () => `POST /langue HTTP/1.1\r\n${HOST()}\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\nabcde`,
  ],
  [
    'longueur et morceaux (CL.TE)',
    () => `POST /langue HTTP/1.1\r\n${HOST()}\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ],
  [
    'morceaux mal nommés (TE.TE)',
    () => `POST /langue HTTP/1.1\r\n${HOST()}\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n`,
  ],
  [
    'morceaux après une espace',
    () => `POST /langue HTTP/1.1\r\n${HOST()}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
  ],
  ['en-tête replié', () => `GET / HTTP/1.1\r\n${HOST()}\r\nX-A: b\r\n Transfer-Encoding: chunked\r\n\r\n`],
  ['fin de ligne nue', () => `GET / HTTP/1.1\n${HOST()}\nContent-Length: 0\n\n`],
  ['longueur négative', () => `POST /langue HTTP/1.1\r\n${HOST()}\r\nContent-Length: -1\r\n\r\n`],
  ['longueur signée', () => `POST /langue HTTP/1.1\r\n${HOST()}\r\nContent-Length: +5\r\n\r\nabcde`],
  ['longueur en hexadécimal', () => `POST /langue HTTP/1.1\r\n${HOST()}\r\nContent-Length: 0x5\r\n\r\nabcde`],
  [
    'morceau de taille illisible',
    () => `POST /langue HTTP/1.1\r\n${HOST()}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n`,
  ],
  ['caractère nul dans un en-tête', () => `GET / HTTP/1.1\r\n${HOST()}\r\nX-A: b\0c\r\n\r\n`],
  ['sans hôte', () => 'GET / HTTP/1.1\r\n\r\n'],
  ['deux hôtes', () => `GET / HTTP/1.1\r\n${HOST()}\r\nHost: evil.example\r\n\r\n`],
])('requête ambiguë, %s : refusée, et rien de caché derrière elle n’est servi', async (_title, ambiguous) => {
  const answer = await talk(ambiguous() + HIDDEN())
  const statuses = statusesOf(answer)

  // « /sante/vie » answers 200 to whoever asks it: no second answer means that nobody did.
  expect(statuses.length).toBeLessThanOrEqual(1)
  for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400)
})

test('TRACE et CONNECT ne renvoient rien de ce qui est demandé', async () => {
  for (const method of ['TRACE', 'CONNECT']) {
    const answer = await talk(`${method} / HTTP/1.1\r\n${HOST()}\r\nX-Canari: cui-cui\r\n\r\n`)
    expect([method, statusesOf(answer).every((status) => status >= 400)]).toEqual([method, true])
    expect(answer).not.toContain('cui-cui')
  }
})

test('une requête honnête après l’autre, sur la même connexion, a sa réponse : la précédente épreuve peut échouer', async () => {
  expect(statusesOf(await talk(HIDDEN() + HIDDEN()))).toEqual([200, 200])
})

async function openMany(count: number, first: string): Promise<readonly Socket[]> {
  const sockets: Socket[] = []
  for (let done = 0; done < count; done += 250) {
    const batch = Array.from({ length: Math.min(250, count - done) }, () => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      if (first !== '') socket.write(first)
      return socket
    })
    await Promise.all(batch.map((socket) => (socket.connecting ? once(socket, 'connect').catch(() => {}) : undefined)))
    sockets.push(...batch)
  }
  return sockets
}

async function serves(): Promise<number> {
  const began = performance.now()
  const answer = await fetch(new URL('/demarches', parvis.url))
  await answer.text()
  expect(answer.status).toBe(200)
  return performance.now() - began
}

test('des en-têtes envoyés lettre à lettre (slowloris) n’empêchent personne, et sont coupés', {
  timeout: 60_000,
}, async () => {
  const sockets = await openMany(500, `GET / HTTP/1.1\r\n${HOST()}\r\nX-A: `)
  let closed = 0
  for (const socket of sockets) socket.on('close', () => (closed += 1)).resume()
  const drip = setInterval(() => {
    for (const socket of sockets) if (!socket.destroyed) socket.write('a')
  }, 1_000)
  const took: number[] = []
  for (const end = Date.now() + 45_000; Date.now() < end && closed < sockets.length; ) {
    took.push(await serves())
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  clearInterval(drip)
  for (const socket of sockets) socket.destroy()

  expect(closed).toBe(sockets.length)
  expect(Math.max(...took)).toBeLessThan(2_000)
})

/** Both ends are in this process: two descriptors a connection. */
const IDLE = 9_000

test(`${IDLE} connexions qui ne disent rien n’empêchent personne`, { timeout: 120_000 }, async () => {
  const before = process.memoryUsage().rss
  const sockets = await openMany(IDLE, '')
  const took = [await serves(), await serves(), await serves()]
  const grown = process.memoryUsage().rss - before
  for (const socket of sockets) socket.destroy()

  expect(sockets.length).toBe(IDLE)
  expect(Math.max(...took)).toBeLessThan(3_000)
  // Both ends counted: 60 kB a connection.
  expect(grown).toBeLessThan(IDLE * 60_000)
})

test.each<[string, string, string]>([
  ['JSON profond', 'application/json', '['.repeat(100_000)],
  ['JSON à « __proto__ »', 'application/json', `{"__proto__":{"a":1},${'"a":{'.repeat(5_000)}`],
  ['cent mille champs', 'application/x-www-form-urlencoded', 'a=1&'.repeat(100_000)],
  ['des crochets imbriqués', 'application/x-www-form-urlencoded', `a${'[b]'.repeat(20_000)}=1`],
  ['des pourcents', 'application/x-www-form-urlencoded', `a=${'%'.repeat(200_000)}`],
])('bombe, %s : refusée en moins de deux secondes, les autres servis', async (_title, type, body) => {
  const began = performance.now()
  const [answer] = await Promise.all([
    fetch(new URL('/connexion/courriel', parvis.url), { method: 'POST', headers: { 'content-type': type }, body }),
    serves(),
  ])

  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(performance.now() - began).toBeLessThan(2_000)
})
