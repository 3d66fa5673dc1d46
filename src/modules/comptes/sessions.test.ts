import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestSite, type TestBrowser, type TestSite } from './test-site.tsx'

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0'
const MINUTE = 60_000

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(() => site.close())

async function signIn(compte: string, headers: Record<string, string> = {}): Promise<TestBrowser> {
  const browser = site.browse()
  const page = await browser.get('/connexion?retour=/prive')
  let now = await browser.submit(page, `value="${compte}"`)
  for (let hop = 0; hop < 10 && now.location !== ''; hop += 1) now = await browser.get(now.location, headers)
  expect(now.body).toContain('|fr|')
  return browser
}

const isIn = async (browser: TestBrowser) => (await browser.get('/prive')).status === 200

test('vos connexions disent avec quoi et depuis quand, et se ferment une à une', async () => {
  const here = await signIn('demo-camille-le-roux')
  const far = await signIn('demo-camille-le-roux', { 'user-agent': FIREFOX })

  const page = await here.get('/compte/sessions')
  const closed = await here.submit(page, 'Fermer cette connexion')

  expect(page.body).toContain('Firefox, Windows')
  expect(page.body).toContain('FranceConnect (démonstration)')
  expect(page.body.match(/Cette connexion</g)).toHaveLength(1)
  expect(closed.status).toBe(303)
  expect((await here.get(closed.location)).body).toContain('C’est fait')
  expect([await isIn(here), await isIn(far)]).toEqual([true, false])
})

test('toutes les autres connexions se ferment à la fois, celles d’autrui jamais', async () => {
  const here = await signIn('demo-camille-le-roux')
  const others = [await signIn('demo-camille-le-roux'), await signIn('demo-camille-le-roux')]
  const somebodyElse = await signIn('demo-ismael-diallo')

  await here.submit(await here.get('/compte/sessions'), 'Fermer toutes les autres')

  expect(await Promise.all([here, ...others, somebodyElse].map(isIn))).toEqual([true, false, false, true])
})

test('the session of somebody else is left alone, and nothing tells that it exists', async () => {
  const somebodyElse = await signIn('demo-ismael-diallo')
  await signIn('demo-ismael-diallo')
  const theirs = /name="session" value="([^"]+)"/.exec((await somebodyElse.get('/compte/sessions')).body)?.[1] ?? ''
  const here = await signIn('demo-camille-le-roux')
  const csrf = /name="_csrf" value="([^"]+)"/.exec((await here.get('/compte/sessions')).body)?.[1] ?? ''
  const send = (session: string) =>
    here.post('/compte/sessions', [
      ['_csrf', csrf],
      ['session', session],
    ])

  const answers = [await send(theirs), await send('inconnue'), await send("' or 1=1")]

  expect(theirs).not.toBe('')
  expect(answers.map(({ status, location }) => [status, location])).toEqual(
    Array(3).fill([303, '/compte/sessions?fait=1']),
  )
  expect(await isIn(somebodyElse)).toBe(true)
})

test('a stolen cookie opens nothing once its owner has signed out', async () => {
  const owner = await signIn('demo-camille-le-roux')
  const thief = site.browse()
  for (const [name, cookie] of owner.cookies) thief.cookies.set(name, cookie)
  expect(await isIn(thief)).toBe(true)

  await owner.submit(await owner.get('/compte'), 'Se déconnecter')

  expect(await isIn(thief)).toBe(false)
})

test('a cookie chosen by somebody else before signing in is not the session', async () => {
  const victim = site.browse()
  const cookie = [...(await signIn('demo-ismael-diallo')).cookies].find(([name]) => name === 'parvis')
  expect(cookie).toBeDefined()
  const [name, planted] = cookie ?? ['', { value: '', path: '/' }]
  victim.cookies.set(name, planted)

  await victim.signIn('demo-camille-le-roux')

  expect(victim.cookies.get(name)?.value).not.toBe(planted.value)
  const attacker = site.browse()
  attacker.cookies.set(name, planted)
  expect((await attacker.get('/prive')).body).not.toContain('Camille')
})

test('a sixth session of a usager ends the one visited longest ago, even when two come at once', async () => {
  const browsers: TestBrowser[] = []
  for (let rank = 0; rank < 4; rank += 1) {
    site.clock.advance(1_000)
    browsers.push(await signIn('demo-ismael-diallo'))
  }
  site.clock.advance(1_000)
  browsers.push(...(await Promise.all([signIn('demo-ismael-diallo'), signIn('demo-ismael-diallo')])))

  const open = await Promise.all(browsers.map(isIn))

  expect(open).toEqual([false, true, true, true, true, true])
})

test('the administrator of the instance is signed out after a quarter of an hour without activity', async () => {
  const admin = await signIn('demo-administration')
  await site.database.ownerPool.query(
    `insert into comptes.role (compte_id, role) select id, 'administrateur_instance' from comptes.compte where nom like 'Administration%'`,
  )
  site.clock.advance(14 * MINUTE)
  const during = await isIn(admin)
  site.clock.advance(16 * MINUTE)

  expect([during, await isIn(admin)]).toEqual([true, false])
})
