import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPhraseHasher } from '../../infra/crypto/phrase-hasher.ts'
import { giveRole, signInByMail, withTelephone } from './test-facteurs.ts'
import { openTestSite, type TestBrowser, type TestSite } from './test-site.tsx'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite({ limits: { liensParReseau: 1000 } })
})
afterAll(() => site.close())

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
const PHRASE = 'tambour colline violette phare'

/** Somebody who came in by the link sent to them and chose a passphrase. */
async function withPhrase(courriel: string, phrase = PHRASE): Promise<TestBrowser> {
  const { browser } = await signInByMail(site, courriel)
  const chosen = await choose(browser, phrase)
  expect(chosen.location).toBe('/compte/securite?fait=phrase')
  return browser
}

async function choose(browser: TestBrowser, phrase: string, more: readonly (readonly [string, string])[] = []) {
  const page = await browser.get('/compte/securite/phrase')
  return browser.submit(page, 'name="phrase"', [['phrase', phrase], ...more])
}

async function signIn(courriel: string, phrase: string, browser = site.browse()) {
  const page = await browser.get('/connexion/phrase?retour=/prive')
  const answer = await browser.submit(page, 'name="phrase"', [
    ['courriel', courriel],
    ['phrase', phrase],
  ])
  return { browser, answer }
}

test('une phrase de passe se choisit, puis connecte avec l’adresse ; sa personne en est avertie', async () => {
  await withPhrase('nadia@exemple.fr')
  const told = site.mails.at(-1)?.sujet

  const { browser, answer } = await signIn(' Nadia@Exemple.fr ', PHRASE)

  expect(told).toBe('La phrase de passe de votre compte a changé')
  expect([answer.status, answer.location]).toEqual([303, '/prive'])
  expect((await browser.get('/prive')).status).toBe(200)
})

test('it is compared as typed: capitals, spaces and accents count', async () => {
  await withPhrase('exact@exemple.fr', 'Été 2026, tambour et colline')

  const wrong = [' Été 2026, tambour et colline', 'été 2026, tambour et colline', 'Ete 2026, tambour et colline']
  for (const phrase of wrong) {
    expect((await signIn('exact@exemple.fr', phrase)).answer.status).toBe(422)
    site.clock.advance(10 * SECOND)
  }
  expect((await signIn('exact@exemple.fr', 'Été 2026, tambour et colline')).answer.status).toBe(303)
})

test('nothing tells a wrong passphrase from an address without one, joined elsewhere, or that nobody has', async () => {
  await withPhrase('connue@exemple.fr')
  await signInByMail(site, 'sans.phrase@exemple.fr')
  const say = async (courriel: string) => {
    const { answer } = await signIn(courriel, 'une autre phrase bien longue')
    return [answer.status, answer.body.replaceAll(courriel, '').replaceAll(/value="[\w-]{80,}"/g, '')]
  }

  const known = await say('connue@exemple.fr')

  expect(known[0]).toBe(422)
  expect(await say('sans.phrase@exemple.fr')).toEqual(known)
  expect(await say('personne@exemple.fr')).toEqual(known)
  expect(await say('pas une adresse')).toEqual(known)
})

test('the wait grows for an address that nobody has as for another', async () => {
  await withPhrase('attente@exemple.fr')
  const waits: (readonly [string | undefined, string | undefined])[] = []

  for (let rank = 0; rank < 4; rank += 1) {
    await signIn('attente@exemple.fr', 'fausse fausse fausse')
    await signIn('inconnue@exemple.fr', 'fausse fausse fausse')
    const [known, unknown] = [await signIn('attente@exemple.fr', PHRASE), await signIn('inconnue@exemple.fr', PHRASE)]
    waits.push([known.answer.headers['retry-after'], unknown.answer.headers['retry-after']])
    site.clock.advance(10 * SECOND)
  }

  expect(waits).toEqual([
    ['1', '1'],
    ['2', '2'],
    ['4', '4'],
    ['8', '8'],
  ])
})

test('after a hundred failures in a day only the link opens; it always does', async () => {
  await withPhrase('cent@exemple.fr')
  await signIn('cent@exemple.fr', 'fausse fausse fausse')
  await site.database.ownerPool.query(
    `update comptes.tentative set echecs_du_jour = 100, libre_at = $1 where cle like 'phrase|%'`,
    [site.clock()],
  )
  site.clock.advance(MINUTE)

  const refused = await signIn('cent@exemple.fr', PHRASE)
  const byLink = await signInByMail(site, 'cent@exemple.fr')
  site.clock.advance(DAY)

  expect(refused.answer.status).toBe(429)
  expect(refused.answer.body).toContain('Demandez un lien')
  expect(byLink.answer.location).toBe('/prive')
  expect((await signIn('cent@exemple.fr', PHRASE)).answer.status).toBe(303)
})

