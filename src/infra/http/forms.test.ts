import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Refused } from './errors.ts'
import { createFields } from './form-fields.ts'
import { type ReadForm, type ReadSoFar, readForm, readSoFar, registerForms } from './multipart.ts'

interface Seen {
  fields: [string, string][]
  problems: ReadForm['problems']
  cut: ReadForm['cut']
  files: { name: string; nomOriginal: string; octets: number; content: string }[]
}

let app: FastifyInstance
let port = 0
let seen: Seen | undefined
let form: ReadForm | undefined
let given: ReadSoFar | undefined
/** How the route treats files: reads them, leaves them alone, or fails. */
let treatment: 'read' | 'leave' | 'fail' = 'read'

beforeAll(async () => {
  app = fastify()
  await registerForms(app)
  // As the error pages do: ours and Fastify's own refusals keep their status.
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    given = readSoFar(request)
    return reply.code(error instanceof Refused ? error.status : (error.statusCode ?? 500)).send({ code: error.message })
  })
  app.post('/', { config: { fichiers: true } }, async (request, reply) => {
    const files: Seen['files'] = []
    const limits =
      request.headers['x-files-octets'] === undefined ? {} : { filesOctets: Number(request.headers['x-files-octets']) }
    form = await readForm(request, {
      limits,
      onFile: async ({ name, nomOriginal, stream }) => {
        if (treatment === 'fail') throw new Error('disque plein')
        const chunks: Buffer[] = []
        try {
          if (treatment === 'read')
            for await (const chunk of stream.iterator({ destroyOnReturn: false })) chunks.push(chunk)
        } catch {
          return
        }
        const bytes = Buffer.concat(chunks)
        files.push({ name, nomOriginal, octets: bytes.length, content: bytes.subarray(0, 100).toString() })
      },
    })
    seen = {
      fields: [...form.fields].map(({ name, value }) => [name, value]),
      problems: form.problems,
      cut: form.cut,
      files,
    }
    return reply.send(seen)
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  port = isAddress(address) ? address.port : 0
})
afterAll(() => app.close())
beforeEach(() => {
  seen = undefined
  form = undefined
  treatment = 'read'
})

test('an ordinary form gives its fields in order; one name gives the last value, or all of them', async () => {
  const { fields } = await post('nom=Le+Roux&c1=a&c1=b%20c&vide=&seul')

  expect(fields).toEqual([
    ['nom', 'Le Roux'],
    ['c1', 'a'],
    ['c1', 'b c'],
    ['vide', ''],
    ['seul', ''],
  ])
  expect(form?.fields.one('c1')).toBe('b c')
  expect(form?.fields.all('c1')).toEqual(['a', 'b c'])
  expect(form?.fields.one('absent')).toBeUndefined()
  expect(form?.fields.all('absent')).toEqual([])
  expect(form?.problems).toEqual([])
  expect(form).not.toHaveProperty('cut')
})

test('accents, signs and emoji arrive whole', async () => {
  const text = 'Écully – œuvre & cœur 100 % = « 12 € » 🎉 مرحبا'

  const { fields } = await post(new URLSearchParams({ texte: text }).toString())

  expect(fields).toEqual([['texte', text]])
})

test('line ends are those of the text typed, whatever the form sends', async () => {
  const typed = await post('a=un%0D%0Adeux%0Atrois%0Dquatre')
  const sent = await postParts([field('a', 'un\r\ndeux\ntrois')])

  expect(typed.fields).toEqual([['a', 'un\ndeux\ntrois\nquatre']])
  expect(sent.fields).toEqual([['a', 'un\ndeux\ntrois']])
})

test('a percent that escapes nothing is a percent', async () => {
  expect((await post('a=100%&b=%zz&c=%4')).fields).toEqual([
    ['a', '100%'],
    ['b', '%zz'],
    ['c', '%4'],
  ])
})

test('a request without a body is an empty form', async () => {
  const response = await app.inject({ method: 'POST', url: '/' })

  expect(response.statusCode).toBe(200)
  expect(response.json()).toMatchObject({ fields: [], problems: [], files: [] })
})

