import type { ReadBytes } from '../bytes-reader.ts'

const BOXES_MAX = 1_000
const META_MAX = 4_000_000
/** Boxes that lead to the sizes of images, and how much each says before the boxes within. */
const WITHIN: ReadonlyMap<string, number> = new Map([
  ['meta', 4],
  ['iprp', 0],
  ['ipco', 0],
])

/** Pixels of the largest image that a HEIF (HEIC) describes; nothing when it describes none, or does not hold together. */
export async function heifPixels(read: ReadBytes, octets: number): Promise<number | undefined> {
  let at = 0
  for (let count = 0; count < BOXES_MAX && at + 8 <= octets; count += 1) {
    const head = await read(at, 16)
    if (head.length < 16) return undefined
    // 1: the length is too large for four bytes; 0: to the end of the file.
    const said = head.readUInt32BE(0)
    const length = said === 1 ? Number(head.readBigUInt64BE(8)) : said === 0 ? octets - at : said
    if (length < 8 || at + length > octets) return undefined
    if (head.toString('latin1', 4, 8) === 'meta') {
      return length > META_MAX ? undefined : largestIn(await read(at, length)) || undefined
    }
    at += length
  }
  return undefined
}

function largestIn(boxes: Buffer): number {
  let largest = 0
  let at = 0
  while (at + 8 <= boxes.length) {
    const length = boxes.readUInt32BE(at)
    const name = boxes.toString('latin1', at + 4, at + 8)
    if (length < 8 || at + length > boxes.length) return largest
    const inside = WITHIN.get(name)
    if (inside !== undefined && length >= 8 + inside) {
      largest = Math.max(largest, largestIn(boxes.subarray(at + 8 + inside, at + length)))
    }
    if (name === 'ispe' && length >= 20) {
      largest = Math.max(largest, boxes.readUInt32BE(at + 12) * boxes.readUInt32BE(at + 16))
    }
    at += length
  }
  return largest
}
