import type { FileHandle } from 'node:fs/promises'
import { readAt } from '../bytes-reader.ts'

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const END_SIZE = 22
const ENTRY_SIZE = 46
const LOCAL_SIZE = 30
const COMMENT_MAX = 0xffff
const DIRECTORY_MAX = 10_000_000
const UNIX = 3
const LINK = 0o120000
const FORMAT = 0o170000

/** One file of an archive, as its list of contents describes it. Sizes are what it says, in bytes. */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly crc: number
  readonly packed: number
  readonly unpacked: number
  /** Where its own header begins. */
  readonly at: number
  readonly link: boolean
}

/** The list of contents of an archive, and where it begins. */
export interface ZipDirectory {
  readonly entries: readonly ZipEntry[]
  readonly at: number
}

/** Reads the list that ends an archive: `abime` when none leads to its last byte, `archive_piegee` over `max` entries. */
export async function readDirectory(
  file: FileHandle,
  { octets, max }: { octets: number; max: number },
): Promise<ZipDirectory | 'abime' | 'archive_piegee'> {
  const end = await findEnd(file, octets)
  if (!end || end.count === 0) return 'abime'
  // With 0xffff or 0xffffffff the true figures are elsewhere (ZIP64): more entries or bytes than we accept.
  if (end.count > max || end.size > DIRECTORY_MAX || end.offset + end.size > octets) return 'archive_piegee'
  const bytes = await readAt(file, end.offset, end.size)
  const entries: ZipEntry[] = []
  let at = 0
  for (let index = 0; index < end.count; index += 1) {
    if (at + ENTRY_SIZE > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return 'abime'
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push(entryOf(bytes.subarray(at, at + ENTRY_SIZE + nameLength)))
    at += ENTRY_SIZE + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return { entries, at: end.offset }
}

function entryOf(bytes: Buffer): ZipEntry {
  return {
    name: bytes.toString('utf8', ENTRY_SIZE),
    method: bytes.readUInt16LE(10),
    encrypted: (bytes.readUInt16LE(8) & 1) === 1,
    crc: bytes.readUInt32LE(16),
    packed: bytes.readUInt32LE(20),
    unpacked: bytes.readUInt32LE(24),
    at: bytes.readUInt32LE(42),
    // The high half of the external attributes holds the Unix mode, when a Unix made the entry.
    link: bytes.readUInt8(5) === UNIX && ((bytes.readUInt32LE(38) >>> 16) & FORMAT) === LINK,
  }
}

/**
 * Where the bytes of an entry begin, after the header that precedes them; nothing when that header says something else
 * than the list: programs that read one or the other would see two archives.
 */
export async function dataOf(file: FileHandle, { at, name, method, encrypted }: ZipEntry): Promise<number | undefined> {
  const head = await readAt(file, at, LOCAL_SIZE)
  if (head.length < LOCAL_SIZE || head.readUInt32LE(0) !== LOCAL) return undefined
  const nameLength = head.readUInt16LE(26)
  const own = (await readAt(file, at + LOCAL_SIZE, nameLength)).toString('utf8')
  const agrees = own === name && head.readUInt16LE(8) === method && ((head.readUInt16LE(6) & 1) === 1) === encrypted
  return agrees ? at + LOCAL_SIZE + nameLength + head.readUInt16LE(28) : undefined
}

/** Whether an entry that no list names begins between those two places. */
export async function hidesEntry(file: FileHandle, from: number, to: number): Promise<boolean> {
  const step = 65_536
  for (let at = from; at < to; at += step) {
    // Four bytes more, for one that would begin in this piece and end in the next.
    const bytes = await readAt(file, at, Math.min(step + 4, to - at))
    if (bytes.includes('PK\x03\x04', 0, 'latin1')) return true
  }
  return false
}

/** True when a ZIP file ends at the last byte: added behind an image, it makes one file that two programs read differently. */
export async function hasZipAppended(file: FileHandle, octets: number): Promise<boolean> {
  return (await findEnd(file, octets)) !== undefined
}

interface End {
  readonly count: number
  readonly size: number
  readonly offset: number
}

async function findEnd(file: FileHandle, octets: number): Promise<End | undefined> {
  const length = Math.min(octets, END_SIZE + COMMENT_MAX)
  const tail = await readAt(file, octets - length, length)
  for (let at = tail.length - END_SIZE; at >= 0; at -= 1) {
    // The record ends with a comment, whose length must lead exactly to the end of the file.
    if (tail.readUInt32LE(at) === END && at + END_SIZE + tail.readUInt16LE(at + 20) === tail.length) {
      return { count: tail.readUInt16LE(at + 10), size: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) }
    }
  }
  return undefined
}
