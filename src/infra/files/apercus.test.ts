import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { deflateSync } from 'node:zlib'
import { decode, encode } from 'fast-png'
import { expect, test } from 'vitest'
import { createLog } from '../log/log.ts'
import { type ApercuLimits, createApercus } from './apercus.ts'
import { aPng, jpegSize, pngChunk } from './sample-images.ts'

const log = createLog({ level: 'silent', processus: 'test' })
const PATIENT: ApercuLimits = { timeoutMs: 60_000, running: 2, waiting: 8 }

function draw(bytes: Buffer, { type = 'application/pdf', limits = PATIENT } = {}) {
  const open = async () => Readable.from([bytes])
  return createApercus({ log, limits }).draw({ type, octets: bytes.length, open })
}

/** A PDF of pages of that size, on each of which that is drawn; its table of objects is left to whoever reads it. */
function aDrawnPdf({
  box = '0 0 595 842',
  content = Buffer.from('1 0 0 rg 0 0 9999 9999 re f'),
  pages = 1,
  more = '',
} = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, n) => `${n + 10} 0 R`)
  const leaves = kids.map(
    (kid) =>
      `${kid.replace('R', 'obj')}<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents 3 0 R/Resources 4 0 R>>endobj\n`,
  )
  const packed = deflateSync(content)
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'),
    Buffer.from(`2 0 obj<</Type/Pages/Kids[${kids.join(' ')}]/Count ${pages}>>endobj\n${leaves.join('')}`),
    Buffer.from(more === '' ? '4 0 obj<<>>endobj\n' : more),
    Buffer.from(`3 0 obj<</Filter/FlateDecode/Length ${packed.length}>>stream\n`),
    packed,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'),
  ])
}

function middle(png: Buffer | undefined): readonly number[] {
  const { width, height, data, channels } = decode(png ?? Buffer.alloc(0))
  const at = (Math.floor(height / 2) * width + Math.floor(width / 2)) * channels
  return Array.from(data.slice(at, at + 3))
}

test('the first three pages of a document are drawn, within 900 pixels, in its colours', {
  timeout: 120_000,
}, async () => {
  const pages = await draw(aDrawnPdf({ pages: 5 }))

  const sizes = pages.map((page) => decode(page)).map(({ width, height }) => [width, height])
  expect(sizes).toEqual([
    [636, 900],
    [636, 900],
    [636, 900],
  ])
  expect(middle(pages[0])).toEqual([255, 0, 0])
})

test('a picture is drawn alone, whole and not enlarged', { timeout: 120_000 }, async () => {
  // Grey, half of it transparent: on white, a lighter grey.
  const data = new Uint8Array([0, 255, 0, 255, 0, 255, 0, 127, 0, 127, 0, 127])
  const picture = Buffer.from(encode({ width: 3, height: 2, data, channels: 2 }))

  const [page] = await draw(picture, { type: 'image/png' })

  const { width, height } = decode(page ?? Buffer.alloc(0))
  expect([width, height]).toEqual([3, 2])
  expect(middle(page)).toEqual([128, 128, 128])
})

const NESTED = '['.repeat(200_000)
const HOSTILE: Readonly<Record<string, Buffer>> = {
  'random bytes after its first line': Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(50_000)]),
  'nothing but its first line': Buffer.from('%PDF-1.7\n'),
  'its second half missing': aDrawnPdf().subarray(0, 200),
  'lists two hundred thousand deep': Buffer.from(`%PDF-1.7\n1 0 obj${NESTED}\ntrailer<</Root 1 0 R>>\n%%EOF`),
  'pages that hold one another': Buffer.from(
    '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Parent 2 0 R/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
  ),
  'a page as large as a country': aDrawnPdf({ box: '0 0 1e30 1e30' }),
  'a page of no size': aDrawnPdf({ box: '0 0 0 0' }),
  'a drawing that draws itself': aDrawnPdf({
    content: Buffer.from('/F Do'),
    more: '4 0 obj<</XObject<</F 5 0 R>>>>endobj\n5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 4 0 R/Length 11>>stream\n/F Do /F Do\nendstream endobj\n',
  }),
  'a picture of ten gigabytes': aDrawnPdf({
    content: Buffer.from('900 0 0 900 0 0 cm /I Do'),
    more: '4 0 obj<</XObject<</I 5 0 R>>>>endobj\n5 0 obj<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode/Length 8>>stream\nxxxxxxxx\nendstream endobj\n',
  }),
}

test.each(Object.entries(HOSTILE))(
  'of a document with %s, nothing or a small image comes out',
  { timeout: 120_000 },
  async (_, bytes) => {
    const pages = await draw(bytes)

    for (const page of pages) {
      const { width, height } = decode(page)
      expect(Math.max(width, height)).toBeLessThanOrEqual(900)
    }
    expect(pages.length).toBeLessThanOrEqual(3)
  },
)

test('what is endless to draw is stopped in time, and gives nothing', { timeout: 120_000 }, async () => {
  // Thirty million curves in some hundred kilobytes.
  const endless = aDrawnPdf({ content: Buffer.from('0 0 m 1 900 900 1 595 842 c S\n'.repeat(3_000_000)) })
  const began = Date.now()

  expect(await draw(endless, { limits: { ...PATIENT, timeoutMs: 1_500 } })).toEqual([])
  expect(Date.now() - began).toBeLessThan(20_000)
})

test('a picture of too many pixels is not drawn; one that lies of its size costs no more than a small one', {
  timeout: 120_000,
}, async () => {
  const header = Buffer.concat([Buffer.from([0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff, 8, 6, 0, 0, 0])])
  const bomb = Buffer.concat([
    aPng().subarray(0, 8),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(9))),
  ])
  const lie = Buffer.concat([Buffer.from([0xff, 0xd8]), jpegSize({ width: 65_000, height: 65_000 })])

  expect(await draw(bomb, { type: 'image/png' })).toEqual([])
  const [blank] = await draw(lie, { type: 'image/jpeg' })
  expect(blank === undefined ? 0 : decode(blank).width).toBeLessThanOrEqual(900)
})

test('a file altered on the disk, or gone, gives nothing; another type is not even opened', {
  timeout: 120_000,
}, async () => {
  const apercus = createApercus({ log, limits: PATIENT })
  const file = { type: 'application/pdf', octets: 100 }
  const altered = Readable.from(
    (async function* () {
      yield aDrawnPdf()
      throw new Error('altered')
    })(),
  )

  expect(await apercus.draw({ ...file, open: async () => altered })).toEqual([])
  expect(await apercus.draw({ ...file, open: () => Promise.reject(new Error('ENOENT')) })).toEqual([])
  expect(await apercus.draw({ ...file, type: 'text/html', open: () => Promise.reject(new Error('opened')) })).toEqual(
    [],
  )
})

test('who waits has a turn, and beyond those who may wait nothing is drawn', { timeout: 120_000 }, async () => {
  const apercus = createApercus({ log, limits: { timeoutMs: 60_000, running: 1, waiting: 1 } })
  const bytes = aDrawnPdf()
  const one = () => apercus.draw({ type: 'application/pdf', octets: 1, open: async () => Readable.from([bytes]) })

  const drawn = await Promise.all([one(), one(), one()])

  expect(drawn.map((pages) => pages.length)).toEqual([1, 1, 0])
  expect(await one()).toHaveLength(1)
})