test('what is not UTF-8 is told, and what could be read is kept', async () => {
  const plain = await post('a=caf%E9&b=bien')
  const parts = await postParts([field('a', Buffer.from('café', 'latin1')), field('b', 'bien')])

  expect(plain).toMatchObject({
    fields: [
      ['a', 'caf\ufffd'],
      ['b', 'bien'],
    ],
    problems: [{ kind: 'texte_illisible', name: 'a' }],
  })
  expect(parts).toMatchObject({
    fields: [
      ['a', 'caf\ufffd'],
      ['b', 'bien'],
    ],
    problems: [{ kind: 'texte_illisible', name: 'a' }],
  })
})

test('overlong UTF-8 is not UTF-8', async () => {
  expect((await post('a=%C0%AF')).problems).toEqual([{ kind: 'texte_illisible', name: 'a' }])
})

test('the charset that a part claims changes nothing', async () => {
  const { fields } = await postParts([
    part('content-disposition: form-data; name="a"\r\ncontent-type: text/plain; charset=iso-8859-1', 'été'),
    part('content-disposition: form-data; name="b"\r\ncontent-type: application/json', '{ pas du json'),
  ])

  expect(fields).toEqual([
    ['a', 'été'],
    ['b', '{ pas du json'],
  ])
})

test('characters that no keyboard types are taken out and told', async () => {
  const { fields, problems } = await post('a=un%00deux%07&b=tab%09ok')

  expect(fields).toEqual([
    ['a', 'undeux'],
    ['b', 'tab\tok'],
  ])
  expect(problems).toEqual([{ kind: 'texte_illisible', name: 'a' }])
})

test('a text too long is told, its beginning kept, and so are the fields after it', async () => {
  const long = 'é'.repeat(50_001)

  const plain = await post(`a=${encodeURIComponent(long)}&b=2`)
  const parts = await postParts([field('a', long), field('b', '2')])

  expect(plain.problems).toEqual([{ kind: 'valeur_tronquee', name: 'a' }])
  expect(plain.fields).toEqual([
    ['a', 'é'.repeat(50_000)],
    ['b', '2'],
  ])
  expect(parts.problems).toEqual([{ kind: 'valeur_tronquee', name: 'a' }])
  expect(parts.fields).toEqual([
    ['a', 'é'.repeat(50_000)],
    ['b', '2'],
  ])
})

test('a text cut in the middle of a character is not called unreadable', async () => {
  const { fields, problems } = await post(`a=${encodeURIComponent(`x${'é'.repeat(50_001)}`)}`)

  expect(problems).toEqual([{ kind: 'valeur_tronquee', name: 'a' }])
  expect(fields).toEqual([['a', `x${'é'.repeat(49_999)}`]])
})

test('2,000 fields are a form, 2,001 are told once', async () => {
  const body = (count: number) => Array.from({ length: count }, (_, index) => `c${index}=x`).join('&')

  const accepted = await post(body(2000))
  const told = await post(body(2500))
  const parts = await postParts(Array.from({ length: 2500 }, (_, index) => field(`c${index}`, 'x')))

  expect([accepted.fields.length, accepted.problems]).toEqual([2000, []])
  expect([told.fields.length, told.problems]).toEqual([2000, [{ kind: 'trop_de_champs' }]])
  expect([parts.fields.length, parts.problems]).toEqual([2000, [{ kind: 'trop_de_champs' }]])
})

test('more than 1 MB of fields is told, what came before is kept', async () => {
  const ninety = 'x'.repeat(90_000)

  const told = await postParts(Array.from({ length: 12 }, (_, index) => field(`c${index}`, ninety)))

  expect(told.fields).toHaveLength(11)
  expect(told.problems).toEqual([{ kind: 'formulaire_trop_long' }])
})

test('10 MB of text end in an answer', async () => {
  const text = 'x'.repeat(10_000_000)

  const plain = await post(`avant=1&a=${text}`)
  const parts = await postParts([field('avant', '1'), field('a', text), field('apres', '2')])

  expect(plain).toMatchObject({
    cut: 'trop_long',
    problems: [{ kind: 'formulaire_trop_long' }],
    fields: [['avant', '1']],
  })
  expect(parts.fields.map(([name]) => name)).toEqual(['avant', 'a', 'apres'])
  expect(parts.problems).toEqual([{ kind: 'valeur_tronquee', name: 'a' }])
})

