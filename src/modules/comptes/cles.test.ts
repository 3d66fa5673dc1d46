import { afterAll, beforeAll, expect, test } from 'vitest'
import { askedOf, type Lie, type SoftwareKey, softwareKey } from './test-cles.ts'
import { enrol, giveRole, signInByMail } from './test-facteurs.ts'
import { type Answer, openTestSite, type TestBrowser, type TestSite } from './test-site.tsx'

const ORIGIN = 'http://localhost:3000'
const SECOND = 1_000
const MINUTE = 60 * SECOND

let site: TestSite
beforeAll(async () => {
  site = await openTestSite({ origin: ORIGIN, limits: { liensParReseau: 1000, preuvesParReseau: 1000 } })
})
afterAll(() => site.close())

const REGISTER = '/compte/securite/cle'
const PROVE = '/compte/preuve?retour=/prive'

function send(browser: TestBrowser, page: Answer, reponse: string): Promise<Answer> {
  return browser.submit(page, 'name="reponse"', [['reponse', reponse]])
}

async function register(browser: TestBrowser, key: SoftwareKey, lie: Lie = {}): Promise<Answer> {
  const page = await browser.get(REGISTER)
  return send(browser, page, key.create(page, lie))
}

/** Somebody with an account known by its address, and a passkey. */
async function withKey(courriel: string, key = softwareKey(ORIGIN)) {
  const { browser } = await signInByMail(site, courriel)
  const answer = await register(browser, key)
  expect(answer.status).toBe(200)
  return { browser, key, answer }
}

/** Signs in with a passkey alone. */
async function enter(key: SoftwareKey, lie: Lie = {}) {
  const browser = site.browse()
  const page = await browser.get('/connexion/cle?retour=/prive')
  return { browser, page, answer: await send(browser, page, key.prove(page, lie)) }
}

/** Signs in by the link, then proves with a passkey. */
async function proveAfterLink(courriel: string, key: SoftwareKey, lie: Lie = {}) {
  const { browser } = await signInByMail(site, courriel)
  const page = await browser.get(PROVE)
  return { browser, page, answer: await send(browser, page, key.prove(page, lie)) }
}

async function countLines(action: string, meta: Readonly<Record<string, string>>): Promise<number> {
  const { rows } = await site.database.ownerPool.query('select 1 from infra.journal where action = $1 and meta @> $2', [
    action,
    meta,
  ])
  return rows.length
}

test('une clé d’accès s’enregistre et se nomme ; dix codes de secours sont montrés, sa personne en est avertie', async () => {
  const { browser } = await signInByMail(site, 'nadia@exemple.fr')
  const page = await browser.get(REGISTER)

  const shown = await browser.submit(page, 'name="reponse"', [
    ['nom', '  Clé du bureau '],
    ['reponse', softwareKey(ORIGIN).create(page)],
  ])
  const securite = await browser.get('/compte/securite')

  expect(shown.body.match(/<code>(?:[A-Z2-7]{4} ){5}[A-Z2-7]{4}<\/code>/g)).toHaveLength(10)
  expect(securite.body).toContain('<strong>Clé du bureau</strong>')
  expect(site.mails.at(-1)?.sujet).toBe('Un second facteur protège votre compte')
  expect(await countLines('facteur.add', { moyen: 'cle' })).toBe(1)
})

test('à la connexion par le lien, la clé est demandée : elle prouve, une fois, et rien n’est ouvert avant', async () => {
  const { key } = await withKey('seconde@exemple.fr')
  const { browser } = await signInByMail(site, 'seconde@exemple.fr')
  const closed = await browser.get('/prive')
  const page = await browser.get(PROVE)

  const answer = await send(browser, page, key.prove(page))

  expect(closed.location).toMatch(/^\/compte\/preuve/)
  // Whoever has no application of codes is asked for none.
  expect(page.body).not.toContain('name="code"')
  expect([answer.status, answer.location]).toEqual([303, '/prive'])
  expect((await browser.get('/prive/sensible')).status).toBe(200)
})

test('une clé dont l’appareil vérifie sa personne connecte seule, second facteur compris', async () => {
  const { key } = await withKey('seule@exemple.fr')

  const { browser, page, answer } = await enter(key)

  expect(askedOf(page).userVerification).toBe('required')
  expect([answer.status, answer.location]).toEqual([303, '/prive'])
  expect((await browser.get('/prive/sensible')).status).toBe(200)
})

