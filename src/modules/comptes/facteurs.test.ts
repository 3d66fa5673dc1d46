import { afterAll, beforeAll, expect, test } from 'vitest'
import { csrfOf, enrol, giveRole, readKey, signInByMail, withTelephone } from './test-facteurs.ts'
import { openTestSite, type TestBrowser, type TestSite } from './test-site.tsx'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite({ limits: { liensParReseau: 1000 } })
})
afterAll(() => site.close())

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SESSION = 'parvis'

const prove = async (browser: TestBrowser, code: string, more: readonly (readonly [string, string])[] = []) =>
  browser.submit(await browser.get('/compte/preuve?retour=/prive'), 'name="code"', [['code', code], ...more])

test('une application de codes s’enregistre : un dessin, une clé, un code ; dix codes de secours sont montrés', async () => {
  const { browser } = await signInByMail(site, 'nadia@exemple.fr')
  const page = await browser.get('/compte/securite/application')

  const shown = await browser.submit(page, 'name="code"', [['code', readKey(site, page)()]])
  const securite = await browser.get('/compte/securite')

  expect(page.body).toMatch(/<svg class="qr"[^>]*role="img"/)
  expect(shown.status).toBe(200)
  expect(shown.body.match(/<code>(?:[A-Z2-7]{4} ){5}[A-Z2-7]{4}<\/code>/g)).toHaveLength(10)
  expect(securite.body).toContain('Il vous en reste 10')
  expect(site.mails.at(-1)?.sujet).toBe('Un second facteur protège votre compte')
})

test('a wrong code registers nothing, and the page keeps the key already read', async () => {
  const { browser } = await signInByMail(site, 'faux@exemple.fr')
  const page = await browser.get('/compte/securite/application')

  const refused = await browser.submit(page, 'name="code"', [['code', '000000']])
  const key = (answer: { body: string }) => /<code>([^<]+)<\/code>/.exec(answer.body)?.[1]

  expect(refused.status).toBe(422)
  expect(key(refused)).toBe(key(page))
  expect((await browser.get('/compte/securite')).body).toContain('Aucune application n’est enregistrée')
})

test('the key of a page left open for half an hour is no longer taken, nor that of another account', async () => {
  const { browser } = await signInByMail(site, 'tard@exemple.fr')
  const page = await browser.get('/compte/securite/application')
  const code = readKey(site, page)
  const theirs = await signInByMail(site, 'autrui@exemple.fr')
  const scelle = /name="scelle" value="([^"]+)"/.exec(page.body)?.[1] ?? ''

  const stolen = await theirs.browser.post('/compte/securite/application', [
    ['_csrf', csrfOf(await theirs.browser.get('/compte/securite/application'))],
    ['scelle', scelle],
    ['code', code()],
  ])
  site.clock.advance(31 * MINUTE)
  await signInByMail(site, 'tard@exemple.fr', { browser })
  const late = await browser.post('/compte/securite/application', [
    ['_csrf', csrfOf(await browser.get('/compte/securite/application'))],
    ['scelle', scelle],
    ['code', code()],
  ])

  expect([stolen.status, late.status]).toEqual([422, 422])
  expect(late.body).toContain('Voici une nouvelle clé')
})

test('signing in then asks for the code, before anything is shown; the cookie changes when it is given', async () => {
  const { telephone } = await withTelephone(site, 'prudente@exemple.fr')
  site.clock.advance(MINUTE)
  const { browser, answer } = await signInByMail(site, 'prudente@exemple.fr', { retour: '/prive?x=1' })
  const before = browser.cookies.get(SESSION)?.value ?? ''
  const shut = await browser.get('/prive')

  const proved = await browser.submit(await browser.get(answer.location), 'name="code"', [['code', telephone.code()]])

  const former = site.browse()
  former.cookies.set(SESSION, { value: before, path: '/' })
  expect(answer.location).toBe('/compte/preuve?retour=%2Fprive%3Fx%3D1')
  expect([shut.status, shut.location]).toEqual([303, '/compte/preuve?retour=%2Fprive'])
  expect(proved.location).toBe('/prive?x=1')
  expect((await browser.get('/prive')).status).toBe(200)
  expect((await former.get('/prive')).location).toBe('/connexion?retour=%2Fprive')
})

