import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Log } from '../log/log.ts'
import { packageRoot } from '../package-root.ts'

/** A file about to be drawn: what it is, and its plain bytes when they are wanted. */
export interface ADessiner {
  readonly type: string
  readonly octets: number
  readonly open: () => Promise<Readable>
}

/** Draws documents, in processes that hold nothing else. */
export interface Apercus {
  /** The first pages of a document, or a picture, as PNG images; none when it cannot be drawn, whatever it is. It never throws. */
  draw(fichier: ADessiner): Promise<readonly Buffer[]>
}

/** What one drawing may cost. */
export interface ApercuLimits {
  /** Until the last page: what was drawn by then is given. */
  readonly timeoutMs: number
  /** Drawn at once by this process of ours; others wait their turn. */
  readonly running: number
  /** Waiting for their turn; beyond, nothing is drawn. */
  readonly waiting: number
}

const LIMITS: ApercuLimits = { timeoutMs: 10_000, running: 1, waiting: 4 }

/** The most bytes of a file that is drawn. */
export const APERCU_MAX = 30 * 1024 * 1024
/** The most pages. */
export const APERCU_PAGES = 3
const SIDE = 900
/** A drawing of random colours on each page is not larger. */
const OUT_MAX = APERCU_PAGES * (SIDE * SIDE * 3 + 100_000)
const TYPES: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png'])

/** Whether files of that type may be drawn at all. */
export function isDrawable(type: string): boolean {
  return TYPES.has(type)
}

/** Makes them, with a turn to wait for. */
export function createApercus({
  log,
  limits = LIMITS,
}: {
  readonly log: Log
  readonly limits?: ApercuLimits
}): Apercus {
  let running = 0
  const waiting: (() => void)[] = []
  async function draw(fichier: ADessiner): Promise<readonly Buffer[]> {
    if (!isDrawable(fichier.type) || fichier.octets > APERCU_MAX || waiting.length >= limits.waiting) return []
    if (running >= limits.running) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      const { pages, ended } = await drawApart(fichier, limits.timeoutMs)
      if (ended !== 'fini')
        log.warn({ type: fichier.type, octets: fichier.octets, fin: ended, pages: pages.length }, 'aperçu interrompu')
      return pages
    } catch (error) {
      log.warn({ err: error }, 'aperçu impossible')
      return []
    } finally {
      // The turn goes to the next one: as many run as before.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
  return { draw }
}

interface Drawn {
  readonly pages: readonly Buffer[]
  readonly ended: 'fini' | 'échec' | 'trop long' | 'trop gros'
}

async function drawApart({ type, open }: ADessiner, timeoutMs: number): Promise<Drawn> {
  const bytes = await open()
  const child = startDrawing(type)
  const ends: Drawn['ended'][] = []
  const end = (why: Drawn['ended']) => {
    ends.push(why)
    child.kill('SIGKILL')
  }
  const late = setTimeout(() => end('trop long'), timeoutMs)
  const chunks: Buffer[] = []
  let octets = 0
  child.stdout.on('data', (chunk: Buffer) => {
    octets += chunk.length
    if (octets > OUT_MAX) end('trop gros')
    else chunks.push(chunk)
  })
  const closed = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  // A file that was altered ends with an error, and a program that does not read it to its end closes the door: nothing is drawn.
  const fed = await pipeline(bytes, child.stdin).then(
    () => true,
    () => false,
  )
  if (!fed) end('échec')
  if ((await closed) !== 0) ends.push('échec')
  clearTimeout(late)
  const [ended = 'fini'] = ends
  return { pages: ended === 'trop gros' || !fed ? [] : pagesOf(Buffer.concat(chunks)), ended }
}

/** In MB: what V8 keeps, what the engine of documents has, and all that the process may ask for. */
const MEMORY = { v8: 128, engine: 256, process: 2_000 }
const CPU_SECONDS = 30
/** The only files that it reads: itself and its two libraries, with what they are made of. */
const READ = [
  'bin/apercu.js',
  'package.json',
  ...['@hyzyla/pdfium', 'fast-png', 'fflate', 'iobuffer'].map((nom) => `node_modules/${nom}/*`),
]

/**
 * Starts it without any variable of ours (no secret), without other files, programs nor threads (the permissions of Node), and
 * bounded in memory; on Linux the kernel bounds its memory and its processor time too, should we die before it.
 */
function startDrawing(type: string): ChildProcessByStdio<Writable, Readable, null> {
  const root = packageRoot()
  const node = [
    process.execPath,
    ...['--permission', ...READ.map((path) => `--allow-fs-read=${join(root, path)}`)],
    ...[`--max-old-space-size=${MEMORY.v8}`, `--wasm-max-mem-pages=${MEMORY.engine * 16}`, '--v8-pool-size=1'],
    // Its guards would reserve ten gigabytes of addresses: more than it may ask for.
    ...['--disable-wasm-trap-handler', '--disallow-code-generation-from-strings'],
    ...[join(root, 'bin', 'apercu.js'), type, String(APERCU_PAGES), String(SIDE)],
  ]
  const bound = `ulimit -t ${CPU_SECONDS} && ulimit -v ${MEMORY.process * 1024} && exec "$@"`
  const [program = '', ...args] = process.platform === 'linux' ? ['/bin/sh', '-c', bound, 'sh', ...node] : node
  return spawn(program, args, { env: {}, cwd: root, stdio: ['pipe', 'pipe', 'ignore'] })
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The whole images that came; what follows one that is not an image is not looked at. */
function pagesOf(received: Buffer): readonly Buffer[] {
  const pages: Buffer[] = []
  let at = 0
  while (pages.length < APERCU_PAGES && at + 4 <= received.length) {
    const page = received.subarray(at + 4, at + 4 + received.readUInt32BE(at))
    at += 4 + received.readUInt32BE(at)
    if (at > received.length || !page.subarray(0, PNG.length).equals(PNG)) break
    pages.push(page)
  }
  return pages
}
