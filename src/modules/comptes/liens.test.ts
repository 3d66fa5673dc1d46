import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, type TestBrowser, type TestSite } from './test-site.tsx'

let site: TestSite

beforeAll(async () => {
  site = await openTestSite({ limits: { liensParReseau: 1000 } })
})
afterAll(() => site.close())

const MINUTE = 60_000

/** Asks for a link by the page of the site; gives the answer and the address in the mail. */
async function ask(browser: TestBrowser, courriel: string, retour = '/prive') {
  const page = await browser.get(`/connexion/courriel?retour=${encodeURIComponent(retour)}`)
  const answer = await browser.submit(page, 'name="courriel"', [['courriel', courriel]])
  return { answer, lien: new URL(site.mails.at(-1)?.lien?.adresse ?? 'http://x').pathname }
}

async function open(browser: TestBrowser, lien: string) {
  return browser.submit(await browser.get(lien), 'Continuer avec cette adresse')
}

test('sans compte, une adresse électronique suffit : un lien, un bouton, et l’on est sur sa page', async () => {
  const browser = site.browse()
  const { answer, lien } = await ask(browser, ' Nadia.Benali@Exemple.fr ')

  const page = await browser.follow(await open(browser, lien))

  expect(answer.status).toBe(200)
  expect(answer.body).toContain('Regardez vos messages')
  expect(site.mails.at(-1)?.destinataire).toBe('nadia.benali@exemple.fr')
  expect(page.status).toBe(200)
})

test('opening the link uses nothing: mail scanners open links', async () => {
  const browser = site.browse()
  const { lien } = await ask(browser, 'scanner@exemple.fr')

  await site.browse().get(lien)
  await site.browse().get(lien)

  expect((await open(browser, lien)).status).toBe(303)
})

test('a link works once, within twenty minutes', async () => {
  const browser = site.browse()
  const once = await ask(browser, 'once@exemple.fr')
  const page = await browser.get(once.lien)
  await browser.submit(page, 'Continuer avec cette adresse')
  const other = site.browse()
  const late = await ask(other, 'late@exemple.fr')

  const again = await site.browse().get(once.lien)
  site.clock.advance(20 * MINUTE)
  const after = await other.get(late.lien)

  expect([again.status, after.status]).toEqual([410, 410])
  expect(after.body).toContain('Ce lien n’est plus valable')
})

test('two presses at once open one session', async () => {
  const browser = site.browse()
  const { lien } = await ask(browser, 'double@exemple.fr')
  const page = await browser.get(lien)

  const both = await Promise.all([browser.submit(page, 'Continuer'), browser.submit(page, 'Continuer')])

  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 410])
})

test('a new link voids the former one', async () => {
  const browser = site.browse()
  const first = await ask(browser, 'nouveau@exemple.fr')
  const second = await ask(browser, 'nouveau@exemple.fr')

  expect((await browser.get(first.lien)).status).toBe(410)
  expect((await browser.get(second.lien)).status).toBe(200)
})

test('the answer is the same whether or not somebody has the address', async () => {
  const known = site.browse()
  const { lien } = await ask(known, 'connue@exemple.fr')
  await open(known, lien)

  const body = async (courriel: string) => (await ask(site.browse(), courriel)).answer.body.replaceAll(courriel, 'X')

  expect(await body('connue@exemple.fr')).toBe(await body('inconnue@exemple.fr'))
})

test('what is no address is shown again with an example (422)', async () => {
  const browser = site.browse()
  const page = await browser.get('/connexion/courriel')

  const answer = await browser.submit(page, 'name="courriel"', [['courriel', 'nadia<at>exemple']])

  expect(answer.status).toBe(422)
  expect(answer.body).toContain('<title>Erreur : ')
  expect(answer.body).toContain('value="nadia&lt;at>exemple"')
  expect(answer.body).toContain('href="#courriel"')
})

