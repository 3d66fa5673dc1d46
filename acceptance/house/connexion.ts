import type { BrowserContext, Page } from 'playwright-core'

/** Signs in a demonstration account by its button, and arrives at that address. */
export async function signIn(page: Page, url: string, { nom, retour }: { nom: string; retour: string }): Promise<void> {
  await page.goto(`${url}/connexion?retour=${encodeURIComponent(retour)}`)
  await page.click(`main >> text=${nom}`)
}

/** A page without scripts, or with them, in French. */
export async function openPage(context: Promise<BrowserContext>): Promise<Page> {
  const page = await (await context).newPage()
  page.setDefaultTimeout(10_000)
  return page
}
