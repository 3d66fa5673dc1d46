import type { FileHandle } from 'node:fs/promises'
import { readAt } from './bytes-reader.ts'

const ENTRY = 128
const FREE = 0xfffffffa
const DIRECTORY_SECTORS_MAX = 256

const STREAMS: ReadonlyMap<string, string> = new Map([
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
])

/**
 * Which old office document (Word, Excel, PowerPoint 97–2003) this compound file is ([MS-CFB]), by the streams it holds;
 * nothing for another kind, for one with macros (a `VBA` storage), or for one whose directory does not hold together.
 */
export async function cfbType(file: FileHandle): Promise<string | undefined> {
  const header = await readAt(file, 0, 512)
  if (header.length < 512) return undefined
  const shift = header.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) return undefined
  const sectorSize = 2 ** shift
  const names = new Set<string>()
  const visited = new Set<number>()
  let sector = header.readUInt32LE(48)
  while (sector < FREE && !visited.has(sector) && visited.size < DIRECTORY_SECTORS_MAX) {
    visited.add(sector)
    const directory = await readAt(file, (sector + 1) * sectorSize, sectorSize)
    for (let at = 0; at + ENTRY <= directory.length; at += ENTRY)
      names.add(entryName(directory.subarray(at, at + ENTRY)))
    sector = await nextSector(file, { header, sectorSize, sector })
  }
  if (names.has('VBA') || names.has('_VBA_PROJECT_CUR') || names.has('Macros')) return undefined
  const found = [...STREAMS].find(([name]) => names.has(name))
  return found?.[1]
}

function entryName(entry: Buffer): string {
  // The length counts bytes, the final zero included; 0 for a free entry.
  const length = entry.readUInt16LE(64)
  return length < 2 || length > 64 ? '' : entry.toString('utf16le', 0, length - 2)
}

interface Chain {
  readonly header: Buffer
  readonly sectorSize: number
  readonly sector: number
}

/** The sector that follows in the allocation table. The header names its first 109 sectors, enough for 6 MB of table. */
async function nextSector(file: FileHandle, { header, sectorSize, sector }: Chain): Promise<number> {
  const perSector = sectorSize / 4
  const index = Math.floor(sector / perSector)
  if (index >= 109) return FREE
  const table = header.readUInt32LE(76 + index * 4)
  if (table >= FREE) return FREE
  const entry = await readAt(file, (table + 1) * sectorSize + (sector % perSector) * 4, 4)
  return entry.length < 4 ? FREE : entry.readUInt32LE(0)
}