test('a code serves once, even sent twice at the same moment, and the one that registered the application has served', async () => {
  const { browser, telephone } = await withTelephone(site, 'rejeu@exemple.fr')
  const { browser: second } = await signInByMail(site, 'rejeu@exemple.fr')
  const { browser: third } = await signInByMail(site, 'rejeu@exemple.fr')

  const enrolled = await prove(second, telephone.code())
  site.clock.advance(30 * SECOND)
  const pages = await Promise.all([second, third].map((one) => one.get('/compte/preuve?retour=/prive')))
  const code = telephone.code()
  const both = await Promise.all(
    [second, third].map((one, rank) => one.submit(pages[rank] ?? fail(), 'name="code"', [['code', code]])),
  )
  site.clock.advance(10 * SECOND)
  const later = await prove((await signInByMail(site, 'rejeu@exemple.fr')).browser, code)

  expect(enrolled.status).toBe(422)
  expect(enrolled.body).toContain('Ce code a déjà servi')
  expect(both.filter(({ status }) => status === 303)).toHaveLength(1)
  expect(later.status).toBe(422)
  expect(browser.cookies.has(SESSION)).toBe(true)
})

test('a wrong code makes the next try wait: one second, then two, then four… a quarter of an hour at most', async () => {
  const { telephone } = await withTelephone(site, 'essais@exemple.fr')
  const { browser } = await signInByMail(site, 'essais@exemple.fr')
  site.clock.advance(MINUTE)
  const waits: number[] = []

  for (let rank = 0; rank < 12; rank += 1) {
    const wrong = await prove(browser, '000000')
    expect(wrong.status).toBe(422)
    const asked = await prove(browser, telephone.code())
    expect(asked.status).toBe(429)
    waits.push(Number(asked.headers['retry-after']))
    site.clock.advance(Number(asked.headers['retry-after']) * SECOND)
    if (rank % 3 === 2) await signInByMail(site, 'essais@exemple.fr', { browser })
  }

  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
  expect((await prove(browser, telephone.code())).status).toBe(303)
})

test('a clock that was ahead, then set right, neither refuses the codes of now nor takes one twice', async () => {
  const { telephone } = await withTelephone(site, 'horloge@exemple.fr')
  const { browser } = await signInByMail(site, 'horloge@exemple.fr')
  site.clock.advance(3 * HOUR)
  await signInByMail(site, 'horloge@exemple.fr', { browser })
  const ahead = await prove(browser, telephone.code())
  const { browser: wrong } = await signInByMail(site, 'horloge@exemple.fr')
  await prove(wrong, '000000')
  site.clock.advance(-3 * HOUR + MINUTE)

  const right = await prove((await signInByMail(site, 'horloge@exemple.fr')).browser, telephone.code())
  const again = await prove((await signInByMail(site, 'horloge@exemple.fr')).browser, telephone.code())

  expect([ahead.status, right.status]).toEqual([303, 303])
  expect(again.body).toContain('Ce code a déjà servi')
})

test('after a hundred failures in a day codes are no longer taken, until the next day', async () => {
  const { telephone } = await withTelephone(site, 'cent@exemple.fr')
  const { browser } = await signInByMail(site, 'cent@exemple.fr')
  await site.database.ownerPool.query(
    `insert into comptes.tentative (cle, echecs, libre_at, jour_at, echecs_du_jour)
     select 'facteur|' || id, 12, $1, $1, 100 from comptes.compte where courriel = 'cent@exemple.fr'`,
    [site.clock()],
  )
  site.clock.advance(MINUTE)

  const refused = await prove(browser, telephone.code())
  site.clock.advance(DAY)
  await signInByMail(site, 'cent@exemple.fr', { browser })

  expect(refused.status).toBe(429)
  expect(refused.body).toContain('Trop d’essais aujourd’hui')
  expect((await prove(browser, telephone.code())).status).toBe(303)
})

test('a recovery code stands in for the telephone, once, however it is copied; its person is told', async () => {
  const { telephone } = await withTelephone(site, 'secours@exemple.fr')
  const { browser } = await signInByMail(site, 'secours@exemple.fr')
  const code = telephone.secours[3] ?? ''
  const use = async (one: TestBrowser) =>
    one.submit(await one.get('/compte/preuve?retour=/prive'), 'name="secours"', [
      ['secours', ` ${code.toLowerCase().replaceAll(' ', '-')} `],
    ])

  const first = await use(browser)
  site.clock.advance(MINUTE)
  const again = await use((await signInByMail(site, 'secours@exemple.fr')).browser)

  expect(first.location).toBe('/prive')
  expect(site.mails.map(({ sujet }) => sujet)).toContain('Un code de secours a servi')
  expect(again.status).toBe(422)
  expect(again.body).toContain('il a déjà servi')
  expect((await browser.get('/compte/securite')).body).toContain('Il vous en reste 9')
})

test('somebody else’s recovery code opens nothing', async () => {
  const theirs = await withTelephone(site, 'victime@exemple.fr')
  await withTelephone(site, 'curieux@exemple.fr')
  const { browser } = await signInByMail(site, 'curieux@exemple.fr')
  const page = await browser.get('/compte/preuve')

  const refused = await browser.submit(page, 'name="secours"', [['secours', theirs.telephone.secours[0] ?? '']])

  expect(refused.status).toBe(422)
})

