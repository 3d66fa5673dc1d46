import { type FileHandle, open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { hasZipAppended } from './archives/zip-directory.ts'
import { readAt } from './bytes-reader.ts'
import { cfbType } from './cfb-type.ts'
import { textType } from './text-type.ts'
import { extensionOf, KNOWN_TYPES } from './types.ts'

/** A file just received, to be looked at. */
interface Looked {
  readonly chemin: string
  readonly nom: string
  readonly octets: number
  /** All of it is strict UTF-8 without control characters. */
  readonly isText: boolean
}

// Formats of plain characters that are not read as plain text.
const WRITTEN_IN_TEXT = new Set(['application/pdf', 'application/rtf'])
/** Types that are ZIP files. */
export const ZIPPED = /^application\/(?:zip|vnd\.openxmlformats-|vnd\.oasis\.|vnd\.apple\.pages)/

/**
 * The media type of a file by its content; nothing when it is unknown, or known and refused: programs, pages and drawings
 * that run scripts, old documents with macros, two files in one.
 */
export async function detectType({ chemin, nom, octets, isText }: Looked): Promise<string | undefined> {
  const found = await magicType(chemin)
  // A text may begin like something else: « BM » is a bitmap to a machine, and the beginning of « BMW » to a person.
  if (isText && (found === undefined || !WRITTEN_IN_TEXT.has(found))) return textType(chemin, nom, octets)
  const file = await open(chemin)
  try {
    const type = found === 'application/x-cfb' ? await cfbType(file) : (found ?? (await dbfType(file, { nom, octets })))
    if (type === undefined || !KNOWN_TYPES.has(type)) return undefined
    return !ZIPPED.test(type) && (await hasZipAppended(file, octets)) ? undefined : type
  } finally {
    await file.close()
  }
}

async function magicType(chemin: string): Promise<string | undefined> {
  try {
    const found = await fileTypeFromFile(chemin)
    // Some types come with a parameter: `audio/ogg; codecs=opus`.
    return found?.mime.split(';', 1)[0]
  } catch {
    // A file cut short or made to mislead: what cannot be recognised is refused.
    return undefined
  }
}

const DBF_VERSIONS = new Set([0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0xcb, 0xf5, 0xfb])
const DBF_MARGIN = 264

/** dBASE has no signature: its version, its date and its lengths must agree with one another and with the file. */
async function dbfType(
  file: FileHandle,
  { nom, octets }: { nom: string; octets: number },
): Promise<string | undefined> {
  const header = await readAt(file, 0, 32)
  if (extensionOf(nom) !== 'dbf' || header.length < 32 || !DBF_VERSIONS.has(header.readUInt8(0))) return undefined
  const dated = header.readUInt8(2) <= 12 && header.readUInt8(3) <= 31
  const expected = header.readUInt16LE(8) + header.readUInt32LE(4) * header.readUInt16LE(10)
  return dated && octets >= expected && octets <= expected + DBF_MARGIN ? 'application/x-dbf' : undefined
}
