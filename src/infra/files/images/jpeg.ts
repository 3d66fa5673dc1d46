import type { ReadBytes } from '../bytes-reader.ts'

const PARTS_MAX = 10_000
const START_OF_SCAN = 0xda
// C0 to CF say the size of the image, but for the tables of Huffman (C4), an extension (C8) and arithmetic coding (CC).
const NOT_A_SIZE = new Set([0xc4, 0xc8, 0xcc])

/**
 * Pixels of a JPEG, by the header that precedes its first line; nothing when there is none, or two, or when its height is
 * to come later: decoders disagree on those.
 */
export async function jpegPixels(read: ReadBytes): Promise<number | undefined> {
  let at = 2
  let pixels: number | undefined
  for (let part = 0; part < PARTS_MAX; part += 1) {
    const head = await read(at, 9)
    if (head.length < 4 || head.readUInt8(0) !== 0xff) return undefined
    const marker = head.readUInt8(1)
    if (marker === 0xff) {
      // A marker may be preceded by as many FF as one likes.
      at += 1
      continue
    }
    if (marker === START_OF_SCAN) return pixels
    if (marker >= 0xc0 && marker <= 0xcf && !NOT_A_SIZE.has(marker)) {
      if (head.length < 9 || pixels !== undefined) return undefined
      pixels = head.readUInt16BE(5) * head.readUInt16BE(7)
      if (pixels === 0) return undefined
    }
    const length = head.readUInt16BE(2)
    if (length < 2) return undefined
    at += 2 + length
  }
  return undefined
}