test('new recovery codes replace the former ones', async () => {
  const { browser, telephone } = await withTelephone(site, 'neufs@exemple.fr')
  const shown = await browser.submit(await browser.get('/compte/securite'), 'Créer de nouveaux codes')
  const { browser: other } = await signInByMail(site, 'neufs@exemple.fr')

  const former = await other.submit(await other.get('/compte/preuve'), 'name="secours"', [
    ['secours', telephone.secours[0] ?? ''],
  ])
  site.clock.advance(2 * SECOND)
  const fresh = /<code>([^<]+)<\/code>/.exec(shown.body)?.[1] ?? ''
  const next = await other.submit(await other.get('/compte/preuve'), 'name="secours"', [['secours', fresh]])

  expect([former.status, next.status]).toEqual([422, 303])
})

test('nothing that proves can be read in the database', async () => {
  const { telephone } = await withTelephone(site, 'secret@exemple.fr')
  const { rows } = await site.database.ownerPool.query<{ secret: string; codes: string }>(
    `select t.secret, (select string_agg(encode(c.empreinte, 'escape'), ',') from comptes.code_secours c where c.compte_id = t.compte_id) as codes
     from comptes.totp t join comptes.compte a on a.id = t.compte_id where a.courriel = 'secret@exemple.fr'`,
  )

  expect(rows[0]?.secret).toMatch(/^v1\./)
  expect(rows[0]?.codes).not.toContain(telephone.secours[0]?.replaceAll(' ', ''))
})

test('registering a factor ends the other sessions', async () => {
  const { browser: other } = await signInByMail(site, 'ailleurs@exemple.fr')
  const { browser } = await withTelephone(site, 'ailleurs@exemple.fr')

  expect((await other.get('/prive')).location).toBe('/connexion?retour=%2Fprive')
  expect((await browser.get('/prive')).status).toBe(200)
})

test('removing it wants a proof less than ten minutes old; the code is then no longer asked', async () => {
  const { browser, telephone } = await withTelephone(site, 'retrait@exemple.fr')
  const page = await browser.get('/compte/securite')
  site.clock.advance(10 * MINUTE)

  const asked = await browser.submit(page, 'Retirer l’application')
  const given = await browser.follow(
    await browser.submit(await browser.get(asked.location), 'name="code"', [['code', telephone.code()]]),
  )
  const removed = await browser.submit(given, 'Envoyer mes réponses')

  expect(asked.location).toContain('/compte/preuve')
  expect(removed.location).toBe('/compte/securite?fait=retrait')
  expect((await signInByMail(site, 'retrait@exemple.fr')).answer.location).toBe('/prive')
  expect(site.mails.map(({ sujet }) => sujet)).toContain('Un second facteur a été retiré de votre compte')
})

test('a stolen session of before cannot register a factor: a recent sign-in is wanted', async () => {
  const { browser } = await signInByMail(site, 'vol@exemple.fr')
  site.clock.advance(11 * MINUTE)

  const asked = await browser.get('/compte/securite/application')
  const page = await browser.follow(asked)

  expect(asked.location).toContain('/compte/preuve')
  expect(page.body).toContain('Se connecter de nouveau')
})

test('where a recent sign-in is enough, it leads back to what was wanted; just signed in, one is not stopped', async () => {
  const { browser } = await signInByMail(site, 'suffit@exemple.fr')
  site.clock.advance(11 * MINUTE)

  const asked = await browser.get('/compte/securite/phrase')
  const page = await browser.follow(asked)
  await signInByMail(site, 'suffit@exemple.fr', { browser })
  const open = await browser.get(asked.location)

  expect(asked.location).toBe('/compte/preuve?retour=%2Fcompte%2Fsecurite%2Fphrase&minimum=connexion')
  expect(page.body).toContain('href="/connexion?retour=%2Fcompte%2Fsecurite%2Fphrase"')
  expect(open.location).toBe('/compte/securite/phrase')
})

test('an agent who came in by a link registers a factor, then reaches where they were going', async () => {
  const { browser } = await signInByMail(site, 'agent@exemple.fr')
  await giveRole(site, 'agent@exemple.fr')

  const asked = await browser.follow(await browser.get('/prive/agent'))
  const shown = await browser.submit(asked, 'name="code"', [['code', readKey(site, asked)()]])

  expect(asked.body).toContain('Votre rôle demande un second facteur')
  expect(shown.body).toContain('href="/prive/agent"')
  expect((await browser.get('/prive/agent')).status).toBe(200)
})

