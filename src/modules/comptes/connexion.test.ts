import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_ACCOUNTS } from '../../infra/fakes/demo-accounts.ts'
import { openTestSite, type TestSite } from './test-site.tsx'

let site: TestSite

beforeAll(async () => {
  site = await openTestSite()
})
afterAll(() => site.close())

const MINUTE = 60_000
const SESSION = 'parvis'

async function count(table: string, where = 'true'): Promise<number> {
  const { rows } = await site.database.ownerPool.query<{ n: number }>(
    `select count(*) as n from ${table} where ${where}`,
  )
  return rows[0]?.n ?? -1
}

test('une personne de la démonstration se connecte en un bouton, par le vrai protocole', async () => {
  const page = await site.browse().signIn('demo-camille-le-roux')

  expect(page.status).toBe(200)
  expect(page.body).toContain('Camille Le Roux|fr')
})

test('la page de connexion offre un bouton par personne et la voie du courriel', async () => {
  const page = await site.browse().get('/connexion')

  expect(page.status).toBe(200)
  expect(page.body.match(/Continuer en tant que/g)).toHaveLength(DEMO_ACCOUNTS.length)
  expect(page.body).toContain('href="/connexion/courriel"')
  expect(page.headers['cache-control']).toBe('no-store')
})

test('the same person signing in twice is one account, and each browser has its session', async () => {
  await site.browse().signIn('demo-ismael-diallo')
  await site.browse().signIn('demo-ismael-diallo')

  expect(await count('comptes.identite', `compte_id in (select id from comptes.compte where nom = 'Diallo')`)).toBe(1)
  expect(
    await count(
      'comptes.session s join comptes.identite i using (compte_id)',
      `compte_id in (select id from comptes.compte where nom = 'Diallo') and fin_at is null`,
    ),
  ).toBe(2)
})

test('whoever is signed in here and signs in again is asked for a proof by the provider, even remembered there', async () => {
  const browser = site.browse()
  const door = async () => {
    const page = await browser.get('/connexion')
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    return browser.post('/connexion/porte/demo-fc', [['_csrf', csrf]])
  }
  const first = new URL((await door()).location)
  await browser.signIn('demo-camille-le-roux')
  const again = new URL((await door()).location)

  expect([first.searchParams.has('prompt'), again.searchParams.get('prompt')]).toEqual([false, 'login'])
})

test('the address to sign in holds state, nonce and a PKCE challenge, and the session is not in the database', async () => {
  const browser = site.browse()
  const page = await browser.get('/connexion')

  const started = await browser.submit(page, 'value="demo-camille-le-roux"')
  const asked = new URL(started.location).searchParams
  await browser.follow(started)

  expect(asked.get('state')).toMatch(/^[\w-]{43}$/)
  expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/)
  expect(asked.get('code_challenge_method')).toBe('S256')
  expect(await count('comptes.session', `empreinte = '${browser.cookies.get(SESSION)?.value}'`)).toBe(0)
})

test('signing in changes the cookie of the session and ends the old one', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  const first = browser.cookies.get(SESSION)?.value ?? ''
  await browser.signIn('demo-anne-kerdoncuff')

  const thief = site.browse()
  thief.cookies.set(SESSION, { value: first, path: '/' })

  expect(browser.cookies.get(SESSION)?.value).not.toBe(first)
  expect((await thief.get('/prive')).status).toBe(303)
  expect((await browser.get('/prive')).body).toContain('Anne Kerdoncuff')
})

test('a cookie planted before signing in opens nothing', async () => {
  const browser = site.browse()
  const planted = 'p'.repeat(43)
  browser.cookies.set(SESSION, { value: planted, path: '/' })
  await browser.signIn('demo-camille-le-roux')

  const attacker = site.browse()
  attacker.cookies.set(SESSION, { value: planted, path: '/' })

  expect((await attacker.get('/prive')).location).toContain('/connexion')
})

test.each([
  '//evil.example/',
  '/\\evil.example',
  'https:evil.example',
  'https://evil.example/',
  '/%2f%2fevil.example',
  '/connexion',
  '/a/../..//evil.example',
  '/\tevil',
])('a return to %j becomes the home page', async (retour) => {
  const browser = site.browse()
  const page = await browser.get(`/connexion?retour=${encodeURIComponent(retour)}`)

  const done = await browser.submit(page, 'value="demo-camille-le-roux"')
  const back = await lastRedirect(browser, done)

  expect(back).toBe('/')
})

