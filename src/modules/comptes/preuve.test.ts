import { afterAll, beforeAll, expect, test } from 'vitest'
import { withContext } from '../../infra/db/with-context.ts'
import { openTestSite, type TestBrowser, type TestSite } from './test-site.tsx'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite({ limits: { liensParReseau: 1000 } })
})
afterAll(() => site.close())

const MINUTE = 60_000
const SESSION = 'parvis'

async function signInByMail(courriel: string): Promise<TestBrowser> {
  const browser = site.browse()
  await browser.submit(await browser.get('/connexion/courriel?retour=/prive'), 'name="courriel"', [
    ['courriel', courriel],
  ])
  const lien = new URL(site.mails.at(-1)?.lien?.adresse ?? 'http://x').pathname
  await browser.submit(await browser.get(lien), 'Continuer avec cette adresse')
  return browser
}

async function giveRole(courriel: string): Promise<void> {
  await site.database.ownerPool.query(
    `insert into comptes.role (compte_id, role) select id, 'administrateur_instance' from comptes.compte where courriel = $1`,
    [courriel],
  )
}

test('somebody who works here and came in by ProConnect with a second factor is not asked again', async () => {
  const browser = site.browse()
  await browser.signIn('demo-anne-kerdoncuff')
  await giveRole('anne.kerdoncuff@exemple.fr')

  expect((await browser.get('/prive/agent')).status).toBe(200)
  expect((await browser.get('/prive/sensible')).status).toBe(200)
})

test('ten minutes after signing in, what is sensitive asks for a new proof, the rest does not', async () => {
  const browser = site.browse()
  await browser.signIn('demo-julien-chassaing')
  site.clock.advance(10 * MINUTE)

  const sensible = await browser.get('/prive/sensible?x=1')

  expect([sensible.status, sensible.location]).toEqual([303, '/compte/preuve?retour=%2Fprive%2Fsensible%3Fx%3D1'])
  expect((await browser.get('/prive/agent')).status).toBe(200)
})

test('somebody who works here and came in by a link must prove a second factor; a usager need not', async () => {
  const agent = await signInByMail('agent@exemple.fr')
  await giveRole('agent@exemple.fr')
  const usager = await signInByMail('usager@exemple.fr')

  const asked = await agent.get('/prive/agent')

  expect([asked.status, asked.location]).toEqual([303, '/compte/preuve?retour=%2Fprive%2Fagent'])
  expect((await agent.get('/prive')).status).toBe(200)
  expect((await usager.get('/prive/agent')).status).toBe(200)
})

test('being in a group is working here, even without a role', async () => {
  const agent = await signInByMail('membre@exemple.fr')
  await site.database.ownerPool.query(`
    with o as (insert into annuaire.organisme (nature, nom) values ('commune', 'Vern') returning id),
    d as (insert into demarches.demarche (numero, slug, organisme_id, titre, resume, duree_en_minutes, delai, recherche, created_at)
      select 1, 'cantine', id, '{}', '{}', 5, '{}', '', now() from o returning id),
    g as (insert into demarches.groupe (numero, demarche_id, label) select 1, id, 'tous' from d returning id)
    insert into demarches.membre (groupe_id, compte_id) select g.id, c.id from g, comptes.compte c where c.courriel = 'membre@exemple.fr'`)

  expect((await agent.get('/prive/agent')).location).toContain('/compte/preuve')
})

test('a form that meets the need of a proof is kept, and given back once it is proved', async () => {
  const browser = site.browse()
  await browser.signIn('demo-anne-kerdoncuff')
  const token = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/prive/sensible')).body)?.[1] ?? ''
  site.clock.advance(10 * MINUTE)

  const sent = await browser.post('/prive/sensible', [
    ['_csrf', token],
    ['c1', 'Été'],
  ])
  const page = await browser.get(sent.location)
  const again = new URL(/href="(\/connexion\?retour=[^"]+)"/.exec(page.body)?.[1] ?? '', 'http://x')
  const given = await browser.signIn('demo-anne-kerdoncuff', again.searchParams.get('retour') ?? '')
  const done = await browser.submit(given, 'Envoyer mes réponses')

  expect([sent.status, page.status]).toEqual([303, 200])
  expect(given.body).toContain('Vos réponses ont été conservées')
  expect(done.body).toBe('reçu [{"name":"c1","value":"Été"}]')
})

test('what a script sends in the background is told by its status', async () => {
  const agent = await signInByMail('script@exemple.fr')
  await giveRole('script@exemple.fr')

  const answer = await agent.get('/prive/agent', { 'sec-fetch-dest': 'empty' })

  expect(answer.status).toBe(403)
})

test('a session whose account has a second factor is nobody until it is proved', async () => {
  const browser = await signInByMail('prudente@exemple.fr')
  await site.database.ownerPool.query(
    `insert into comptes.totp (compte_id, secret, dernier_pas, created_at)
     select id, 'v1', 0, now() from comptes.compte where courriel = 'prudente@exemple.fr'`,
  )

  const asked = await browser.get('/prive')
  const door = await browser.get('/connexion')

  expect([asked.status, asked.location]).toEqual([303, '/compte/preuve?retour=%2Fprive'])
  expect(door.body).not.toContain('Vous êtes connecté')
  expect((await browser.get('/compte/preuve')).status).toBe(200)
})

test('receiving a role changes the cookie, and what was proved on the way in still holds', async () => {
  const browser = site.browse()
  await browser.signIn('demo-administration')
  const before = browser.cookies.get(SESSION)?.value ?? ''
  const invited = await withContext(site.deps.db, { role: 'systeme' }, (tx) =>
    site.comptes.inviteAgent(tx, { courriel: 'a@exemple.fr', role: 'administrateur_instance', now: site.clock() }),
  )
  const lien = new URL(invited.outcome === 'invite' ? invited.adresse : 'http://x').pathname

  await browser.submit(await browser.get(lien), 'Accepter l’invitation')

  const former = site.browse()
  former.cookies.set(SESSION, { value: before, path: '/' })
  expect((await browser.get('/prive/agent')).status).toBe(200)
  expect((await former.get('/prive')).location).toBe('/connexion?retour=%2Fprive')
})