test('the form that an agent without a factor had sent is given back once one is registered', async () => {
  const { browser } = await signInByMail(site, 'envoi@exemple.fr')
  const token = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/prive')).body)?.[1] ?? ''
  await giveRole(site, 'envoi@exemple.fr')

  const sent = await browser.post('/prive/agent', [
    ['_csrf', token],
    ['c1', 'Été'],
  ])
  const page = await browser.follow(sent)
  const shown = await browser.submit(page, 'name="code"', [['code', readKey(site, page)()]])
  const next = /<a class="bouton"[^>]*href="([^"]+)"/.exec(shown.body)?.[1] ?? ''
  const done = await browser.submit(await browser.get(next), 'Envoyer mes réponses')

  expect(done.body).toBe('reçu [{"name":"c1","value":"Été"}]')
})

test('a usager may have a device trusted for thirty days; never an agent', async () => {
  const { telephone } = await withTelephone(site, 'confiance@exemple.fr')
  site.clock.advance(MINUTE)
  const { browser } = await signInByMail(site, 'confiance@exemple.fr')
  await prove(browser, telephone.code(), [['confiance', 'oui']])

  const again = await signInByMail(site, 'confiance@exemple.fr', { browser })
  const sensible = await browser.get('/prive/sensible')
  const elsewhere = await signInByMail(site, 'confiance@exemple.fr')
  site.clock.advance(30 * DAY)
  const late = await signInByMail(site, 'confiance@exemple.fr', { browser })

  expect(again.answer.location).toBe('/prive')
  expect(sensible.location).toContain('/compte/preuve')
  expect(elsewhere.answer.location).toContain('/compte/preuve')
  expect(late.answer.location).toContain('/compte/preuve')
})

test('an agent is asked on every device, trusted or not', async () => {
  const { telephone } = await withTelephone(site, 'promue@exemple.fr')
  site.clock.advance(MINUTE)
  const { browser } = await signInByMail(site, 'promue@exemple.fr')
  await prove(browser, telephone.code(), [['confiance', 'oui']])
  await giveRole(site, 'promue@exemple.fr')

  const { answer } = await signInByMail(site, 'promue@exemple.fr', { browser })
  const page = await browser.get(answer.location)

  expect(answer.location).toContain('/compte/preuve')
  expect(page.body).not.toContain('pendant 30 jours')
})

test('a trusted device is listed, and no longer trusted once its person says so, where it is signed in too', async () => {
  const { telephone } = await withTelephone(site, 'liste@exemple.fr')
  site.clock.advance(MINUTE)
  const { browser } = await signInByMail(site, 'liste@exemple.fr')
  await prove(browser, telephone.code(), [['confiance', 'oui']])
  const trusted = await signInByMail(site, 'liste@exemple.fr', { browser })
  site.clock.advance(MINUTE)
  const { browser: home } = await signInByMail(site, 'liste@exemple.fr')
  await prove(home, telephone.code())

  const revoked = await home.submit(await home.get('/compte/securite'), 'Ne plus faire confiance')

  expect(trusted.answer.location).toBe('/prive')
  expect(revoked.location).toBe('/compte/securite?fait=appareil')
  expect((await browser.get('/prive')).location).toContain('/compte/preuve')
})

test('enrolling again replaces the telephone and keeps the recovery codes', async () => {
  const { browser, telephone } = await withTelephone(site, 'change@exemple.fr')
  const fresh = await enrol(site, browser)
  const { browser: other } = await signInByMail(site, 'change@exemple.fr')
  site.clock.advance(MINUTE)

  const former = await prove(other, telephone.code())
  site.clock.advance(2 * SECOND)

  expect(fresh.secours).toEqual([])
  expect(former.status).toBe(422)
  expect((await prove(other, fresh.code())).status).toBe(303)
})

test('pressed twice, the second press goes where the first one goes', async () => {
  const { telephone } = await withTelephone(site, 'double@exemple.fr')
  site.clock.advance(MINUTE)
  const { browser } = await signInByMail(site, 'double@exemple.fr')
  const page = await browser.get('/compte/preuve?retour=/prive')
  const before = new Map(browser.cookies)

  await browser.submit(page, 'name="code"', [['code', telephone.code()]])
  const late = site.browse()
  for (const [name, cookie] of before) late.cookies.set(name, cookie)
  const second = await late.submit(page, 'name="code"', [['code', telephone.code()]])

  expect([second.status, second.location]).toEqual([303, '/prive'])
  expect((await late.get('/prive')).location).toContain('/connexion')
})

test('what was proved and refused is in the journal, without any code', async () => {
  const { rows } = await site.database.ownerPool.query<{ action: string; meta: object }>(
    `select distinct action, meta from infra.journal where action ~ '^(facteur|secours|appareil)' order by action`,
  )

  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      ...['appareil.revoke', 'appareil.trust', 'facteur.add', 'facteur.prove', 'facteur.refuse', 'facteur.remove'],
      'secours.renew',
    ]),
  )
  expect(JSON.stringify(rows)).not.toMatch(/\d{6}|[A-Z2-7]{20}/)
})

function fail(): never {
  throw new Error('no page')
}