test.each([
  ['court', 'il y faut 12 caractères'],
  ['918273645546', 'se devine trop vite'],
  ['motdepasse123!', 'que tout le monde essaie'],
  ['refusee tambour 2026', 'ce sont les premiers mots essayés'],
  ['x1'.repeat(129), '256 caractères au plus'],
])('%j is refused, which rule is said, and another is offered', async (phrase, told) => {
  const { browser } = await signInByMail(site, 'refusee@exemple.fr')

  const refused = await choose(browser, phrase)

  expect(refused.status).toBe(422)
  expect(refused.body).toContain(told)
  expect(refused.body).toMatch(/<code>[a-z]+(?:-[a-z]+){4}<\/code>/)
  expect(refused.body).not.toContain(`value="${phrase}"`)
})

test('who works here needs fifteen characters, and a shorter one of before no longer signs them in', async () => {
  await withPhrase('promue@exemple.fr', 'xkqvbzjwpfhdg')
  await giveRole(site, 'promue@exemple.fr')

  const short = await signIn('promue@exemple.fr', 'xkqvbzjwpfhdg')

  expect(short.answer.status).toBe(403)
  expect(short.answer.body).toContain('quinze caractères')
})

test('a second factor is asked after the passphrase as after the link', async () => {
  const { browser, telephone } = await withTelephone(site, 'facteur@exemple.fr')
  await choose(browser, PHRASE)
  site.clock.advance(MINUTE)

  const { browser: other, answer } = await signIn('facteur@exemple.fr', PHRASE)
  const proved = await other.submit(await other.get(answer.location), 'name="code"', [['code', telephone.code()]])

  expect(answer.location).toBe('/compte/preuve?retour=%2Fprive')
  expect(proved.location).toBe('/prive')
})

test('a guessed passphrase alone changes nothing of what protects the account', async () => {
  await withPhrase('devinee@exemple.fr')
  const { browser } = await signIn('devinee@exemple.fr', PHRASE)

  const pages = await Promise.all(
    ['/compte/securite/phrase', '/compte/securite/application'].map((path) => browser.get(path)),
  )

  expect(pages.map(({ location }) => location.startsWith('/compte/preuve'))).toEqual([true, true])
  // Signing in by it again would change nothing: the link is what is asked for.
  const asked = await browser.get(pages[0]?.location ?? '')
  expect(asked.body).toContain('href="/connexion/courriel?retour=%2Fcompte%2Fsecurite%2Fphrase"')
  expect(asked.body).toContain('Recevoir un lien')
})

test('changing it ends the other sessions, and the former one opens nothing', async () => {
  const browser = await withPhrase('change@exemple.fr')
  const { browser: other } = await signIn('change@exemple.fr', PHRASE)

  await choose(browser, 'marmotte girouette carafe noix')

  expect((await other.get('/prive')).location).toContain('/connexion')
  expect((await signIn('change@exemple.fr', PHRASE)).answer.status).toBe(422)
  site.clock.advance(2 * SECOND)
  expect((await signIn('change@exemple.fr', 'marmotte girouette carafe noix')).answer.status).toBe(303)
})

test('whoever came in by it gives it to change it', async () => {
  const { browser, telephone } = await withTelephone(site, 'actuelle@exemple.fr')
  await choose(browser, PHRASE)
  site.clock.advance(MINUTE)
  const { browser: other, answer } = await signIn('actuelle@exemple.fr', PHRASE)
  await other.submit(await other.get(answer.location), 'name="code"', [['code', telephone.code()]])

  const wrong = await choose(other, 'marmotte girouette carafe noix', [['actuelle', 'une autre phrase']])
  site.clock.advance(2 * SECOND)
  const right = await choose(other, 'marmotte girouette carafe noix', [['actuelle', PHRASE]])

  expect(wrong.status).toBe(422)
  expect(wrong.body).toContain('n’est pas celle que vous utilisez')
  expect(right.location).toBe('/compte/securite?fait=phrase')
})

test('removed, it opens nothing; the link still does', async () => {
  const browser = await withPhrase('retiree@exemple.fr')

  const removed = await browser.submit(await browser.get('/compte/securite'), 'Retirer la phrase')

  expect(removed.location).toBe('/compte/securite?fait=sansPhrase')
  expect((await signIn('retiree@exemple.fr', PHRASE)).answer.status).toBe(422)
  expect((await signInByMail(site, 'retiree@exemple.fr')).answer.location).toBe('/prive')
})

test('an account that a provider knows has none', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')

  expect((await browser.get('/compte/securite/phrase')).status).toBe(404)
  expect((await browser.get('/compte/securite')).body).not.toContain('Phrase de passe')
})

test('a digest that cost less is made anew when its passphrase signs in', async () => {
  await withPhrase('ancienne@exemple.fr')
  const former = await createPhraseHasher(site.deps.keys.phrases, { memoire: 32, passes: 1 }).hash(PHRASE)
  await site.database.ownerPool.query(
    `update comptes.phrase set hachage = $1 where compte_id = (select id from comptes.compte where courriel = 'ancienne@exemple.fr')`,
    [former.hachage],
  )

  const { answer } = await signIn('ancienne@exemple.fr', PHRASE)
  const { rows } = await site.database.ownerPool.query<{ hachage: string }>(
    `select p.hachage from comptes.phrase p join comptes.compte c on c.id = p.compte_id where c.courriel = 'ancienne@exemple.fr'`,
  )

  expect(answer.status).toBe(303)
  expect(rows[0]?.hachage).toContain('m=64,')
})
