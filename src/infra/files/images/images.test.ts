import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { streamOf } from '../sample-files.ts'
import {
  aHeic,
  aJpeg,
  aPng,
  aWebp,
  jpegPart,
  jpegSize,
  pngChunk,
  pngFrame,
  webpCanvas,
  webpFrame,
  webpImage,
} from '../sample-images.ts'
import { createFileStore, type FileStore } from '../store.ts'

let root = ''
let store: FileStore
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'parvis-images-'))
  store = createFileStore(root)
})
afterAll(() => rmSync(root, { recursive: true }))

async function received(bytes: Buffer): Promise<string> {
  const reception = await store.receive(streamOf(bytes), { maxOctets: 50_000_000, nomOriginal: 'photo' })
  return reception.kind === 'recu' ? reception.type : reception.kind
}

// 50 Mpx exactly, and one line more (security page, files).
const AT_MOST = { width: 10_000, height: 5_000 }
const TOO_MANY = { width: 10_000, height: 5_001 }
const SMALL = { width: 8, height: 8 }

test('an image of 50 million pixels is taken, of each format; one line more is too many', async () => {
  expect(await received(aPng(AT_MOST))).toBe('image/png')
  expect(await received(aJpeg([jpegSize(AT_MOST)]))).toBe('image/jpeg')
  expect(await received(aWebp([webpImage(AT_MOST)]))).toBe('image/webp')
  expect(await received(aWebp([webpImage(AT_MOST, 'VP8L')]))).toBe('image/webp')
  expect(await received(aHeic([SMALL, AT_MOST]))).toBe('image/heic')
  expect(await received(aPng(TOO_MANY))).toBe('trop_de_pixels')
  expect(await received(aJpeg([jpegSize(TOO_MANY)]))).toBe('trop_de_pixels')
  expect(await received(aWebp([webpImage(TOO_MANY)]))).toBe('trop_de_pixels')
  expect(await received(aWebp([webpImage(TOO_MANY, 'VP8L')]))).toBe('trop_de_pixels')
  expect(await received(aHeic([SMALL, TOO_MANY]))).toBe('trop_de_pixels')
})

test('a picture of four billion pixels in a few bytes costs nothing and is refused', async () => {
  const most = { width: 0x7fffffff, height: 0x7fffffff }

  expect(await received(aPng(most))).toBe('trop_de_pixels')
  expect(await received(aJpeg([jpegSize({ width: 65_535, height: 65_535 })]))).toBe('trop_de_pixels')
  expect(await received(aHeic([most]))).toBe('trop_de_pixels')
})

test('the size of a JPEG is found behind what cameras put before it, and by each way of compressing', async () => {
  const camera = Array.from({ length: 60 }, () => jpegPart(0xe2, Buffer.alloc(65_000)))
  const tables = [jpegPart(0xdb, Buffer.alloc(64)), Buffer.from([0xff, 0xff]), jpegPart(0xc4, Buffer.alloc(20))]

  expect(await received(aJpeg([...camera, ...tables, jpegSize(AT_MOST, 0xc2)]))).toBe('image/jpeg')
  expect(await received(aJpeg([...camera, jpegSize(TOO_MANY, 0xc2)]))).toBe('trop_de_pixels')
  expect(await received(aJpeg([jpegSize(TOO_MANY, 0xcf)]))).toBe('trop_de_pixels')
})

test('a JPEG that says its size twice, never, or later is refused: decoders do not agree on it', async () => {
  expect(await received(aJpeg([jpegSize(SMALL), jpegSize(TOO_MANY)]))).toBe('abime')
  expect(await received(aJpeg([]))).toBe('abime')
  expect(await received(aJpeg([jpegSize({ width: 8, height: 0 })]))).toBe('abime')
})

test('a small size within the miniature of a JPEG is not taken for its own', async () => {
  const exif = jpegPart(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), jpegSize(SMALL)]))

  expect(await received(aJpeg([exif, jpegSize(TOO_MANY)]))).toBe('trop_de_pixels')
})

test('the frames of a moving image count together', async () => {
  const frames = (count: number) => Array.from({ length: count }, () => pngFrame({ width: 1_000, height: 1_000 }))
  const images = (count: number) =>
    Array.from({ length: count }, () => webpFrame(webpImage({ width: 1e3, height: 1e3 })))

  expect(await received(aPng({ width: 1_000, height: 1_000 }, frames(49)))).toMatch(/^image\/a?png$/)
  expect(await received(aPng({ width: 1_000, height: 1_000 }, frames(50)))).toBe('trop_de_pixels')
  expect(await received(aWebp([webpCanvas(SMALL), ...images(50)]))).toBe('image/webp')
  expect(await received(aWebp([webpCanvas(SMALL), ...images(51)]))).toBe('trop_de_pixels')
})

test('a small canvas around a large image does not hide it, nor the other way', async () => {
  expect(await received(aWebp([webpCanvas(SMALL), webpImage(TOO_MANY)]))).toBe('trop_de_pixels')
  expect(await received(aWebp([webpCanvas(TOO_MANY), webpImage(SMALL)]))).toBe('trop_de_pixels')
})

test('a PNG that says its size twice, or not at first, is refused', async () => {
  const again = aPng(TOO_MANY).subarray(8, 33)

  expect(await received(aPng(SMALL, [again]))).toBe('abime')
  expect(await received(aPng({ width: 0, height: 8 }))).toBe('abime')
})

test('an image cut short is refused', async () => {
  const [png, webp, heic] = [aPng(SMALL), aWebp([webpCanvas(SMALL), webpImage(SMALL)]), aHeic([SMALL])]

  expect(await received(png.subarray(0, -12))).toBe('abime')
  expect(await received(aJpeg([jpegSize(SMALL)]).subarray(0, 24))).toBe('abime')
  expect(await received(webp.subarray(0, -8))).toBe('abime')
  expect(await received(heic.subarray(0, 60))).toBe('abime')
  expect(await received(aHeic([]))).toBe('abime')
})

test('a part that pretends to be longer than the file leads nowhere', async () => {
  const long = jpegPart(0xe1, Buffer.alloc(4))
  long.writeUInt16BE(0xffff, 2)

  expect(await received(aJpeg([long, jpegSize(SMALL)]))).toBe('abime')
})

test('an image made of a million parts is not walked for ever', async () => {
  const parts = Buffer.concat(Array.from({ length: 200_001 }, () => pngChunk('tEXt', Buffer.alloc(0))))
  const began = performance.now()

  expect(await received(aPng(SMALL, [parts]))).toBe('abime')
  expect(performance.now() - began).toBeLessThan(3_000)
})

test('what is refused leaves nothing', async () => {
  const before = readdirSync(root, { recursive: true }).length
  await received(aPng(TOO_MANY))

  expect(readdirSync(root, { recursive: true })).toHaveLength(before)
})
