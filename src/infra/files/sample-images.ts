import { crc32, deflateSync } from 'node:zlib'

/** Small pictures made from the words of their formats, for tests: what they say of their size may be anything. */

/** The size that a picture claims. */
interface Size {
  readonly width: number
  readonly height: number
}

const PIXEL: Size = { width: 1, height: 1 }

/** A part of a PNG: length, name, data, checksum. */
export function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

/** A PNG of one white pixel, whatever size it claims; `more` parts stand before its pixels. */
export function aPng({ width, height }: Size = PIXEL, more: readonly Buffer[] = []): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixel = deflateSync(Buffer.from([0, 255, 255, 255]))
  const [head, data, end] = [pngChunk('IHDR', header), pngChunk('IDAT', pixel), pngChunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, head, ...more, data, end])
}

/** What controls a frame of a moving PNG. */
export function pngFrame({ width, height }: Size): Buffer {
  const control = Buffer.alloc(26)
  control.writeUInt32BE(width, 4)
  control.writeUInt32BE(height, 8)
  return pngChunk('fcTL', control)
}

/** A part of a JPEG: marker, length, data. */
export function jpegPart(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** What a JPEG says of its size. */
export function jpegSize({ width, height }: Size, marker = 0xc0): Buffer {
  const data = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  data.writeUInt16BE(height, 1)
  data.writeUInt16BE(width, 3)
  return jpegPart(marker, data)
}

/** The headers of a JPEG (JFIF) up to its first line, enough to be known as one; `parts` say its size, or do not. */
export function aJpeg(parts: readonly Buffer[] = [jpegSize(PIXEL)]): Buffer {
  const jfif = jpegPart(0xe0, Buffer.from('4a46494600010101006000600000', 'hex'))
  const scan = jpegPart(0xda, Buffer.from([1, 1, 0, 0, 63, 0]))
  return Buffer.concat([Buffer.from([0xff, 0xd8]), jfif, ...parts, scan, Buffer.from([0, 0xff, 0xd9])])
}

/** A part of a WebP. */
export function webpPart(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

/** The canvas that a WebP claims. */
export function webpCanvas({ width, height }: Size): Buffer {
  const data = Buffer.alloc(10)
  data.writeUIntLE(width - 1, 4, 3)
  data.writeUIntLE(height - 1, 7, 3)
  return webpPart('VP8X', data)
}

/** The beginning of an image of a WebP: lossy, or lossless. */
export function webpImage({ width, height }: Size, name: 'VP8 ' | 'VP8L' = 'VP8 '): Buffer {
  const data = Buffer.alloc(16)
  if (name === 'VP8L') {
    data.writeUInt8(0x2f, 0)
    data.writeUInt32LE((((height - 1) << 14) | (width - 1)) >>> 0, 1)
  } else {
    Buffer.from('9d012a', 'hex').copy(data, 3)
    data.writeUInt16LE(width, 6)
    data.writeUInt16LE(height, 8)
  }
  return webpPart(name, data)
}

/** A frame of a WebP that moves. */
export function webpFrame(image: Buffer): Buffer {
  return webpPart('ANMF', Buffer.concat([Buffer.alloc(16), image]))
}

/** A WebP made of those parts. */
export function aWebp(parts: readonly Buffer[] = [webpImage(PIXEL)]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts])
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

/** A box of the ISO format. */
function box(name: string, ...inside: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8)
  const body = Buffer.concat(inside)
  head.writeUInt32BE(body.length + 8, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** A HEIC that describes images of those sizes, and holds none. */
export function aHeic(sizes: readonly Size[] = [PIXEL]): Buffer {
  const extents = sizes.map(({ width, height }) => {
    const data = Buffer.alloc(12)
    data.writeUInt32BE(width, 4)
    data.writeUInt32BE(height, 8)
    return box('ispe', data)
  })
  const brand = box('ftyp', Buffer.from('heic\0\0\0\0mif1heic', 'latin1'))
  return Buffer.concat([
    brand,
    box('free', Buffer.alloc(20)),
    box('meta', Buffer.alloc(4), box('iprp', box('ipco', ...extents))),
    box('mdat', Buffer.alloc(8)),
  ])
}
