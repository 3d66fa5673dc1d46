import type { ReadBytes } from '../bytes-reader.ts'

const PARTS_MAX = 200_000
const SIGNATURE = 8

/**
 * Pixels of a PNG, those of all its frames when it moves (APNG); nothing when it does not begin by its size, says it
 * twice, or ends before its end.
 */
export async function pngPixels(read: ReadBytes): Promise<number | undefined> {
  let at = SIGNATURE
  let pixels = 0
  for (let part = 0; part < PARTS_MAX; part += 1) {
    // Length, name, and the beginning of what a header or the control of a frame says.
    const head = await read(at, 20)
    if (head.length < 8) return undefined
    const [length, name] = [head.readUInt32BE(0), head.toString('latin1', 4, 8)]
    if ((name === 'IHDR') !== (part === 0)) return undefined
    if (name === 'IEND') return pixels
    if (name === 'IHDR' || name === 'fcTL') {
      const where = name === 'IHDR' ? 8 : 12
      if (length < 13 || head.length < where + 8) return undefined
      const size = head.readUInt32BE(where) * head.readUInt32BE(where + 4)
      if (size === 0) return undefined
      pixels += size
    }
    at += 12 + length
  }
  return undefined
}
