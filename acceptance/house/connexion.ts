import type { Page } from 'playwright-core'

/** Signs in a demonstration account by its button, and arrives at that address. */
export async function signIn(page: Page, url: string, { nom, retour }: { nom: string; retour: string }): Promise<void> {
  await page.goto(`${url}/connexion?retour=${encodeURIComponent(retour)}`)
  await page.click(`main >> text=${nom}`)
}