test('coming back after signing in keeps the address, its query included', async () => {
  const browser = site.browse()
  const page = await browser.get(`/connexion?retour=${encodeURIComponent('/prive?page=2')}`)

  const back = await lastRedirect(browser, await browser.submit(page, 'value="demo-camille-le-roux"'))

  expect(back).toBe('/prive?page=2')
})

/** The last internal address that the redirections of a sign-in lead to. */
async function lastRedirect(
  browser: ReturnType<TestSite['browse']>,
  answer: { readonly location: string },
): Promise<string> {
  let location = answer.location
  for (let hop = 0; hop < 8; hop += 1) {
    const next = await browser.get(location)
    if (new URL(location, 'http://x').pathname.startsWith('/connexion/retour/')) return next.location
    location = next.location
  }
  return location
}

test('an answer cannot be used twice, from another browser, or after ten minutes', async () => {
  const browser = site.browse()
  const page = await browser.get('/connexion')
  const callback = await callbackOf(browser, await browser.submit(page, 'value="demo-camille-le-roux"'))

  const stolen = await site.browse().get(callback)
  const first = await browser.get(callback)
  browser.cookies.delete(SESSION)
  const again = await browser.get(callback)

  expect(stolen.status).toBe(400)
  expect(stolen.body).toContain('n’est plus valable')
  expect(first.status).toBe(303)
  expect(again.status).toBe(400)
})

test('17. an answer brought back to the door of another provider is refused', async () => {
  const browser = site.browse()
  const page = await browser.get('/connexion')
  const callback = await callbackOf(browser, await browser.submit(page, 'value="demo-camille-le-roux"'))

  const elsewhere = await browser.get(callback.replace('/retour/demo-fc', '/retour/demo-proconnect'))

  expect(callback).toContain('/retour/demo-fc?')
  expect(elsewhere.status).toBe(400)
  expect(browser.cookies.has(SESSION)).toBe(false)
})

test('19. an answer brought back again leaves the session that it opened as it is', async () => {
  const browser = site.browse()
  const page = await browser.get('/connexion')
  const callback = await callbackOf(browser, await browser.submit(page, 'value="demo-camille-le-roux"'))
  await browser.get(callback)
  const session = browser.cookies.get(SESSION)?.value

  const again = await browser.get(callback)

  expect(again.location).toBe('/')
  expect(browser.cookies.get(SESSION)?.value).toBe(session)
  expect((await browser.get('/prive')).body).toContain('Camille Le Roux')
})

test('an answer that comes after ten minutes is refused', async () => {
  const browser = site.browse()
  const page = await browser.get('/connexion')
  const callback = await callbackOf(browser, await browser.submit(page, 'value="demo-camille-le-roux"'))

  site.clock.advance(11 * MINUTE)
  const late = await browser.get(callback)

  expect(late.status).toBe(400)
  expect(browser.cookies.has(SESSION)).toBe(false)
})

test('the same answer sent twice at once opens one session', async () => {
  const browser = site.browse()
  const page = await browser.get('/connexion')
  const callback = await callbackOf(browser, await browser.submit(page, 'value="demo-julien-chassaing"'))
  const before = await count('comptes.session')

  const both = await Promise.all([browser.get(callback), browser.get(callback)])

  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 400])
  expect(await count('comptes.session')).toBe(before + 1)
})

/** Follows a sign-in up to the address by which the browser would come back, without opening it. */
async function callbackOf(
  browser: ReturnType<TestSite['browse']>,
  answer: { readonly location: string },
): Promise<string> {
  let location = answer.location
  for (let hop = 0; hop < 8 && !new URL(location, 'http://x').pathname.startsWith('/connexion/retour/'); hop += 1) {
    location = (await browser.get(location)).location
  }
  return location
}

test('giving up at the provider shows a calm page with the other ways', async () => {
  const browser = site.browse()
  const state = await pendingState(browser)

  const page = await browser.get(
    `/connexion/retour/demo-fc?error=access_denied&error_description=<b>x</b>&state=${state}`,
  )

  expect(page.status).toBe(200)
  expect(page.body).toContain('Vous n’êtes pas connecté')
  expect(page.body).toContain('/connexion/courriel')
  expect(page.body).not.toContain('<b>x</b>')
})

test('a wrong setting, an outage and a forged code sign nobody in', async () => {
  const browser = site.browse()
  const setting = await browser.get(
    `/connexion/retour/demo-fc?error=invalid_scope&state=${await pendingState(browser)}`,
  )
  const outage = await browser.get(`/connexion/retour/demo-fc?error=server_error&state=${await pendingState(browser)}`)
  const forged = await browser.get(`/connexion/retour/demo-fc?code=forged&iss=x&state=${await pendingState(browser)}`)

  expect([setting.status, outage.status, forged.status]).toEqual([502, 502, 400])
  expect(setting.body).toContain('Un réglage de notre service')
  expect(outage.body).toContain('ne répond pas')
  expect(forged.body).toContain('pas pu être vérifiée')
  expect(browser.cookies.has(SESSION)).toBe(false)
})

