// Draws the first pages of a document: its bytes come by the standard input, images (PNG) leave by the standard output, each after
// its length. Run apart by src/infra/files/apercus.ts, with nothing of ours within reach: it may be brought down, it gives nothing.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { decode, encode } from 'fast-png'

const [type = '', pages = '1', side = '1000'] = process.argv.slice(2)
const SIDE = Number(side)
const PIXELS_MAX = 25_000_000

const bytes = readFileSync(0)
for await (const image of draw()) {
  const png = encode(image)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(png.length)
  process.stdout.write(Buffer.concat([length, png]))
}

async function* draw() {
  if (type === 'image/png') yield shrink(decodePng())
  else yield* drawPdf(type === 'image/jpeg' ? pdfOfJpeg() : bytes)
}

async function* drawPdf(pdf) {
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')))
  const library = await PDFiumLibrary.init({
    wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length),
  })
  const document = await library.loadDocument(pdf)
  const count = Math.min(document.getPageCount(), Number(pages))
  for (let n = 0; n < count; n += 1) {
    const page = document.getPage(n)
    const { originalWidth, originalHeight } = page.getOriginalSize()
    const [width, height] = within(originalWidth, originalHeight)
    const { data } = await page.render({ width, height })
    yield { width, height, channels: 3, depth: 8, data: withoutAlpha(data, 4) }
  }
}

/** Within a square, without ever being nothing: a page may say that it is a line, or as large as a country. */
function within(width, height) {
  const scale = Math.min(SIDE / width, SIDE / height)
  const bounded = (length) => Math.min(SIDE, Math.max(1, Math.round(length * scale) || 1))
  return [bounded(width), bounded(height)]
}

function withoutAlpha(data, channels) {
  const opaque = new Uint8Array((data.length / channels) * 3)
  for (let from = 0, to = 0; from < data.length; from += channels, to += 3)
    opaque.set(data.subarray(from, from + 3), to)
  return opaque
}

/** The pixels of a PNG as red, green, blue and opacity, each on a byte. */
function decodePng() {
  // Four bytes for each, and more on the way: what a photograph has, and what this process may hold.
  if (bytes.readUInt32BE(16) * bytes.readUInt32BE(20) > PIXELS_MAX) throw new Error('too large')
  const { width, height, channels, depth, data, palette } = decode(bytes)
  const value = (at) =>
    depth === 16 ? data[at] >> 8 : depth < 8 && !palette ? data[at] * (255 / (2 ** depth - 1)) : data[at]
  const pixel = (at) => {
    if (palette) return palette[data[at]] ?? [0, 0, 0]
    const [first, second, third, fourth] = [0, 1, 2, 3].map((n) => value(at * channels + n))
    return channels < 3
      ? [first, first, first, channels === 2 ? second : 255]
      : [first, second, third, channels === 4 ? fourth : 255]
  }
  return { width, height, pixel }
}

/** The pixel at the middle of each square of the image, on white. */
function shrink({ width, height, pixel }) {
  const [w, h] = width <= SIDE && height <= SIDE ? [width, height] : within(width, height)
  const data = new Uint8Array(w * h * 3)
  for (let y = 0; y < h; y += 1)
    for (let x = 0; x < w; x += 1) {
      const [red, green, blue, opacity = 255] = pixel(
        Math.floor(((y + 0.5) * height) / h) * width + Math.floor(((x + 0.5) * width) / w),
      )
      const onWhite = (colour) => 255 - ((255 - colour) * opacity) / 255
      data.set([onWhite(red), onWhite(green), onWhite(blue)], (y * w + x) * 3)
    }
  return { width: w, height: h, channels: 3, depth: 8, data }
}

/** A page made of that photograph alone: the engine of documents reads it too. */
function pdfOfJpeg() {
  const { width, height, components } = sizeOfJpeg()
  const colours = { 1: '/DeviceGray', 3: '/DeviceRGB', 4: '/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]' }[components]
  const shown = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`
  const parts = [
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n',
    `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>endobj\n`,
    `5 0 obj<</Length ${shown.length}>>stream\n${shown}\nendstream endobj\n`,
    `4 0 obj<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace ${colours}`,
    `/Filter/DCTDecode/Length ${bytes.length}>>stream\n`,
  ]
  // Without a table of its objects, it is read again from its beginning: pdfium rebuilds it.
  return Buffer.concat([
    Buffer.from(parts.join('')),
    bytes,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
  ])
}

function sizeOfJpeg() {
  let at = 2
  while (at + 9 < bytes.length) {
    const marker = bytes[at + 1]
    if (bytes[at] !== 0xff) throw new Error('not a JPEG')
    // Start of frame, whichever way of compressing: not tables (C4, C8, CC).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), components: bytes[at + 9] }
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
  throw new Error('no size')
}