test('names that JavaScript gives a meaning to are ignored, and the others kept', async () => {
  const plain = await post('__proto__=1&constructor=2&toString=3&a=4')
  const parts = await postParts([
    field('__proto__', '1'),
    field('a', '4'),
    file('constructor', 'x.txt', 'x'),
    field('b', '5'),
  ])

  expect(plain).toMatchObject({ fields: [['a', '4']], problems: [] })
  expect(parts).toMatchObject({
    fields: [
      ['a', '4'],
      ['b', '5'],
    ],
    files: [],
    problems: [],
  })
  expect(parts.cut).toBeUndefined()
})

test('files are given one by one, and the fields after them are kept', async () => {
  const big = 'y'.repeat(3_000_000)

  const { fields, files } = await postParts([
    field('avant', '1'),
    file('c2', 'été.txt', 'bonjour'),
    field('milieu', '2'),
    file('c2', 'gros.bin', big),
    field('apres', '3'),
  ])

  expect(fields).toEqual([
    ['avant', '1'],
    ['milieu', '2'],
    ['apres', '3'],
  ])
  expect(files.map(({ name, nomOriginal, octets }) => [name, nomOriginal, octets])).toEqual([
    ['c2', 'été.txt', 7],
    ['c2', 'gros.bin', 3_000_000],
  ])
})

test('a file that nobody reads does not hold back the rest', async () => {
  treatment = 'leave'

  const { fields, cut } = await postParts([file('c2', 'gros.bin', 'y'.repeat(3_000_000)), field('apres', '3')])

  expect(fields).toEqual([['apres', '3']])
  expect(cut).toBeUndefined()
})

test('an empty file input is not a file', async () => {
  const { files, fields } = await postParts([file('c2', '', ''), field('apres', '3')])

  expect(files).toEqual([])
  expect(fields).toEqual([['apres', '3']])
})

test('files larger than a form may carry cut it', async () => {
  const response = await app.inject({
    method: 'POST',
    url: '/',
    headers: { ...MULTIPART, 'x-files-octets': '1000' },
    payload: bodyOf([field('avant', '1'), file('c2', 'a.bin', 'y'.repeat(5000)), field('apres', '2')]),
  })

  expect(response.json()).toMatchObject({ cut: 'trop_long', fields: [['avant', '1']] })
})

test('an error of whom receives the file is the error of the request', async () => {
  treatment = 'fail'

  const response = await app.inject({
    method: 'POST',
    url: '/',
    headers: MULTIPART,
    payload: bodyOf([file('c2', 'a.txt', 'x')]),
  })

  expect(response.json()).toEqual({ code: 'disque plein' })
})

test('what was typed after a file that could not be received is read all the same, to be given back', async () => {
  treatment = 'fail'

  await app.inject({
    method: 'POST',
    url: '/',
    headers: MULTIPART,
    payload: bodyOf([field('avant', '1'), file('c2', 'a.txt', 'x'), file('c2', 'b.txt', 'x'), field('apres', '2')]),
  })

  expect([...(given?.fields ?? [])].map(({ name, value }) => [name, value])).toEqual([
    ['avant', '1'],
    ['apres', '2'],
  ])
  expect(given?.hasFiles).toBe(true)
})

test('what is not a form is refused with 415', async () => {
  const statusOf = async (type: string) =>
    (await app.inject({ method: 'POST', url: '/', headers: { 'content-type': type }, payload: '{"a":1}' })).statusCode

  expect(await statusOf('application/json')).toBe(415)
  expect(await statusOf('text/plain')).toBe(415)
  expect(await statusOf('application/octet-stream')).toBe(415)
  expect(await statusOf('multipart/mixed; boundary=x')).toBe(415)
})

test('a body that ends early keeps what came before', async () => {
  const whole = bodyOf([field('a', '1'), file('c2', 'a.txt', 'bonjour'), field('b', 'fin')])
  const early = whole.subarray(0, whole.indexOf('fin') + 2)

  const response = await app.inject({ method: 'POST', url: '/', headers: MULTIPART, payload: early })

  expect(response.statusCode).toBe(200)
  expect(response.json()).toMatchObject({ cut: 'illisible', fields: [['a', '1']], files: [{ octets: 7 }] })
})

