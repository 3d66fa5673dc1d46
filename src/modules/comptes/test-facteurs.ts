import type { Clock } from '../../infra/clock/clock.ts'
import { totpCode, totpStep } from '../../infra/crypto/totp.ts'
import { type Answer, formsOf, type TestBrowser, type TestSite } from './test-site.tsx'

/** Signs in with an address, by the link sent to it; gives the last answer with what it holds. */
export async function signInByMail(
  site: TestSite,
  courriel: string,
  { browser = site.browse(), retour = '/prive' }: { browser?: TestBrowser; retour?: string } = {},
): Promise<{ readonly browser: TestBrowser; readonly answer: Answer }> {
  const page = await browser.get(`/connexion/courriel?retour=${encodeURIComponent(retour)}`)
  await browser.submit(page, 'name="courriel"', [['courriel', courriel]])
  const lien = new URL(site.mails.at(-1)?.lien?.adresse ?? 'http://x').pathname
  return { browser, answer: await browser.submit(await browser.get(lien), 'Continuer avec cette adresse') }
}

/** Makes somebody the administrator of the instance: the shortest way to work here. */
export async function giveRole(site: TestSite, courriel: string): Promise<void> {
  await site.database.ownerPool.query(
    `insert into comptes.role (compte_id, role) select id, 'administrateur_instance' from comptes.compte where courriel = $1`,
    [courriel],
  )
}

interface Timed {
  readonly clock: Clock
}

/** A telephone with an application of codes, and the recovery codes that were shown. */
export interface Telephone {
  /** The code that it shows now, or so many steps of thirty seconds later. */
  code(later?: number): string
  readonly secours: readonly string[]
}

/** Reads the key of the page that registers an application, as somebody types it in their telephone. */
export function readKey({ clock }: Timed, { body }: Pick<Answer, 'body'>): Telephone['code'] {
  const secret = decodeBase32(/<code>([A-Z2-7 ]+)<\/code>/.exec(body)?.[1]?.replaceAll(' ', '') ?? '')
  return (later = 0) => totpCode(secret, totpStep(clock()) + later)
}

/** Registers an application of codes, from the page where one does. */
export async function enrol(site: Timed, browser: TestBrowser, retour = '/'): Promise<Telephone> {
  const page = await browser.get(`/compte/securite/application?retour=${encodeURIComponent(retour)}`)
  const code = readKey(site, page)
  const shown = await browser.submit(page, 'name="code"', [['code', code()]])
  const secours = [...shown.body.matchAll(/<code>([A-Z2-7 ]+)<\/code>/g)].map(([, text = '']) => text)
  return { code, secours }
}

/** Somebody with an account and an application of codes, and the browser where they registered it. */
export async function withTelephone(
  site: TestSite,
  courriel: string,
): Promise<{ readonly browser: TestBrowser; readonly telephone: Telephone }> {
  const { browser } = await signInByMail(site, courriel)
  return { browser, telephone: await enrol(site, browser) }
}

/** The token of the forms of a page. */
export function csrfOf(page: Answer): string {
  return formsOf(page.body)[0]?.fields.find(([name]) => name === '_csrf')?.[1] ?? ''
}

function decodeBase32(text: string): Buffer {
  const bits = [...text].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  )
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
