import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { fastify } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Assets, buildAssets } from './assets.ts'

const app = fastify()
let assets: Assets

beforeAll(async () => {
  assets = await buildAssets()
  await app.register(assets.plugin)
})
afterAll(() => app.close())

const get = (url: string, encoding?: string) =>
  app.inject({ url, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } })

test('a file is kept for a year under a name that changes with its content', async () => {
  const url = assets.url('parvis.css')
  const answer = await get(url)
  expect(url).toMatch(/^\/ressources\/parvis\.[\w-]{10}\.css$/)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/css; charset=utf-8')
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(answer.headers['x-content-type-options']).toBe('nosniff')
})

test('the same content has the same name', async () => {
  expect((await buildAssets()).url('parvis.js')).toBe(assets.url('parvis.js'))
})

test('brotli is preferred, then gzip, then nothing, and a refused encoding is never used', async () => {
  const url = assets.url('parvis.css')
  const [plain, br, gz, refused] = await Promise.all([
    get(url),
    get(url, 'gzip, deflate, br'),
    get(url, 'gzip;q=1.0'),
    get(url, 'br;q=0, *;q=0.5'),
  ])
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(br.headers['content-encoding']).toBe('br')
  expect(gz.headers['content-encoding']).toBe('gzip')
  expect(refused.headers['content-encoding']).toBe('gzip')
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(plain.body)
  expect(gunzipSync(gz.rawPayload).toString()).toBe(plain.body)
  expect(br.headers.vary).toBe('accept-encoding')
})

test('the stylesheet points to the font under its own hashed name, which is served', async () => {
  const css = (await get(assets.url('parvis.css'))).body
  expect(css).toContain(assets.url('atkinson.woff2'))
  expect(css).not.toMatch(/url\(["']?atkinson/)
  const font = await get(assets.url('atkinson.woff2'), 'br')
  expect(font.headers['content-type']).toBe('font/woff2')
  expect(font.headers['content-encoding']).toBeUndefined()
  expect(font.rawPayload.subarray(0, 4).toString()).toBe('wOF2')
})

test('nesting is written down for phones that do not know it', async () => {
  expect((await get(assets.url('parvis.css'))).body).not.toMatch(/[{;]&/)
})

test('a page kept open during an upgrade gets the new file, without keeping it', async () => {
  const answer = await get('/ressources/parvis.0123456789.css')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('no-cache')
})

test('there is nothing else', async () => {
  expect((await get('/ressources/autre.0123456789.css')).statusCode).toBe(404)
  expect((await get('/ressources/__proto__.0123456789.css')).statusCode).toBe(404)
  expect((await get('/ressources/..%2fpackage.json')).statusCode).toBe(404)
})

test('what a page loads stays light: 10 kB of style, 8 kB of script, compressed', () => {
  expect(assets.weight('parvis.css')).toBeLessThanOrEqual(10_000)
  expect(assets.weight('parvis.js')).toBeLessThanOrEqual(8_000)
})
