import { type FileHandle, open, rm } from 'node:fs/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { checkGzip } from './gzip.ts'
import { nestedOf, SIGNATURE_MAX } from './nested.ts'
import { type Arrived, type Compressed, piecesOf, unpack } from './unpack.ts'
import { dataOf, hidesEntry, readDirectory, type ZipDirectory, type ZipEntry } from './zip-directory.ts'

const TRAP: Compressed = { kind: 'archive_piegee' }
const BROKEN: Compressed = { kind: 'abime' }
const STORED = 0
const DEFLATED = 8
/** A document in an archive, and a table in that document: no more. */
const DEPTH_MAX = 2
const MANIFEST = 'META-INF/manifest.xml'
const MANIFEST_MAX = 1_000_000

/**
 * Whether a ZIP file, or an office document made of one, is safe to hand over. Everything is unpacked, to nowhere: what it
 * says of itself must be true. Within the budget, no path that leaves its folder, no link, no macro, no entry that
 * overlaps another or that the list does not name, no archive within but the documents that an office document holds.
 */
export async function checkZip(arrived: Arrived): Promise<Compressed> {
  const file = await open(arrived.chemin)
  try {
    const directory = await readDirectory(file, { octets: arrived.octets, max: arrived.budget.entries })
    if (typeof directory === 'string') return { kind: directory }
    const { entries } = directory
    arrived.budget.entries -= entries.length
    if (entries.some(({ name }) => /(?:^|[/\\])vbaProject\.bin$/i.test(name))) return { kind: 'macros' }
    if (entries.some((entry) => entry.link || !isSafeName(entry.name))) return TRAP
    // Said before it is seen: a list that claims too much is not worth unpacking.
    if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > arrived.budget.octets) return TRAP
    const places = await placesOf(file, directory)
    return places === undefined ? TRAP : await checkEntries(file, arrived, places)
  } finally {
    await file.close()
  }
}

interface Place {
  readonly entry: ZipEntry
  /** Where its bytes begin. */
  readonly data: number
}

/** Where each entry is; nothing when two of them share bytes, or when something that is not listed lies between them. */
async function placesOf(file: FileHandle, { entries, at: end }: ZipDirectory): Promise<readonly Place[] | undefined> {
  const places: Place[] = []
  let free = 0
  for (const entry of entries.toSorted((a, b) => a.at - b.at)) {
    const data = await dataOf(file, entry)
    if (data === undefined || entry.at < free || data + entry.packed > end) return undefined
    if (await hidesEntry(file, free, entry.at)) return undefined
    places.push({ entry, data })
    free = data + entry.packed
  }
  return (await hidesEntry(file, free, end)) ? undefined : places
}

async function checkEntries(file: FileHandle, arrived: Arrived, places: readonly Place[]): Promise<Compressed> {
  let chiffre = false
  for (const place of places) {
    const { entry } = place
    if (entry.encrypted) {
      // Nobody here can open it: what it says is counted, and it is never called sound.
      chiffre = true
      arrived.budget.octets -= entry.unpacked
      continue
    }
    if (entry.method !== STORED && entry.method !== DEFLATED) return TRAP
    if (entry.packed === 0) {
      if (entry.unpacked !== 0) return TRAP
      continue
    }
    const seen = await checkEntry(file, arrived, place)
    if (seen.kind !== 'bon') return seen
    chiffre ||= seen.chiffre
  }
  return { kind: 'bon', chiffre }
}

/** Unpacks one entry. What is an archive itself is put aside, beside the file that holds it, to be looked into. */
async function checkEntry(file: FileHandle, arrived: Arrived, { entry, data }: Place): Promise<Compressed> {
  const aside = `${arrived.chemin}.${arrived.depth + 1}`
  const seeing = seeEntry(entry, aside)
  try {
    const unpacked = await unpack(piecesOf(file, { at: data, length: entry.packed }), {
      ...(entry.method === DEFLATED ? { through: createInflateRaw() } : {}),
      budget: arrived.budget,
      see: seeing.see,
    })
    const { octets, crc, nested, manifest } = await seeing.end()
    if (unpacked === 'abime') return BROKEN
    if (unpacked === 'trop' || nested === 'refuse' || octets !== entry.unpacked) return TRAP
    if (crc !== entry.crc) return BROKEN
    // OpenDocument encrypts its parts one by one, and says so there.
    if (nested === 'simple') return { kind: 'bon', chiffre: manifest.includes('encryption-data') }
    if (arrived.depth >= DEPTH_MAX) return TRAP
    const within = { chemin: aside, octets, budget: arrived.budget, depth: arrived.depth + 1 }
    return nested === 'zip' ? await checkZip(within) : await checkGzip(within)
  } finally {
    await seeing.end()
    await rm(aside, { force: true })
  }
}

/** Looks at the pieces of an entry as they come. */
function seeEntry({ name }: ZipEntry, aside: string) {
  let octets = 0
  let crc = 0
  let nested: ReturnType<typeof nestedOf> = 'simple'
  let manifest = ''
  let copy: FileHandle | undefined
  let first = Buffer.alloc(0)
  async function see(piece: Buffer): Promise<void> {
    octets += piece.length
    crc = crc32(piece, crc)
    if (name === MANIFEST && manifest.length < MANIFEST_MAX) manifest += piece.toString('latin1')
    if (copy !== undefined) await copy.appendFile(piece)
    else if (first.length < SIGNATURE_MAX) {
      first = Buffer.concat([first, piece])
      nested = nestedOf(name, first)
      if (nested !== 'zip' && nested !== 'gzip') return
      copy = await open(aside, 'wx', 0o600)
      await copy.appendFile(first)
    }
  }
  async function end() {
    await copy?.close()
    copy = undefined
    return { octets, crc, nested, manifest }
  }
  return { see, end }
}

function isSafeName(name: string): boolean {
  const path = name.replaceAll('\\', '/')
  return !(path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..') || path.includes('\0'))
}