async function pendingState(browser: ReturnType<TestSite['browse']>): Promise<string> {
  const page = await browser.get('/connexion')
  const started = await browser.submit(page, 'value="demo-camille-le-roux"')
  return new URL(started.location).searchParams.get('state') ?? ''
}

test('without an account named, the provider offers its people, and leaving is possible', async () => {
  const browser = site.browse()
  const started = await browser.get('/connexion/porte/demo-fc?retour=/prive')

  const choice = await browser.follow(started)
  const gone = await browser.follow(await browser.submit(choice, 'name="annuler"', [['annuler', '1']]))

  expect(choice.body).toContain('Ismaël Diallo')
  expect(gone.body).toContain('Vous n’êtes pas connecté')
})

test('a person chosen at the provider is signed in', async () => {
  const browser = site.browse()
  const choice = await browser.follow(await browser.get('/connexion/porte/demo-fc?retour=/prive'))

  const page = await browser.follow(await browser.submit(choice, 'name="compte"', [['compte', 'demo-ismael-diallo']]))

  expect(page.body).toContain('Ismaël Diallo|fr')
})

test('FranceConnect+ signs in by encrypted tokens, at its level, and lets go of the session at sign-out', async () => {
  const browser = site.browse()
  const choice = await browser.follow(await browser.get('/connexion/porte/demo-fcplus?retour=/prive'))

  const page = await browser.follow(await browser.submit(choice, 'name="compte"', [['compte', 'demo-camille-le-roux']]))
  const session = await openSessionOf('Le Roux', 'demo-fcplus')
  const left = await browser.submit(await browser.get('/compte'), 'Se déconnecter')

  expect(page.body).toContain('Camille Le Roux|fr')
  expect(session).toEqual({ acr: 'eidas2' })
  expect(new URL(left.location).pathname).toBe('/demo-idp/fcplus/session/end')
  expect((await browser.follow(left)).body).toContain('déconnecté')
})

test('ProConnect signs an agent in with a second factor, and tells where they work', async () => {
  const browser = site.browse()

  await browser.signIn('demo-anne-kerdoncuff')

  expect(await openSessionOf('Kerdoncuff', 'demo-proconnect')).toEqual({ acr: 'eidas1-mfa' })
  expect(await count('infra.journal', `action = 'session.open' and meta->>'acr' = 'eidas1-mfa'`)).toBeGreaterThan(0)
  expect(await count('comptes.identite', `siret = '21350352700011'`)).toBe(1)
})

test('an agent without a second factor is told what to ask for', async () => {
  const browser = site.browse()
  const page = await browser.get('/connexion')
  const started = await browser.submit(page, 'value="demo-anne-kerdoncuff"')
  const state = new URL(started.location).searchParams.get('state')

  const refused = await browser.get(
    `/connexion/retour/demo-proconnect?error=access_denied&error_description=requested+ACRs+could+not+be+satisfied&state=${state}`,
  )

  expect(refused.status).toBe(403)
  expect(refused.body).toContain('double authentification')
  expect(await count('infra.journal', `action = 'session.refuse' and meta->>'raison' = 'niveau'`)).toBe(1)
})

async function openSessionOf(nom: string, porte: string) {
  const { rows } = await site.database.ownerPool.query<{ acr: string }>(
    `select s.acr from comptes.session s join comptes.compte c on c.id = s.compte_id
     where c.nom = $1 and s.porte = $2 order by s.created_at desc limit 1`,
    [nom, porte],
  )
  return rows[0]
}

test('an unknown door is not found', async () => {
  expect((await site.browse().get('/connexion/porte/ailleurs')).status).toBe(404)
})

test('se déconnecter ferme ici et chez le fournisseur, et le dit', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  const cookie = browser.cookies.get(SESSION)
  const account = await browser.get('/compte')

  const left = await browser.submit(account, 'Se déconnecter')
  const page = await browser.follow(left)

  expect(left.headers['clear-site-data']).toBe('"cache", "storage"')
  expect(page.body).toContain('Vous êtes déconnecté')
  expect(browser.cookies.has(SESSION)).toBe(false)
  expect(browser.cookies.has('_session')).toBe(false)
  if (cookie) browser.cookies.set(SESSION, cookie)
  expect((await browser.get('/prive')).status).toBe(303)
})

