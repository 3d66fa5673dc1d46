import type { ReadBytes } from '../bytes-reader.ts'

const PARTS_MAX = 20_000
const RIFF = 12
/** What an animation says of a frame before the frame itself. */
const FRAME_HEAD = 16

/**
 * Pixels of a WebP: its canvas, or its images together when they are more; nothing when an image does not say its size
 * or when it ends before its end.
 */
export async function webpPixels(read: ReadBytes, octets: number): Promise<number | undefined> {
  const riff = await read(0, RIFF)
  if (riff.length < RIFF) return undefined
  const end = riff.readUInt32LE(4) + 8
  if (end > octets) return undefined
  let at = RIFF
  let canvas = 0
  let images = 0
  for (let part = 0; part < PARTS_MAX && at + 8 <= end; part += 1) {
    const head = await read(at, 18)
    if (head.length < 8) return undefined
    const [name, length] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)]
    if (at + 8 + length > end) return undefined
    if (name === 'VP8X' && head.length === 18) canvas = (head.readUIntLE(12, 3) + 1) * (head.readUIntLE(15, 3) + 1)
    const size = name === 'VP8 ' || name === 'VP8L' ? imageSize(name, head) : 0
    if (size === undefined) return undefined
    images += size
    // The image of a frame is written within it: its parts are read in turn.
    at += name === 'ANMF' ? 8 + FRAME_HEAD : 8 + length + (length % 2)
  }
  return at + 8 <= end || images === 0 ? undefined : Math.max(canvas, images)
}

/** Width × height at the beginning of the image itself (RFC 6386, 9.1; RFC 9649, 3.4). */
function imageSize(name: 'VP8 ' | 'VP8L', head: Buffer): number | undefined {
  if (name === 'VP8L') {
    if (head.length < 13 || head.readUInt8(8) !== 0x2f) return undefined
    const bits = head.readUInt32LE(9)
    return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1)
  }
  if (head.length < 18 || head.readUIntBE(11, 3) !== 0x9d012a) return undefined
  return (head.readUInt16LE(14) & 0x3fff) * (head.readUInt16LE(16) & 0x3fff) || undefined
}