test('a key that does not count its uses, as those of telephones, works each time', async () => {
  const { key } = await withKey('telephone@exemple.fr', softwareKey(ORIGIN, { compte: false }))

  expect((await enter(key)).answer.status).toBe(303)
  expect((await enter(key)).answer.status).toBe(303)
})

test('what was signed serves once: sent again, in the same browser or another, it opens nothing', async () => {
  const { key } = await withKey('rejoue@exemple.fr', softwareKey(ORIGIN, { compte: false }))
  const browser = site.browse()
  const page = await browser.get('/connexion/cle')
  const reponse = key.prove(page)
  await send(browser, page, reponse)

  const other = site.browse()
  const again = await send(other, await other.get('/connexion/cle'), reponse)

  expect(again.status).toBe(422)
  expect((await other.get('/prive')).status).toBe(303)
})

test('what was signed wrongly does not serve a second time either', async () => {
  const { key } = await withKey('brule@exemple.fr', softwareKey(ORIGIN, { compte: false }))
  const browser = site.browse()
  const page = await browser.get('/connexion/cle')
  await send(browser, page, key.prove(page, { origine: 'https://faux.exemple' }))

  expect((await send(browser, page, key.prove(page))).status).toBe(422)
})

test('an answer after five minutes comes too late', async () => {
  const { key } = await withKey('tard@exemple.fr')
  const browser = site.browse()
  const page = await browser.get('/connexion/cle')
  site.clock.advance(5 * MINUTE)

  expect((await send(browser, page, key.prove(page))).status).toBe(422)
})

test.each<[string, Lie]>([
  ['another origin', { origine: 'https://localhost.exemple' }],
  ['another port', { origine: 'http://localhost:3001' }],
  ['another site', { hote: 'exemple.fr' }],
  ['a request that we never made', { defi: 'A'.repeat(43) }],
  ['a device that did not check its person', { sansVerification: true }],
])('signed for %s, a key signs nobody in', async (_name, lie) => {
  const { key } = await withKey(`menteur${Object.keys(lie)}${Object.values(lie)}@exemple.fr`.replaceAll(/[:/]/g, ''))

  const { browser, answer } = await enter(key, lie)

  expect(answer.status).toBe(422)
  expect((await browser.get('/prive')).status).toBe(303)
})

test.each<[string, Lie]>([
  ['another origin', { origine: 'https://localhost.exemple' }],
  ['another site', { hote: 'exemple.fr' }],
  ['a request that we never made', { defi: 'A'.repeat(43) }],
])('made for %s, a key is not registered', async (_name, lie) => {
  const { browser } = await signInByMail(site, `faux${Object.keys(lie)}@exemple.fr`)

  const answer = await register(browser, softwareKey(ORIGIN), lie)

  expect(answer.status).toBe(422)
  expect((await browser.get('/compte/securite')).body).toContain('Aucune clé n’est enregistrée')
})

test('the key of somebody else proves nothing, and what they were asked is not answered for me', async () => {
  const { key: theirs } = await withKey('autrui@exemple.fr')
  await withKey('moi@exemple.fr')
  const { answer } = await proveAfterLink('moi@exemple.fr', theirs)
  site.clock.advance(10 * SECOND)
  const them = await signInByMail(site, 'autrui@exemple.fr')
  const asked = await them.browser.get(PROVE)
  const me = await signInByMail(site, 'moi@exemple.fr')

  const crossed = await send(me.browser, await me.browser.get(PROVE), theirs.prove(asked))

  expect([answer.status, crossed.status]).toEqual([422, 422])
  expect((await me.browser.get('/prive')).status).toBe(303)
})

test('a key belongs to one account: registered a second time, by its person or by another, it is refused', async () => {
  const { browser, key } = await withKey('premier@exemple.fr')
  const { browser: other } = await signInByMail(site, 'second@exemple.fr')

  const [own, theirs] = [await register(browser, key), await register(other, key)]

  expect([own.status, theirs.status]).toEqual([422, 422])
  expect(theirs.body).toContain('Cette clé est déjà enregistrée')
})

