import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../test/browser.ts'
import { fillAll, sayWhoAsks } from './house/fill-page.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'

const SLUG = 'subvention-association'

let parvis: Parvis
let browser: Browser
beforeAll(async () => {
  ;[parvis, browser] = await Promise.all([openParvis({ dossiers: 1 }), openBrowser()])
}, 120_000)
afterAll(async () => {
  await browser.close()
  await parvis.close()
})

/** Somebody whose browser has no script. */
async function openPage(): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })).newPage()
  page.setDefaultTimeout(10_000)
  return page
}

const main = async (page: Page) => (await page.textContent('main')) ?? ''

/** Signs in with an address alone, by the link read in the outbox. */
async function comeByCourriel(page: Page, courriel: string): Promise<void> {
  await page.goto(`${parvis.url}/connexion/courriel?retour=${encodeURIComponent('/dossiers')}`)
  await page.fill('input[type=email]', courriel)
  await page.click('main form button')
  await page.goto(`${parvis.url}/_courriels?destinataire=${encodeURIComponent(courriel)}`)
  await page.click('main a[href^="/_courriels/"] >> nth=0')
  await page.goto(/http:\/\/127\.0\.0\.1:\d+\/lien\/[\w-]{43}/.exec(await main(page))?.[0] ?? '')
  await page.click('main form button')
}

test('une démarche qui demande FranceConnect+ le dit, renvoie par cette porte qui vient par courriel, puis se dépose', {
  timeout: 90_000,
}, async () => {
  const page = await openPage()
  await comeByCourriel(page, 'tresoriere@exemple.fr')
  await page.goto(`${parvis.url}/demarches/${SLUG}`)
  expect(await main(page)).toContain('Cette démarche demande FranceConnect+')

  await page.click('main >> text=Commencer >> nth=0')
  expect(await page.textContent('h1')).toBe('Cette démarche demande FranceConnect+')
  expect(await main(page)).toContain('Vous pouvez demander un dossier papier')
  await page.click('main a:has-text("S’identifier avec FranceConnect+")')
  await page.click('main button:has-text("Camille Le Roux")')

  await page.click('button:has-text("Commencer une nouvelle demande")')
  await page.fill('#raisonSociale', 'Les Amis du parc')
  await sayWhoAsks(page)
  await fillAll(parvis, page, SLUG)
  await page.check('#engagement')
  await page.click('button:has-text("Déposer")')
  expect(await page.textContent('h1')).toContain('Votre demande est déposée')
})

test('avec FranceConnect seul, la même démarche ne se commence pas, même par un formulaire gardé d’avant', {
  timeout: 60_000,
}, async () => {
  const page = await openPage()
  await page.goto(`${parvis.url}/connexion?retour=${encodeURIComponent(`/demarches/${SLUG}/commencer`)}`)
  await page.click('main >> text=Ismaël')

  expect(await page.textContent('h1')).toBe('Cette démarche demande FranceConnect+')
  const csrf = (await page.getAttribute('input[name=_csrf]', 'value')) ?? ''
  const answer = await page.request.post(`${parvis.url}/demarches/${SLUG}/commencer`, {
    form: { _csrf: csrf, _cle: 'avant' },
    headers: { origin: parvis.url },
    maxRedirects: 0,
  })
  expect(answer.headers().location).toBe(`/demarches/${SLUG}/commencer`)
  await page.goto(`${parvis.url}/dossiers`)
  expect(await main(page)).not.toContain('subvention')
})
