import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAKE_CLIENT, FAKE_ISSUER, fakeProvider } from '../../infra/oidc/fake-provider.ts'
import { createOidcClient } from '../../infra/oidc/oidc-client.ts'
import { htmlFaults } from '../../ui/html-validate.ts'
import type { Porte } from './deps.ts'
import { openTestSite, type TestBrowser, type TestSite } from './test-site.tsx'

const ORIGIN = 'https://demarches.exemple.fr'
let site: TestSite
let nonce = ''

/** An outside provider, beside the pages of the demonstration. */
const outside: Porte = {
  id: 'oidc',
  profil: 'oidc',
  nom: { fr: 'FranceConnect' },
  emetteur: FAKE_ISSUER,
  clientId: FAKE_CLIENT,
  comptes: [],
  client: createOidcClient({
    emetteur: FAKE_ISSUER,
    client: FAKE_CLIENT,
    secret: 'secret',
    retour: `${ORIGIN}/connexion/retour/oidc`,
    fetch: fakeProvider(() => nonce),
  }),
}

beforeAll(async () => {
  site = await openTestSite({ origin: ORIGIN, portes: [outside] })
})
afterAll(() => site.close())

/** Goes to the provider by the link of the page, and comes back signed in. */
async function signIn(browser: TestBrowser, retour: string) {
  const page = await browser.get(`/connexion?retour=${encodeURIComponent(retour)}`)
  const link = /href="(\/connexion\/porte\/oidc[^"]*)"/.exec(page.body)?.[1] ?? ''
  const asked = new URL((await browser.get(link)).location).searchParams
  nonce = asked.get('nonce') ?? ''
  return browser.get(`/connexion/retour/oidc?code=c&state=${asked.get('state')}`)
}

test('un fournisseur extérieur connecte par le même chemin, à partir d’un lien', async () => {
  const browser = site.browse()

  const back = await signIn(browser, '/prive')

  expect(back.location).toBe('/prive')
  expect((await browser.get('/prive')).body).toContain('Zoé Martin')
})

test('leaving an outside provider goes there by itself, or by a link', async () => {
  const browser = site.browse()
  await signIn(browser, '/prive')

  const page = await browser.submit(await browser.get('/compte'), 'Se déconnecter')

  expect(page.status).toBe(200)
  expect(page.headers.refresh).toMatch(/^0;url=https:\/\/identite\.exemple\.fr\/session\/end\?/)
  expect(page.body).toContain('Quitter aussi FranceConnect')
  expect((await browser.get('/prive')).status).toBe(303)
})

/** Signs in, then out, up to the page from which one goes to the provider; gives the state that it must bring back. */
async function leave(browser: TestBrowser): Promise<string> {
  await signIn(browser, '/prive')
  const page = await browser.submit(await browser.get('/compte'), 'Se déconnecter')
  return new URL((page.headers.refresh ?? '').replace(/^0;url=/, '')).searchParams.get('state') ?? ''
}

const PEUT_ETRE = 'peut-être encore connecté'

test('33. the provider brings back what left with the browser: one is out everywhere, and it serves once', async () => {
  const browser = site.browse()
  const state = await leave(browser)

  const back = await browser.get(`/deconnecte?state=${state}`)
  const again = await browser.get(`/deconnecte?state=${state}`)

  expect([back.status, again.status]).toEqual([200, 200])
  expect(back.body + again.body).not.toContain(PEUT_ETRE)
  expect(browser.cookies.has('__Host-parvis-sortie')).toBe(false)
})

test.each([
  ['forged', `?state=${'f'.repeat(43)}`],
  ['of another sign-out', `?state=${'a'.repeat(42)}`],
  ['absent', ''],
  ['sent twice', `?state=a&state=b`],
])(
  '33. a state %s: one is out of here all the same, and told that the provider may not know it',
  async (_title, query) => {
    const browser = site.browse()
    await leave(browser)

    const back = await browser.get(`/deconnecte${query}`)

    expect(back.status).toBe(200)
    expect(back.body).toContain(PEUT_ETRE)
    expect(back.body).toContain(`href="${FAKE_ISSUER}"`)
    expect((await browser.get('/prive')).status).toBe(303)
  },
)

test('33. signing out twice is calm; a state kept for five minutes is then worth nothing', async () => {
  const browser = site.browse()
  await signIn(browser, '/prive')
  const account = await browser.get('/compte')
  const first = await browser.submit(account, 'Se déconnecter')
  const twice = await browser.submit(account, 'Se déconnecter')

  expect(String(first.headers['set-cookie'])).toMatch(/parvis-sortie=[^;]+; Max-Age=300;/)
  expect([first.status, twice.location]).toEqual([200, '/deconnecte'])
  expect((await browser.get('/prive')).status).toBe(303)
})

test('33. a return from elsewhere signs nobody out', async () => {
  const browser = site.browse()
  await signIn(browser, '/prive')

  const back = await browser.get(`/deconnecte?state=${'f'.repeat(43)}`)

  expect(back.location).toBe('/')
  expect((await browser.get('/prive')).status).toBe(200)
})

test('33. a provider that is down when one leaves: one is out of here, and told where one may still be known', async () => {
  const browser = site.browse()
  await signIn(browser, '/prive')
  const { client } = outside
  Object.assign(outside, { client: { ...client, end: async () => undefined } })

  const left = await browser.follow(await browser.submit(await browser.get('/compte'), 'Se déconnecter'))
  Object.assign(outside, { client })

  expect(left.body).toContain(PEUT_ETRE)
  expect((await browser.get('/prive')).status).toBe(303)
})

test('the ID token is sealed in the database', async () => {
  await signIn(site.browse(), '/')

  const { rows } = await site.database.ownerPool.query<{ id_token: string }>(
    'select id_token from comptes.session where id_token is not null',
  )

  expect(rows.length).toBeGreaterThan(0)
  expect(rows.every(({ id_token }) => id_token.startsWith('v1.'))).toBe(true)
})

test.each(['fr', 'en'])('every page of the module is valid HTML, and the two languages differ (%s)', async (langue) => {
  const browser = site.browse()
  browser.cookies.set('langue', { value: langue, path: '/' })
  const ask = await browser.get('/connexion/courriel')
  const sent = await browser.submit(ask, 'name="courriel"', [['courriel', `${langue}@exemple.fr`]])
  const wrong = await browser.submit(ask, 'name="courriel"', [['courriel', 'x']])
  const lien = new URL(site.mails.at(-1)?.lien?.adresse ?? ORIGIN).pathname
  const opened = await browser.get(lien)
  const anonymous = [
    await browser.get('/connexion'),
    ask,
    sent,
    wrong,
    opened,
    await browser.get('/lien/inconnu'),
    await browser.get('/invitations/inconnue'),
    await browser.get('/connexion/retour/oidc?code=c&state=x'),
    await browser.get('/deconnecte'),
  ]
  await signIn(browser, '/prive')
  const signedIn = [
    await browser.get('/compte'),
    await browser.submit(await browser.get('/compte'), 'name="telephone"', [['telephone', 'x']]),
    await browser.get('/connexion/reprise?envoi=x'),
    await browser.post('/prive', [['c1', 'a\nb']]),
  ]

  const faults = await Promise.all([...anonymous, ...signedIn].map(({ body }) => htmlFaults(body)))

  expect(faults.flat()).toEqual([])
  expect([...anonymous, ...signedIn].every(({ body }) => body.includes(`<html lang="${langue}">`))).toBe(true)
})