test('five links an hour for one address, then a wait is told', async () => {
  const browser = site.browse()
  for (let time = 0; time < 5; time += 1) await ask(browser, 'insistante@exemple.fr')

  const { answer } = await ask(browser, 'Insistante@exemple.fr')

  expect(answer.status).toBe(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(3600)
})

test('the same address is the same account', async () => {
  const first = site.browse()
  await open(first, (await ask(first, 'meme@exemple.fr')).lien)
  const second = site.browse()
  await open(second, (await ask(second, 'meme@exemple.fr')).lien)

  const { rows } = await site.database.ownerPool.query(
    `select id from comptes.compte where courriel = 'meme@exemple.fr'`,
  )

  expect(rows).toHaveLength(1)
})

test('the database does not hold what the mail holds', async () => {
  const { lien } = await ask(site.browse(), 'secret@exemple.fr')
  const token = lien.split('/').at(-1) ?? ''

  const { rows } = await site.database.ownerPool.query<{ n: number }>(
    `select count(*) as n from comptes.lien l where row_to_json(l)::text like '%' || $1 || '%'`,
    [token],
  )

  expect(token).toMatch(/^[\w-]{43}$/)
  expect(rows[0]?.n).toBe(0)
})

test('une adresse rattachée : ses dossiers rejoignent le compte, et elle ne connecte plus seule', async () => {
  const alone = site.browse()
  await open(alone, (await ask(alone, 'rattachee@exemple.fr')).lien)
  const camille = site.browse()
  await camille.signIn('demo-camille-le-roux')
  const account = await camille.get('/compte')

  const asked = await camille.submit(account, 'Recevoir le lien de confirmation', [
    ['courriel', 'rattachee@exemple.fr'],
  ])
  const lien = new URL(site.mails.at(-1)?.lien?.adresse ?? 'http://x').pathname
  const done = await camille.follow(await camille.submit(await camille.get(lien), 'Rattacher cette adresse'))
  const later = site.browse()
  const refused = await open(later, (await ask(later, 'rattachee@exemple.fr')).lien)

  expect(asked.body).toContain('Regardez vos messages')
  expect(done.body).toContain('L’adresse électronique est rattachée')
  expect(site.joined).toHaveLength(1)
  expect((await alone.get('/prive')).status).toBe(303)
  expect(refused.status).toBe(403)
  expect(refused.body).toContain('rattachée à un compte')
})

test('ten minutes after signing in, joining an address asks to sign in again, then gives the form back', async () => {
  const camille = site.browse()
  await camille.signIn('demo-camille-le-roux')
  const account = await camille.get('/compte')
  site.clock.advance(10 * 60_000)

  const asked = await camille.submit(account, 'Recevoir le lien de confirmation', [['courriel', 'tard@exemple.fr']])
  const page = await camille.follow(asked)
  const again = new URL(/href="(\/connexion\?retour=[^"]+)"/.exec(page.body)?.[1] ?? '', 'http://x')
  const given = await camille.signIn('demo-camille-le-roux', again.searchParams.get('retour') ?? '')
  const sent = await camille.submit(given, 'Envoyer mes réponses')

  expect([asked.status, asked.location]).toEqual([
    303,
    expect.stringMatching(/^\/compte\/preuve\?.*minimum=connexion$/),
  ])
  expect(page.body).toContain('Se connecter de nouveau')
  expect(again.searchParams.get('retour')).toMatch(/^\/connexion\/reprise\?/)
  expect(sent.body).toContain('Regardez vos messages')
  expect(site.mails.at(-1)?.destinataire).toBe('tard@exemple.fr')
})

test('the link of a joining opened by somebody else joins nothing, and can still be used', async () => {
  const camille = site.browse()
  await camille.signIn('demo-camille-le-roux')
  await camille.submit(await camille.get('/compte'), 'Recevoir le lien de confirmation', [
    ['courriel', 'deux@exemple.fr'],
  ])
  const lien = new URL(site.mails.at(-1)?.lien?.adresse ?? 'http://x').pathname
  const ismael = site.browse()
  await ismael.signIn('demo-ismael-diallo')

  const other = await ismael.get(lien)
  const anonymous = await site.browse().get(lien)

  expect(other.status).toBe(403)
  expect(anonymous.location).toBe(`/connexion?retour=${encodeURIComponent(lien)}`)
  expect((await camille.get(lien)).body).toContain('Rattacher cette adresse à votre compte')
})

test('le courriel part dans la langue du visiteur', async () => {
  const browser = site.browse()
  const page = await browser.get('/connexion/courriel', { 'accept-language': 'en' })

  await browser.post(
    '/connexion/courriel',
    [
      ['_csrf', csrfOf(page.body)],
      ['courriel', 'ann@exemple.fr'],
    ],
    { 'accept-language': 'en' },
  )

  expect(page.body).toContain('<html lang="en">')
  expect(site.mails.at(-1)?.sujet).toBe('Your link to continue')
})

function csrfOf(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
}
