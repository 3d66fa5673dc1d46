import type { FileHandle } from 'node:fs/promises'
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readAt } from '../bytes-reader.ts'

/** What may still be unpacked of one file received, whatever is nested in it; lowered as it is. */
export interface Budget {
  octets: number
  entries: number
}

/** What a compressed file is. `chiffre`: part of it opens with a password only, and was not looked at. */
export type Compressed =
  | { readonly kind: 'bon'; readonly chiffre: boolean }
  | { readonly kind: 'archive_piegee' | 'macros' | 'abime' }

/** A compressed file that has just arrived, or that was found in one. */
export interface Arrived {
  readonly chemin: string
  readonly octets: number
  readonly budget: Budget
  /** How many archives it is in. */
  readonly depth: number
}

// Security page, files: what a compressed file may be once unpacked.
const ENTRIES_MAX = 1_000
const UNPACKED_MAX = 200_000_000
const RATIO_MAX = 100
// Small texts compress very well: the ratio tells of a trap only where there is something to unpack.
const RATIO_FROM = 10_000_000

/** What a file of that size may unpack: 1,000 entries, 200 MB, and a hundred times its own size from 10 MB on. */
export function budgetOf(octets: number): Budget {
  return { octets: Math.min(UNPACKED_MAX, Math.max(RATIO_FROM, octets * RATIO_MAX)), entries: ENTRIES_MAX }
}

/** What became of unpacking: all of it was seen, there is more than the budget, or the bytes are not what they should be. */
export type Unpacked = 'entier' | 'trop' | 'abime'

const PIECE = 65_536

/** Bytes of an open file, piece by piece; fewer when it ends before. */
export async function* piecesOf(
  file: FileHandle,
  { at, length }: { at: number; length: number },
): AsyncIterable<Buffer> {
  for (let read = 0; read < length; read += PIECE) {
    const piece = await readAt(file, at + read, Math.min(PIECE, length - read))
    if (piece.length === 0) return
    yield piece
  }
}

/**
 * Unpacks to nowhere, giving each piece to `see`: at most one piece is in memory, and nothing is read any more once the
 * budget is spent, whatever the archive says of itself.
 */
export async function unpack(
  packed: AsyncIterable<Buffer>,
  { through, budget, see }: { through?: Transform; budget: Budget; see: (piece: Buffer) => Promise<void> },
): Promise<Unpacked> {
  let spent = false
  async function look(pieces: AsyncIterable<Buffer>): Promise<void> {
    for await (const piece of pieces) {
      budget.octets -= piece.length
      if (budget.octets < 0) {
        spent = true
        throw new Error('too much to unpack')
      }
      await see(piece)
    }
  }
  try {
    await (through === undefined ? pipeline(packed, look) : pipeline(packed, through, look))
    return 'entier'
  } catch (error) {
    if (spent) return 'trop'
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    // What zlib says begins by Z_; anything else (a disk that cannot be read, or is full) is no fault of the file.
    if (typeof code === 'string' && code.startsWith('Z_')) return 'abime'
    throw error
  }
}