test('une clé qui compte à rebours est refusée comme une copie : le journal le dit, et sa personne l’apprend', async () => {
  const { key } = await withKey('copie@exemple.fr')
  await enter(key, { compteur: 40 })

  const alone = await enter(key, { compteur: 40 })
  const told = site.mails.at(-1)
  const second = await proveAfterLink('copie@exemple.fr', key, { compteur: 39 })

  expect([alone.answer.status, second.answer.status]).toEqual([422, 422])
  expect([told?.destinataire, told?.sujet]).toEqual(['copie@exemple.fr', 'Une clé d’accès a été refusée'])
  expect(await countLines('session.refuse', { raison: 'cle_copiee' })).toBe(1)
  expect(await countLines('facteur.refuse', { raison: 'copie' })).toBe(1)
})

test('l’appareil de qui travaille ici vérifie sa personne ; celui d’un usager, s’il le peut', async () => {
  const { browser } = await signInByMail(site, 'agent@exemple.fr')
  await giveRole(site, 'agent@exemple.fr')
  const refused = await register(browser, softwareKey(ORIGIN), { sansVerification: true })
  const { key } = await withKey('usager@exemple.fr', softwareKey(ORIGIN))

  const { answer } = await proveAfterLink('usager@exemple.fr', key, { sansVerification: true })

  expect(refused.status).toBe(422)
  expect(answer.status).toBe(303)
})

test('whom a provider knows signs in there: their key is a second factor, and opens nothing alone', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  const key = softwareKey(ORIGIN)
  expect((await register(browser, key)).status).toBe(200)

  expect((await enter(key)).answer.status).toBe(422)
})

test('une clé se retire : elle n’ouvre plus rien, et les codes de secours partent avec le dernier facteur', async () => {
  const { browser, key } = await withKey('retire@exemple.fr')
  const page = await browser.get('/compte/securite')

  const removed = await browser.submit(page, 'name="cle"')

  expect(removed.location).toBe('/compte/securite?fait=retrait')
  expect((await enter(key)).answer.status).toBe(422)
  expect((await browser.get('/compte/securite')).body).not.toContain('Codes de secours')
})

test('nobody takes away the key of another', async () => {
  const { browser: theirs, key } = await withKey('gardee@exemple.fr')
  const cle = /name="cle" value="([^"]+)"/.exec((await theirs.get('/compte/securite')).body)?.[1] ?? ''
  const { browser } = await withKey('voleuse@exemple.fr')
  const page = await browser.get('/compte/securite')

  await browser.submit(page, 'name="cle"', [['cle', cle]])

  expect((await enter(key)).answer.status).toBe(303)
})

test('sans rien de récent, ni preuve ni connexion, aucune clé ne s’ajoute ni ne se retire', async () => {
  const { browser } = await withKey('tiede@exemple.fr')
  const page = await browser.get('/compte/securite')
  site.clock.advance(11 * MINUTE)

  const removed = await browser.submit(page, 'name="cle"')

  expect((await browser.get(REGISTER)).location).toMatch(/^\/compte\/preuve/)
  expect(removed.location).toMatch(/^\/compte\/preuve/)
})

test('with both, the page asks for either; an eleventh key is one too many', async () => {
  const { browser } = await withKey('riche@exemple.fr')
  await enrol(site, browser)
  for (let nth = 2; nth <= 10; nth += 1) await register(browser, softwareKey(ORIGIN))

  const eleventh = await register(browser, softwareKey(ORIGIN))
  const { browser: again } = await signInByMail(site, 'riche@exemple.fr')
  const page = await again.get(PROVE)

  expect(eleventh.body).toContain('Dix clés sont enregistrées')
  expect(page.body).toContain('name="code"')
  expect(page.body).toContain('parvis-cle')
})

test.each([
  '',
  '{',
  '[]',
  '{"id":"AAAA"}',
  'null',
  `{"id":"${'A'.repeat(99_000)}"}`,
  '{"id":"AA","response":{"clientDataJSON":"eyJ9"}}',
])('what is no answer of a key is refused, and breaks nothing (%#)', async (reponse) => {
  const browser = site.browse()
  const page = await browser.get('/connexion/cle')

  expect((await send(browser, page, reponse)).status).toBe(422)
})
