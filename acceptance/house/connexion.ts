import type { Page } from 'playwright-core'

/** Signs in a demonstration account by its button, and arrives at that address. */
export async function signIn(page: Page, url: string, { nom, retour }: { nom: string; retour: string }): Promise<void> {
  await page.goto(`${url}/connexion?retour=${encodeURIComponent(retour)}`)
  await page.click(`main >> text=${nom}`)
}

/** Signs in by an address alone, with the link read in the outbox of the demonstration, and arrives at that address. */
export async function signInByMail(
  page: Page,
  url: string,
  { courriel, retour }: { courriel: string; retour: string },
): Promise<void> {
  await page.goto(`${url}/connexion/courriel?retour=${encodeURIComponent(retour)}`)
  await page.fill('input[type=email]', courriel)
  await page.click('form:has(input[type=email]) button:not([tabindex])')
  await page.goto(`${url}/_courriels?destinataire=${encodeURIComponent(courriel)}`)
  await page.click('main a[href^="/_courriels/"] >> nth=0')
  const lien = /\/lien\/[\w-]{43}/.exec((await page.textContent('main')) ?? '')?.[0]
  await page.goto(url + lien)
  await page.click('main form button')
}
