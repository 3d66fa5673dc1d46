import { createServer, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serviceAddressOf } from '../net/service-address.ts'
import { createClamav, scanOf } from './clamav.ts'
import { openTestClamd, type TestClamd } from './test-clamd.ts'

let clamd: TestClamd
beforeEach(async () => {
  clamd = await openTestClamd()
})
afterEach(() => clamd.close())

const scan = (bytes: Buffer) => createClamav(clamd.address).scan(async () => Readable.from([bytes]))

test('each answer of the protocol is understood, and nothing but « OK » means sound', () => {
  expect(scanOf('stream: OK')).toEqual({ kind: 'sain' })
  expect(scanOf('stream: Win.Test.EICAR_HDB-1 FOUND')).toEqual({ kind: 'infecte', virus: 'Win.Test.EICAR_HDB-1' })
  expect(scanOf('stream: Essai.UNOFFICIAL(0123abcd:68) FOUND')).toEqual({ kind: 'infecte', virus: 'Essai.UNOFFICIAL' })
  expect(scanOf('INSTREAM size limit exceeded. ERROR')).toEqual({ kind: 'trop_gros' })
  expect(scanOf('stream: Heuristics.Encrypted.Zip FOUND')).toEqual({ kind: 'chiffre' })
  expect(scanOf('stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND')).toEqual({ kind: 'trop_gros' })
  for (const answer of [
    '',
    'UNKNOWN COMMAND',
    'stream: Can’t allocate memory ERROR',
    'stream: OK maybe',
    'HTTP/1.1 200 OK',
  ])
    expect(scanOf(answer)).toEqual({ kind: 'indisponible' })
})

test('a file arrives whole, whatever its size', async () => {
  const bytes = Buffer.alloc(1_000_003, 'é')

  expect(await scan(bytes)).toEqual({ kind: 'sain' })
  expect(clamd.received[0]?.equals(bytes)).toBe(true)
})

test('the engine tells its version and the date of its signatures', async () => {
  expect(await createClamav(clamd.address).version()).toBe('ClamAV 1.4.3/27654/Sat Nov 28 09:27:00 2026')
  clamd.say({ version: 'HTTP/1.1 400 Bad Request' })
  expect(await createClamav(clamd.address).version()).toBeUndefined()
})

test('an engine that hangs up, is absent or does not speak is unavailable, and says nothing of the file', async () => {
  clamd.say({ file: undefined })
  expect(await scan(Buffer.from('bonjour'))).toEqual({ kind: 'indisponible' })
  const { address } = clamd
  await clamd.close()
  expect(await createClamav(address).scan(async () => Readable.from([Buffer.from('bonjour')]))).toEqual({
    kind: 'indisponible',
  })
  expect(await createClamav({ path: '/nulle/part/clamd.ctl' }).version()).toBeUndefined()
  clamd = await openTestClamd()
})

/** A service that does something else with what it hears. */
async function withService<R>(serve: (socket: Socket) => void, run: (port: number) => Promise<R>): Promise<R> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}))
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  try {
    return await run(address !== null && typeof address === 'object' ? address.port : 0)
  } finally {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
}

test('a silent engine is left after a while, and the file is closed', async () => {
  const bytes = Readable.from([Buffer.from('bonjour')])

  const said = await withService(
    () => {},
    (port) => createClamav({ host: '127.0.0.1', port }, { silenceMs: 200 }).scan(async () => bytes),
  )

  expect(said).toEqual({ kind: 'indisponible' })
  expect(bytes.destroyed).toBe(true)
})

test('an engine that talks without end is not listened to without end', async () => {
  const said = await withService(
    (socket) => socket.on('data', () => socket.write('a'.repeat(100_000))),
    (port) => createClamav({ host: '127.0.0.1', port }).scan(async () => Readable.from([Buffer.from('bonjour')])),
  )

  expect(said).toEqual({ kind: 'indisponible' })
})

test('an engine that answers in the middle of a file and hangs up is heard', async () => {
  const said = await withService(
    (socket) => socket.once('data', () => socket.end('INSTREAM size limit exceeded. ERROR\0')),
    (port) => createClamav({ host: '127.0.0.1', port }).scan(async () => Readable.from([Buffer.alloc(20_000_000)])),
  )

  expect(said).toEqual({ kind: 'trop_gros' })
})

test('the address of the engine is one of this machine or of the operator’s network, and nothing else', () => {
  expect(serviceAddressOf('tcp://127.0.0.1:3310')).toEqual({ host: '127.0.0.1', port: 3310 })
  expect(serviceAddressOf('tcp://[::1]:3310')).toEqual({ host: '::1', port: 3310 })
  expect(serviceAddressOf('unix:/run/clamav/clamd.ctl')).toEqual({ path: '/run/clamav/clamd.ctl' })
  for (const text of [
    ...['tcp://127.0.0.1', 'tcp://127.0.0.1:0', 'http://127.0.0.1:3310', '127.0.0.1:3310', 'unix:clamd.ctl', 'unix:'],
    ...['tcp://a:b@127.0.0.1:3310', 'tcp://127.0.0.1:3310/x', 'tcp://127.0.0.1:3310?x', ''],
  ])
    expect(serviceAddressOf(text)).toBeUndefined()
})
