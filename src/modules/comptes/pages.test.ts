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