test('a body that ends in the middle of a file gives no file', async () => {
  const whole = bodyOf([field('a', '1'), file('c2', 'a.txt', 'bonjour')])

  const response = await app.inject({
    method: 'POST',
    url: '/',
    headers: MULTIPART,
    payload: whole.subarray(0, whole.indexOf('jour')),
  })

  expect(response.json()).toMatchObject({ cut: 'illisible', fields: [['a', '1']], files: [] })
})

test('a body without its boundary, or of no sense, is cut and no error of ours', async () => {
  const cutOf = async (type: string, payload: string | Buffer) => {
    const response = await app.inject({ method: 'POST', url: '/', headers: { 'content-type': type }, payload })
    return [response.statusCode, response.json().cut]
  }

  expect(await cutOf('multipart/form-data', 'x')).toEqual([200, 'illisible'])
  expect(await cutOf('multipart/form-data; boundary=b', 'nothing of the kind')).toEqual([200, 'illisible'])
  expect(await cutOf('multipart/form-data; boundary=b', '--b\r\n\r\n\r\n--b--\r\n')).toEqual([200, undefined])
})

test('a connection cut in the middle of a file keeps the fields already read', async () => {
  const body = bodyOf([field('a', '1'), file('c2', 'a.bin', 'y'.repeat(200_000))]).subarray(0, 100_000)

  await cutConnection(MULTIPART['content-type'], body, 300_000)

  expect(seen).toMatchObject({ cut: 'interrompu', fields: [['a', '1']], files: [] })
})

test('a connection cut in an ordinary form keeps the fields already read', async () => {
  await cutConnection('application/x-www-form-urlencoded', Buffer.from('a=1&b=2&c=mo'), 100)

  expect(seen?.cut).toBe('interrompu')
  expect(seen?.fields.slice(0, 2)).toEqual([
    ['a', '1'],
    ['b', '2'],
  ])
  expect(seen?.problems).toEqual([{ kind: 'valeur_tronquee', name: 'c' }])
})

test('a browser form sent by fetch is read', async () => {
  const data = new FormData()
  data.append('nom', 'Zoé')
  data.append('c2', new File(['bonjour'], 'reçu.txt', { type: 'text/plain' }))

  await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: data })

  expect(seen).toMatchObject({
    fields: [['nom', 'Zoé']],
    files: [{ name: 'c2', nomOriginal: 'reçu.txt', content: 'bonjour' }],
  })
})

test('fields can be made of what was not a request', () => {
  const fields = createFields([
    { name: 'a', value: '1' },
    { name: 'a', value: '2' },
  ])

  expect(fields.one('a')).toBe('2')
  expect([...fields]).toHaveLength(2)
})

const MULTIPART = { 'content-type': 'multipart/form-data; boundary=limite' }

function part(headers: string, content: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(`--limite\r\n${headers}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n')])
}

function field(name: string, value: string | Buffer): Buffer {
  return part(`content-disposition: form-data; name="${name}"`, value)
}

function file(name: string, nom: string, content: string): Buffer {
  return part(
    `content-disposition: form-data; name="${name}"; filename="${nom}"\r\ncontent-type: application/octet-stream`,
    content,
  )
}

function bodyOf(parts: readonly Buffer[]): Buffer {
  return Buffer.concat([...parts, Buffer.from('--limite--\r\n')])
}

async function postParts(parts: readonly Buffer[]): Promise<Seen> {
  return (await app.inject({ method: 'POST', url: '/', headers: MULTIPART, payload: bodyOf(parts) })).json()
}

async function post(body: string): Promise<Seen> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return (await app.inject({ method: 'POST', url: '/', headers, payload: body })).json()
}

/** Announces `length` bytes, sends `body`, hangs up, and waits until the route has ended. */
async function cutConnection(type: string, body: Buffer, length: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`)
  socket.write(body)
  await wait(100)
  socket.destroy()
  await expect.poll(() => seen).toBeDefined()
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}
