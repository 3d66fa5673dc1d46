import { afterAll, beforeAll, expect, test } from 'vitest'
import { formsOf, openTestSite, type TestSite } from './test-site.tsx'

let site: TestSite

beforeAll(async () => {
  site = await openTestSite()
})
afterAll(() => site.close())

const HOUR = 3_600_000
const TYPED = [
  ['c1', 'Été à Vern\nsur deux lignes'],
  ['c2', 'a'],
  ['c2', 'b'],
  ['c3', '<b>"&amp;'],
] as const

async function expiredForm() {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  const token = csrfOf((await browser.get('/prive')).body)
  site.clock.advance(HOUR)
  const sent = await browser.post('/prive?etape=2', [['_csrf', token], ...TYPED])
  return { browser, sent }
}

test('un formulaire envoyé après la fin de la session est rendu après la connexion, puis renvoyé tel quel', async () => {
  const { browser, sent } = await expiredForm()

  const door = await browser.get(sent.location)
  const given = await browser.follow(await browser.submit(door, 'value="demo-camille-le-roux"'))
  const again = await browser.submit(given, 'Envoyer mes réponses')

  expect(sent.status).toBe(303)
  expect(door.body).toContain('sont conservées pendant une heure')
  expect(given.body).toContain('Vos réponses ont été conservées')
  expect(formsOf(given.body)[0]?.action).toBe('/prive?etape=2')
  expect(again.status).toBe(200)
  expect(again.body).toBe(`reçu ${JSON.stringify(TYPED.map(([name, value]) => ({ name, value })))}`)
})

test('reading the kept answers again does not lose them; after one hour they are gone', async () => {
  const { browser, sent } = await expiredForm()
  const given = await browser.follow(
    await browser.submit(await browser.get(sent.location), 'value="demo-camille-le-roux"'),
  )
  const address = decodeURIComponent(new URL(sent.location, 'http://x').search.slice('?retour='.length))

  const reread = await browser.get(address)
  site.clock.advance(HOUR)
  await browser.signIn('demo-camille-le-roux')
  const late = await browser.get(address)

  expect(withoutToken(reread.body)).toBe(withoutToken(given.body))
  expect(late.status).toBe(410)
  expect(late.body).not.toContain('deux lignes')
})

test('neither somebody else on the same computer nor another browser sees them', async () => {
  const { browser, sent } = await expiredForm()
  const address = decodeURIComponent(new URL(sent.location, 'http://x').search.slice('?retour='.length))
  await browser.signIn('demo-ismael-diallo')
  const elsewhere = site.browse()
  await elsewhere.signIn('demo-camille-le-roux')

  const other = await browser.get(address)
  const otherBrowser = await elsewhere.get(address)

  expect([other.status, otherBrowser.status]).toEqual([410, 410])
  expect(other.body).not.toContain('deux lignes')
})

test('what is kept cannot be read in the database', async () => {
  await expiredForm()

  const { rows } = await site.database.ownerPool.query<{ contenu: string }>(
    'select contenu from comptes.envoi_en_attente',
  )

  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(({ contenu }) => contenu.startsWith('v1.') && !contenu.includes('lignes'))).toBe(true)
})

test('the texts of a form with files are kept, the files are not', async () => {
  const browser = site.browse()
  const boundary = 'xyz'
  const part = (head: string, text: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${text}\r\n`
  const payload = `${part('name="c1"', 'du texte')}${part('name="f"; filename="a.pdf"', '%PDF-secret')}--${boundary}--\r\n`
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
  const sent = await site.app.inject({ method: 'POST', url: '/prive', headers, payload })
  for (const { name, value } of sent.cookies) browser.cookies.set(name, { value, path: '/' })

  const door = await browser.get(sent.headers.location ?? '')
  const given = await browser.follow(await browser.submit(door, 'value="demo-camille-le-roux"'))

  expect(given.body).toContain('il faudra les choisir de nouveau')
  expect(given.body).toContain('value="du texte"')
  expect(given.body).not.toContain('secret')
})

test('what a script sends in the background is told by its status', async () => {
  const answer = await site.browse().post('/prive', [['c1', 'x']], { 'sec-fetch-dest': 'empty' })

  expect(answer.status).toBe(401)
  expect(answer.body).toContain('Connectez-vous pour continuer')
})

test('a form without its token comes back with its values and one button (403)', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')

  const stale = await browser.post('/prive?etape=2', [['_csrf', 'vieux'], ...TYPED])
  const again = await browser.submit(stale, 'Envoyer de nouveau mes réponses')

  expect(stale.status).toBe(403)
  expect(stale.body).toContain('Cette page était restée ouverte trop longtemps')
  expect(again.body).toBe(`reçu ${JSON.stringify(TYPED.map(([name, value]) => ({ name, value })))}`)
})

test('the token of another session, of before signing in, or sent twice is refused', async () => {
  const other = site.browse()
  await other.signIn('demo-ismael-diallo')
  const theirs = csrfOf((await other.get('/prive')).body)
  const browser = site.browse()
  const before = csrfOf((await browser.get('/connexion')).body)
  await browser.signIn('demo-camille-le-roux')
  const own = csrfOf((await browser.get('/prive')).body)

  const status = async (...tokens: string[]) =>
    (
      await browser.post(
        '/prive',
        tokens.map((token) => ['_csrf', token] as const),
      )
    ).status

  expect([
    await status(theirs),
    await status(before),
    await status(own, own),
    await status(),
    await status(own),
  ]).toEqual([403, 403, 403, 403, 200])
})

test('the token is never written twice the same, and each writing of it holds', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  const first = csrfOf((await browser.get('/prive')).body)
  const second = csrfOf((await browser.get('/prive')).body)
  const bytes = Buffer.from(second, 'base64url')
  const altered = Buffer.from(bytes).fill((bytes[40] ?? 0) ^ 1, 40, 41)

  const status = async (token: string) => (await browser.post('/prive', [['_csrf', token]])).status

  expect(first).not.toBe(second)
  expect([await status(first), await status(second), await status(first)]).toEqual([200, 200, 200])
  expect([await status(altered.toString('base64url')), await status(second.slice(0, 43))]).toEqual([403, 403])
})

test('a form sent from another site is refused before anything is read', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  const token = csrfOf((await browser.get('/prive')).body)

  const cross = await browser.post('/prive', [['_csrf', token]], { 'sec-fetch-site': 'cross-site' })
  const foreign = await browser.post('/prive', [['_csrf', token]], { origin: 'https://evil.example' })

  expect([cross.status, foreign.status]).toEqual([403, 403])
  expect(cross.body).toContain('Cet envoi ne vient pas de ce site')
})

function csrfOf(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
}

/** A page but for the token of its forms, which no two answers write the same. */
function withoutToken(html: string): string {
  return html.replaceAll(csrfOf(html), '')
}
