import type { FileHandle } from 'node:fs/promises'
import { readAt } from './bytes-reader.ts'

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_SIZE = 22
const ENTRY_SIZE = 46
const COMMENT_MAX = 0xffff
const DIRECTORY_MAX = 10_000_000

// Security page, files: what a compressed file may be once unpacked.
const ENTRIES_MAX = 1_000
const UNPACKED_MAX = 200_000_000
const RATIO_MAX = 100
// Small texts compress very well: the ratio tells of a trap only where there is something to unpack.
const RATIO_FROM = 10_000_000

const ARCHIVE = /\.(?:zip|7z|rar|gz|tgz|tar|bz2|xz|zst|jar|cab|iso)$/i
const UNIX = 3
const LINK = 0o120000
const FORMAT = 0o170000

/**
 * Whether a ZIP file, or an office document made of one, is safe to hand over: by its own list of contents, at most 1,000
 * entries and 200 MB unpacked, no path that leaves its folder, no link, no archive within, no macro.
 */
export async function isSafeZip(file: FileHandle, octets: number): Promise<boolean> {
  const end = await findEnd(file, octets)
  // With 0xffff or 0xffffffff the true figures are elsewhere (ZIP64): more entries or bytes than we accept.
  if (!end || end.count === 0 || end.count > ENTRIES_MAX || end.size > DIRECTORY_MAX || end.offset + end.size > octets)
    return false
  const directory = await readAt(file, end.offset, end.size)
  let at = 0
  let packed = 0
  let unpacked = 0
  for (let index = 0; index < end.count; index += 1) {
    if (at + ENTRY_SIZE > directory.length || directory.readUInt32LE(at) !== ENTRY) return false
    packed += directory.readUInt32LE(at + 20)
    unpacked += directory.readUInt32LE(at + 24)
    const nameLength = directory.readUInt16LE(at + 28)
    const name = directory.toString('utf8', at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength)
    if (!isSafeName(name) || isLink(directory.subarray(at, at + ENTRY_SIZE))) return false
    at += ENTRY_SIZE + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return unpacked <= UNPACKED_MAX && (unpacked < RATIO_FROM || unpacked <= packed * RATIO_MAX)
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

function isSafeName(name: string): boolean {
  const path = name.replaceAll('\\', '/')
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..') || path.includes('\0'))
    return false
  return !ARCHIVE.test(path) && !/(?:^|\/)vbaProject\.bin$/i.test(path)
}

/** The high half of the external attributes holds the Unix mode, when a Unix made the entry. */
function isLink(entry: Buffer): boolean {
  return entry.readUInt8(5) === UNIX && ((entry.readUInt32LE(38) >>> 16) & FORMAT) === LINK
}
