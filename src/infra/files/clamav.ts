import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServiceAddress } from '../net/service-address.ts'
import { connectService } from '../net/service-connection.ts'

/** What the engine said of a file. `indisponible`: it did not answer, or made no sense; asked later it may. */
export type Scan =
  | { readonly kind: 'sain' }
  | { readonly kind: 'infecte'; readonly virus: string }
  | { readonly kind: 'trop_gros' }
  | { readonly kind: 'chiffre' }
  | { readonly kind: 'indisponible' }

/** An antivirus that looks at bytes. */
export interface Antivirus {
  /**
   * Looks at a file to its end, or until it has heard enough; what `open` gave is closed in any case.
   * @throws {Error} what `open` throws, and nothing else.
   */
  scan(open: () => Promise<Readable>): Promise<Scan>
  /** The engine and the date of its signatures, as it says them: « ClamAV 1.4.3/27654/Sat Nov 28 … ». Nothing when it is silent. */
  version(): Promise<string | undefined>
}

/**
 * The most bytes sent to the engine. As it is shipped it skips what is larger (`MaxFileSize`, 100 MB), and answers as for a
 * sound file.
 */
export const SCAN_MAX = 100_000_000

const SILENCE_MS = 60_000
const ANSWER_MAX = 4_096
const PIECE = 65_536
const PACE_MS = 10
const NUL = '\0'

/** ClamAV behind one address, by its own protocol (clamd(8), INSTREAM): one connection a question. */
export function createClamav(address: ServiceAddress, { silenceMs = SILENCE_MS } = {}): Antivirus {
  return {
    async scan(open) {
      const first = await sendFile(address, { silenceMs, open, paceMs: 0 })
      // It hung up in the middle: perhaps on an answer that writing on kept from being read. Slowly, it is heard.
      const said = first.cut ? await sendFile(address, { silenceMs, open, paceMs: PACE_MS }) : first
      return scanOf(said.answer)
    },
    async version() {
      const { answer } = await ask(address, { command: 'zVERSION', silenceMs })
      return answer.startsWith('ClamAV ') ? answer.slice(0, 200) : undefined
    },
  }
}

/** Reads an answer: « stream: OK », « stream: <virus> FOUND », « … ERROR ». */
export function scanOf(answer: string): Scan {
  if (answer === 'stream: OK') return { kind: 'sain' }
  if (answer.startsWith('INSTREAM size limit exceeded')) return { kind: 'trop_gros' }
  const virus = /^stream: ([^\s(]+)(?:\([^)]*\))? FOUND$/.exec(answer)?.[1]
  if (virus === undefined) return { kind: 'indisponible' }
  // What it warns of by itself, when its operator asked for it: no virus was seen, and none could be.
  if (/^Heuristics\.Encrypted\./.test(virus)) return { kind: 'chiffre' }
  if (/^Heuristics\.Limits\.Exceeded/.test(virus)) return { kind: 'trop_gros' }
  return { kind: 'infecte', virus: virus.slice(0, 100) }
}

interface Sending {
  readonly silenceMs: number
  readonly open: () => Promise<Readable>
  readonly paceMs: number
}

async function sendFile(address: ServiceAddress, { silenceMs, open, paceMs }: Sending): Promise<Answer> {
  const bytes = await open()
  try {
    return await ask(address, { command: 'zINSTREAM', silenceMs, sent: { bytes, paceMs } })
  } finally {
    bytes.destroy()
  }
}

interface Question {
  readonly command: 'zINSTREAM' | 'zVERSION'
  readonly silenceMs: number
  readonly sent?: { readonly bytes: Readable; readonly paceMs: number }
}

/** What was answered, without its end; empty when nothing was. `cut`: nothing was, and not all had been sent. */
interface Answer {
  readonly answer: string
  readonly cut: boolean
}

function ask(address: ServiceAddress, { command, silenceMs, sent }: Question): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connectService(address, { silenceMs })
    let answer = ''
    let whole = sent === undefined
    function end(): void {
      resolve({ answer: answer.split(NUL, 1)[0]?.trim() ?? '', cut: answer === '' && !whole })
      socket.destroy()
    }
    socket
      .on('data', (chunk) => {
        answer += chunk.toString('utf8')
        // It may answer in the middle of a file too large for it, and hang up.
        if (answer.includes(NUL) || answer.length > ANSWER_MAX) end()
      })
      .on('error', end)
      .on('close', end)
    socket.write(`${command}${NUL}`)
    if (!sent) return
    send(socket, sent).then(
      () => {
        whole = true
      },
      () => socket.destroy(),
    )
  })
}

type Socket = ReturnType<typeof connectService>

/** Pieces, each after its length, then an empty one. @throws {Error} when the engine hangs up before the last. */
async function send(socket: Socket, { bytes, paceMs }: NonNullable<Question['sent']>): Promise<void> {
  for await (const chunk of bytes) {
    if (!Buffer.isBuffer(chunk)) continue
    for (let at = 0; at < chunk.length; at += PIECE) {
      const piece = chunk.subarray(at, at + PIECE)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(piece.length, 0)
      await written(socket, Buffer.concat([length, piece]))
      if (paceMs > 0) await wait(paceMs)
      if (socket.destroyed) throw new Error('hung up')
    }
  }
  socket.write(Buffer.alloc(4))
}

function written(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    // After what may be read meanwhile.
    socket.write(bytes, () => setImmediate(resolve))
  })
}
