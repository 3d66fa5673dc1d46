import Fastify, { type FastifyInstance } from 'fastify'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, sidewaysScroll } from '../../test/browser.ts'
import type { Langue } from '../core/texte.ts'
import { decorateAnswers } from '../infra/http/answers.ts'
import { buildAssets } from '../infra/http/assets.ts'
import { componentsRoute } from './components-route.tsx'

let app: FastifyInstance
let browser: Browser
let langue: Langue = 'fr'
let origin: string

beforeAll(async () => {
  app = Fastify()
  decorateAnswers(app)
  const assets = await buildAssets()
  await app.register(assets.plugin)
  componentsRoute(app, { assets, langueOf: () => langue })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app.close()
})

test.each([
  { asked: 'fr', width: 320 },
  { asked: 'en', width: 320 },
  { asked: 'fr', width: 1280 },
  { asked: 'en', width: 1280 },
] as const)('no component widens a page of $width pixels ($asked; RGAA 10.11)', async ({ asked, width }) => {
  langue = asked
  const page = await browser.newPage({ viewport: { width, height: 640 } })

  await page.goto(`${origin}/_composants`)

  expect(await page.getAttribute('html', 'lang')).toBe(asked)
  expect(await sidewaysScroll(page)).toBe(0)
  await page.close()
})
