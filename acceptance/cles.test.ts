import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { htmlFaults } from '../src/ui/html-validate.ts'
import { auditPage, openBrowser, sidewaysScroll } from '../test/browser.ts'
import { signInByMail } from './house/connexion.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'

let parvis: Parvis
let browser: Browser
beforeAll(async () => {
  // Browsers give passkeys to names, never to numbers.
  parvis = await openParvis({ dossiers: 8, hote: 'localhost' })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await parvis.close()
})

const SECURITE = '/compte/securite'
const TELEPHONE = {
  ...({ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const),
  ...{ isUserVerified: true, automaticPresenceSimulation: true },
}

/** A browser whose device has keys, and how that device is driven. */
async function openDevice(context: BrowserContext): Promise<{ page: Page; cdp: CDPSession; id: string }> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: TELEPHONE })
  return { page, cdp, id: authenticatorId }
}

/** Registers a passkey from the page of security, and comes back there. */
async function register(page: Page): Promise<void> {
  await page.click('main a[href^="/compte/securite/cle"]')
  await page.click('parvis-cle button')
  await page.waitForSelector('ol code')
  await page.click('main a[href^="/compte/securite"]')
}

test('une clé d’accès s’enregistre, prouve à la connexion, puis connecte seule', { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ locale: 'fr-FR' })
  const { page, cdp } = await openDevice(context)
  const entering = { courriel: 'cle@exemple.fr', retour: SECURITE }
  await signInByMail(page, parvis.url, entering)
  await register(page)
  const registered = await page.textContent('main')

  await context.clearCookies()
  await signInByMail(page, parvis.url, entering)
  const asked = new URL(page.url()).pathname
  await page.click('parvis-cle button')
  await page.waitForURL(`**${SECURITE}`)

  await context.clearCookies()
  await page.goto(`${parvis.url}/connexion?retour=${SECURITE}`)
  await page.click('main a[href^="/connexion/cle"]')
  await page.click('parvis-cle button')
  await page.waitForURL(`**${SECURITE}`)

  expect(registered).toContain('La clé d’accès est enregistrée')
  expect(asked).toBe('/compte/preuve')
  expect(await page.textContent('main')).toContain('dernière utilisation')
  await cdp.detach()
  await context.close()
})

test('une personne que l’appareil ne reconnaît pas n’entre pas, et la page dit quoi faire', {
  timeout: 120_000,
}, async () => {
  const context = await browser.newContext({ locale: 'fr-FR' })
  const { page, cdp, id } = await openDevice(context)
  await signInByMail(page, parvis.url, { courriel: 'volee@exemple.fr', retour: SECURITE })
  await register(page)
  await context.clearCookies()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false })

  await page.goto(`${parvis.url}/connexion/cle?retour=${SECURITE}`)
  await page.click('parvis-cle button')
  await page.waitForFunction("document.querySelector('parvis-cle [role=status]').textContent.includes('Rien')")

  await page.goto(parvis.url + SECURITE)
  expect(new URL(page.url()).pathname).toBe('/connexion')
  await context.close()
})

test('sans JavaScript, chaque page dit pourquoi, et mène à ce qui marche', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${parvis.url}/connexion/cle`)
  const words = await page.textContent('main')
  await signInByMail(page, parvis.url, { courriel: 'sans-script@exemple.fr', retour: '/compte/securite/cle' })

  expect(words).toContain('JavaScript')
  expect(words).toContain('Autres façons de se connecter')
  expect(await page.isVisible('parvis-cle button')).toBe(false)
  expect(await page.textContent('main')).toContain('Enregistrer une application de codes')
  await context.close()
})

for (const locale of ['fr-FR', 'en-GB'] as const) {
  test(`les pages des clés d’accès sont accessibles, avec leurs erreurs (${locale})`, {
    timeout: 120_000,
  }, async () => {
    const context = await browser.newContext({ locale, viewport: { width: 320, height: 800 } })
    const { page } = await openDevice(context)
    const faults: string[] = []
    async function look(name: string): Promise<void> {
      const found = (await auditPage(page)).map(({ id, elements }) => `${name} : ${id} ${elements[0]}`)
      const wide = await sidewaysScroll(page)
      faults.push(...found, ...(wide > 0 ? [`${name} : ${wide} px`] : []))
    }
    async function check(path: string): Promise<void> {
      const answer = await page.goto(parvis.url + path)
      faults.push(...(await htmlFaults((await answer?.text()) ?? '')).map((fault) => `${path} : ${fault}`))
      await look(path)
    }
    const entering = { courriel: `cle@${locale}.exemple.fr`, retour: SECURITE }
    await signInByMail(page, parvis.url, entering)
    await check('/compte/securite/cle')
    await page.evaluate("document.querySelector('parvis-cle form').submit()")
    await page.waitForSelector('a[href="#cle"]')
    await look('clé refusée')
    await page.goto(parvis.url + SECURITE)
    await register(page)
    await check(SECURITE)
    await context.clearCookies()
    await check('/connexion')
    await check('/connexion/cle')
    await signInByMail(page, parvis.url, entering)
    await check('/compte/preuve')

    expect(faults).toEqual([])
    await context.close()
  })
}
