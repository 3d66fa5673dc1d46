import { createServer, type Server, type Socket } from 'node:net'
import type { ServiceAddress } from '../net/service-address.ts'

/** A service that speaks as clamd does, and answers what it is told to. */
export interface TestClamd {
  readonly address: ServiceAddress
  /** What it answers to a file, or to be asked its version; nothing: it hangs up without a word. */
  say(answers: { file?: string | undefined; version?: string | undefined }): void
  /** The files that it received whole. */
  readonly received: readonly Buffer[]
  close(): Promise<void>
}

const ANSWERS = { file: 'stream: OK', version: 'ClamAV 1.4.3/27654/Sat Nov 28 09:27:00 2026' }

/** Opens it on this machine. */
export async function openTestClamd(): Promise<TestClamd> {
  let answers: { readonly file?: string | undefined; readonly version?: string | undefined } = ANSWERS
  const received: Buffer[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    let bytes = Buffer.alloc(0)
    socket
      .on('error', () => {})
      .on('close', () => sockets.delete(socket))
      .on('data', (chunk: Buffer) => {
        bytes = Buffer.concat([bytes, chunk])
        const answer = answerOf(bytes, answers, received)
        if (answer === 'more') return
        if (answer === undefined) socket.destroy()
        else socket.end(`${answer}\0`)
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    address: { host: '127.0.0.1', port: address.port },
    say(told) {
      answers = { ...ANSWERS, ...told }
    },
    received,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Answers = Parameters<TestClamd['say']>[0]

function answerOf(bytes: Buffer, answers: Answers, received: Buffer[]): string | undefined {
  const command = bytes.subarray(0, Math.max(0, bytes.indexOf(0))).toString()
  if (command === 'zVERSION') return answers.version
  if (command !== 'zINSTREAM') return 'more'
  const pieces: Buffer[] = []
  let at = command.length + 1
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    if (length === 0) {
      received.push(Buffer.concat(pieces))
      return answers.file
    }
    pieces.push(bytes.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return 'more'
}