test('signing out needs the token of the session', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')

  const refused = await browser.post('/deconnexion', [['_csrf', 'x']])

  expect(refused.status).toBe(403)
  expect((await browser.get('/prive')).status).toBe(200)
})

test('a usager is signed out after half an hour without activity, not before', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')

  site.clock.advance(29 * MINUTE)
  const before = await browser.get('/prive')
  site.clock.advance(31 * MINUTE)
  const after = await browser.get('/prive')

  expect(before.status).toBe(200)
  expect(after.location).toBe('/connexion?retour=%2Fprive')
})

test('activity does not carry a session beyond twelve hours', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')

  for (let half = 0; half < 28; half += 1) {
    site.clock.advance(25 * MINUTE)
    await browser.get('/prive')
  }
  const within = await browser.get('/prive')
  site.clock.advance(25 * MINUTE)
  const beyond = await browser.get('/prive')

  expect(within.status).toBe(200)
  expect(beyond.status).toBe(303)
})

test('an agent has one hour without activity', async () => {
  const browser = site.browse()
  await browser.signIn('demo-anne-kerdoncuff')
  await site.database.ownerPool.query(
    `with o as (insert into annuaire.organisme (nature, nom) values ('commune', 'Vern') returning id)
     insert into comptes.role (compte_id, role, organisme_id)
     select i.compte_id, 'instructeur', o.id from comptes.identite i, o where sujet = 'demo-anne-kerdoncuff'`,
  )

  site.clock.advance(55 * MINUTE)
  const before = await browser.get('/prive')
  site.clock.advance(61 * MINUTE)

  expect(before.status).toBe(200)
  expect((await browser.get('/prive')).status).toBe(303)
})

test('the last visit is written at most once a minute', async () => {
  const browser = site.browse()
  await browser.signIn('demo-julien-chassaing')
  const seen = async () => {
    const { rows } = await site.database.ownerPool.query<{ seen_at: Date }>(
      `select max(s.seen_at) as seen_at from comptes.session s join comptes.identite using (compte_id) where sujet = 'demo-julien-chassaing'`,
    )
    return rows[0]?.seen_at.getTime() ?? 0
  }
  const signedIn = await seen()

  site.clock.advance(30_000)
  await browser.get('/prive')
  const halfMinute = await seen()
  site.clock.advance(31_000)
  await browser.get('/prive')

  expect(halfMinute).toBe(signedIn)
  expect(await seen()).toBe(signedIn + 61_000)
})

test('a page reads the session, the account and the roles by one query', async () => {
  const browser = site.browse()
  await browser.signIn('demo-camille-le-roux')
  await browser.get('/prive')
  const queries: string[] = []
  const connect = site.database.pool.connect.bind(site.database.pool)
  const clients = await Promise.all(Array.from({ length: 5 }, () => connect()))
  for (const client of clients) {
    const query = client.query.bind(client)
    Object.assign(client, {
      query: (...args: Parameters<typeof query>) => {
        queries.push(JSON.stringify(args[0]))
        return query(...args)
      },
    })
    client.release()
  }

  await browser.get('/prive')

  expect(queries).toHaveLength(1)
  expect(queries[0]).toContain('comptes.session')
  expect(queries[0]).toContain('"name"')
})

test('over https the session is a __Host- cookie that scripts cannot read', async () => {
  const secure = await openTestSite({ origin: 'https://demarches.exemple.fr' })
  const browser = secure.browse()

  await browser.signIn('demo-camille-le-roux')
  const page = await browser.get('/connexion')
  const { value } = browser.cookies.get('__Host-parvis') ?? { value: '' }
  await secure.close()

  expect(value).toMatch(/^[\w-]{43}$/)
  expect(page.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  expect(page.headers['content-security-policy']).toContain('upgrade-insecure-requests')
})

test('the whole sign-in and sign-out go through real connections too', async () => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const real = await openTestSite({ origin })
  await real.app.listen({ port, host: '127.0.0.1' })
  const browser = real.browse()

  const page = await browser.signIn('demo-camille-le-roux')
  const discovery = await browser.get('/demo-idp/fc/.well-known/openid-configuration')
  const gone = await browser.follow(await browser.submit(await browser.get('/compte'), 'Se déconnecter'))
  await real.close()

  expect(page.body).toContain('Camille Le Roux')
  expect(JSON.parse(discovery.body)).toMatchObject({
    issuer: `${origin}/demo-idp/fc`,
    token_endpoint: `${origin}/demo-idp/fc/token`,
  })
  expect(discovery.headers['content-security-policy']).toContain("default-src 'none'")
  expect(gone.body).toContain('Vous êtes déconnecté')
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
