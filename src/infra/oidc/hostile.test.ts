import { expect, test, vi } from 'vitest'
import type { Niveau } from '../../core/dossier/niveau.ts'
import { deriveEcJwk, publicJwk } from '../crypto/ec-key.ts'
import { TEST_KEYS } from '../crypto/test-keys.ts'
import { FAKE_CLIENT, FAKE_ISSUER, fakeProvider, type Misbehaviour } from './fake-provider.ts'
import { createOidcClient } from './oidc-client.ts'
import { hasSecondFactor, PROFILS, type ProfilName } from './profils.ts'

// Numbers are those of the list of lies that a provider may tell (facts on identity, « hostile identity provider »).

const PROOFS = { state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) }
const RETOUR = 'https://demarches.exemple.fr/connexion/retour/x'
const OURS = deriveEcJwk(TEST_KEYS.identite[0], 'oidc|ecdh-es', 'ECDH-ES')
const OTHER = deriveEcJwk(TEST_KEYS.csrf[0], 'somebody else', 'ECDH-ES')

function client(profil: ProfilName, wrong: Misbehaviour = {}, cles = [OURS]) {
  const encryptFor = PROFILS[profil].encrypted ? { encryptFor: publicJwk(OURS) } : {}
  const registered = { signedUserInfo: PROFILS[profil].signedUserInfo, ...encryptFor }
  const fetch = fakeProvider(
    () => PROOFS.nonce,
    () => wrong,
    registered,
  )
  return createOidcClient({
    emetteur: FAKE_ISSUER,
    client: FAKE_CLIENT,
    secret: 'secret',
    retour: RETOUR,
    profil: PROFILS[profil],
    cles,
    fetch,
  })
}

function finish(profil: ProfilName, wrong: Misbehaviour = {}, query = `code=c&state=${PROOFS.state}`) {
  return client(profil, wrong).finish(new URL(`${RETOUR}?${query}`), PROOFS)
}

/** What ProConnect lists; another parameter is refused there. */
const LISTED = [
  ...['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'claims', 'prompt', 'login_hint'],
  ...['code_challenge', 'code_challenge_method'],
]

const AGENT: Misbehaviour = { claims: { acr: 'eidas1-mfa', amr: ['pwd', 'totp', 'mfa'] } }

test('honest answers of the three State providers sign in: signed, or encrypted then signed', async () => {
  expect(await finish('franceconnect')).toMatchObject({ kind: 'identite', identite: { nom: 'Martin', acr: 'eidas2' } })
  expect(await finish('franceconnectplus')).toMatchObject({ kind: 'identite', identite: { prenom: 'Zoé' } })
  expect(await finish('proconnect', AGENT)).toMatchObject({ kind: 'identite', identite: { acr: 'eidas1-mfa' } })
})

test('the token kept for signing out is the signed one, readable by the provider', async () => {
  const answer = await finish('franceconnectplus')
  expect(answer.kind === 'identite' && answer.idToken?.split('.').length).toBe(3)
})

test('each is asked as it wants: level, claims, scopes', async () => {
  const asked = async (profil: ProfilName, niveau?: Niveau) =>
    (await client(profil, { metadata: { scopes_supported: undefined } }).start({ ...PROOFS, niveau, langue: 'fr' }))
      .searchParams

  expect((await asked('franceconnect')).get('acr_values')).toBe('eidas1')
  expect((await asked('franceconnectplus')).get('acr_values')).toBe('eidas2')
  expect((await asked('franceconnect', 'eidas3')).get('acr_values')).toBe('eidas1')
  expect((await asked('franceconnectplus', 'eidas3')).get('acr_values')).toBe('eidas3')
  expect((await asked('franceconnectplus', 'eidas2')).get('prompt')).toBe('login')
  expect((await asked('franceconnectplus')).has('prompt')).toBe(false)
  expect((await asked('franceconnectplus', 'eidas1')).get('acr_values')).toBe('eidas2')
  const agents = await asked('proconnect')
  expect(agents.has('acr_values')).toBe(false)
  expect([...agents.keys()].filter((name) => !LISTED.includes(name))).toEqual([])
  expect(JSON.parse(agents.get('claims') ?? '')).toEqual({
    id_token: { amr: { essential: true }, acr: { essential: true, values: ['eidas1-mfa', 'eidas2', 'eidas3'] } },
  })
  for (const profil of ['franceconnect', 'franceconnectplus', 'proconnect'] as const) {
    const sent = await asked(profil)
    for (const name of ['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce']) {
      expect([profil, name, sent.has(name)]).toEqual([profil, name, true])
    }
    expect(sent.get('nonce')?.length).toBeGreaterThanOrEqual(32)
  }
})

const JSON_TYPE = { headers: { 'content-type': 'application/json' } }

const now = Math.floor(Date.now() / 1000)

test.each<[string, ProfilName, Misbehaviour]>([
  ['1. another issuer', 'franceconnect', { claims: { iss: 'https://evil.example' } }],
  ['2. another client', 'franceconnect', { claims: { aud: 'autre' } }],
  ['2. several clients, nobody said who asked', 'franceconnect', { claims: { aud: [FAKE_CLIENT, 'autre'] } }],
  ['3. another authorised party', 'franceconnect', { claims: { azp: 'autre' } }],
  ['4. no nonce', 'franceconnect', { claims: { nonce: undefined } }],
  ['4. the nonce of another sign-in', 'franceconnect', { claims: { nonce: 'x'.repeat(43) } }],
  ['5. no signature', 'franceconnect', { header: { alg: 'none' } }],
  ['6. the public key as a secret', 'franceconnect', { header: { alg: 'HS256' } }],
  ['6. an algorithm that was not registered', 'franceconnect', { header: { alg: 'RS256' } }],
  ['7. a key that nobody published', 'franceconnect', { header: { kid: 'k2' } }],
  ['7. the published name, another key', 'franceconnect', { unknownKey: true }],
  ['8. a token over for half a minute', 'franceconnect', { claims: { iat: now - 120, exp: now - 31 } }],
  ['8. a token issued later', 'franceconnect', { claims: { iat: now + 300, exp: now + 360 } }],
  ['8. a token not valid yet', 'franceconnect', { claims: { nbf: now + 300 } }],
  ['9. no ID token', 'franceconnect', { tokens: { id_token: undefined } }],
  ['10. tokens in clear though encryption is registered', 'franceconnectplus', { inClear: true }],
  ['11. encrypted for somebody else', 'franceconnectplus', { encryptFor: publicJwk(OTHER) }],
  ['11. another encryption', 'franceconnectplus', { jweHeader: { enc: 'A128GCM' } }],
  ['11. another way to agree on a key', 'franceconnectplus', { jweRewritten: { alg: 'RSA1_5' } }],
  ['11. compressed, as a bomb would be', 'franceconnectplus', { jweRewritten: { zip: 'DEF' } }],
  ['12. the user info as plain JSON', 'franceconnect', { userInfoPlain: true }],
  ['12. the user info as plain JSON, from FranceConnect+', 'franceconnectplus', { userInfoPlain: true }],
  ['12. the user info signed by another key', 'franceconnect', { userInfoUnknownKey: true }],
  ['12. the encrypted user info signed by another key', 'franceconnectplus', { userInfoUnknownKey: true }],
  ['13. somebody else in the user info', 'franceconnect', { userInfo: { sub: 'sujet-2' } }],
  ['14. the user info of another client', 'franceconnect', { userInfo: { aud: 'autre' } }],
  ['14. the user info of another issuer', 'franceconnect', { userInfo: { iss: 'https://evil.example' } }],
  ['14. the user info without a signature', 'franceconnect', { userInfoHeader: { alg: 'none' } }],
  ['18. discovery that names another issuer', 'franceconnect', { metadata: { issuer: 'https://evil.example' } }],
  ['27. a subject too long', 'franceconnect', { claims: { sub: 'a'.repeat(300) }, userInfo: { sub: 'a'.repeat(300) } }],
  ['27. a subject with a NUL', 'franceconnect', { claims: { sub: 'a\u0000b' }, userInfo: { sub: 'a\u0000b' } }],
])('%s: signs nobody in (%s)', async (_title, profil, wrong) => {
  expect((await finish(profil, wrong)).kind).toBe('invalide')
})

test.each<[string, ProfilName, Readonly<Record<string, unknown>>]>([
  ['15. a lower level', 'franceconnectplus', { acr: 'eidas1' }],
  ['15. no level', 'franceconnect', { acr: undefined }],
  ['15. an unknown level', 'franceconnect', { acr: 'or' }],
  ['15. an array', 'franceconnect', { acr: ['eidas1'] }],
  ['15. an agent with a password alone', 'proconnect', { acr: 'eidas1', amr: ['pwd'] }],
  ['16. an agent of whom nothing is said', 'proconnect', { acr: undefined, amr: undefined }],
  ['16. means that are no list', 'proconnect', { acr: 'eidas1', amr: 'mfa' }],
])('%s: not let in (%s)', async (_title, profil, claims) => {
  expect((await finish(profil, { claims })).kind).toBe('niveau')
})

test('15. ProConnect that refuses for want of a second factor is not somebody who gave up', async () => {
  const query = `error=access_denied&error_description=requested+ACRs+could+not+be+satisfied&state=${PROOFS.state}`
  expect((await finish('proconnect', {}, query)).kind).toBe('niveau')
})

test('17. an answer whose `iss` parameter is another provider is refused', async () => {
  const metadata = { authorization_response_iss_parameter_supported: true }
  const query = `code=c&state=${PROOFS.state}&iss=${encodeURIComponent('https://autre.exemple.fr')}`
  expect((await finish('franceconnect', { metadata }, query)).kind).toBe('invalide')
})

test('23, 24. an error beside a code is an error; its description is not repeated', async () => {
  const query = `error=invalid_scope&error_description=<b>${'x'.repeat(1_000)}</b>&code=c&state=${PROOFS.state}`
  expect(await finish('franceconnect', {}, query)).toEqual({ kind: 'reglage' })
})

test('7. a key that nobody published is looked for once, then refused', async () => {
  let asked = 0
  const lying = fakeProvider(
    () => PROOFS.nonce,
    () => ({ header: { kid: 'k2' } }),
    { signedUserInfo: true },
  )
  const unsure = createOidcClient({
    ...{ emetteur: FAKE_ISSUER, client: FAKE_CLIENT, secret: 'secret', retour: RETOUR, profil: PROFILS.franceconnect },
    fetch: (url, options) => {
      if (new URL(url).pathname === '/jwks') asked += 1
      return lying(url, options)
    },
  })

  const answer = await unsure.finish(new URL(`${RETOUR}?code=c&state=${PROOFS.state}`), PROOFS)

  expect(answer.kind).toBe('invalide')
  expect(asked).toBeLessThanOrEqual(2)
})

test.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint'])(
  '18. discovery with a %s in plain http: nobody is sent there, and nothing asked',
  async (name) => {
    const met = client('franceconnect', { metadata: { [name]: 'http://identite.exemple.fr/x' } })
    const sent = await met.start({ ...PROOFS, langue: 'fr' }).catch(() => undefined)
    const answer = await met.finish(new URL(`${RETOUR}?code=c&state=${PROOFS.state}`), PROOFS)

    expect(sent?.protocol ?? 'https:').toBe('https:')
    if (name === 'authorization_endpoint') expect(sent).toBeUndefined()
    else expect(answer.kind).toBe('invalide')
  },
)

test.each<[string, () => Response, string]>([
  ['what is no JSON', () => new Response('{', { headers: { 'content-type': 'application/json' } }), 'invalide'],
  ['the wrong type', () => new Response('{}', { headers: { 'content-type': 'text/plain' } }), 'invalide'],
  ['an error of the server', () => new Response('', { status: 503 }), 'indisponible'],
  ['the same member twice', () => new Response('{"id_token":"a","id_token":"b"}', JSON_TYPE), 'invalide'],
])('25, 26. tokens answered by %s sign nobody in', async (_title, tokenAnswer, kind) => {
  expect((await finish('franceconnect', { tokenAnswer })).kind).toBe(kind)
})

test('25. tokens that never come are not waited for: five seconds', { timeout: 15_000 }, async () => {
  const honest = fakeProvider(() => PROOFS.nonce)
  const slow = createOidcClient({
    ...{ emetteur: FAKE_ISSUER, client: FAKE_CLIENT, secret: 'secret', retour: RETOUR },
    fetch: (url, options) =>
      new URL(url).pathname === '/token'
        ? new Promise((_resolve, reject) => {
            options.signal?.addEventListener('abort', () => reject(options.signal?.reason))
          })
        : honest(url, options),
  })
  const began = performance.now()

  const answer = await slow.finish(new URL(`${RETOUR}?code=c&state=${PROOFS.state}`), PROOFS)

  expect(answer.kind).toBe('indisponible')
  expect(performance.now() - began).toBeLessThan(10_000)
})

test('26. unknown members and `__proto__` are left alone', async () => {
  const wrong = { userInfo: JSON.parse('{"__proto__":{"admin":true},"role":"administrateur","x":{"y":[1]}}') }
  const answer = await finish('franceconnect', wrong)
  expect(answer.kind).toBe('identite')
  expect(Reflect.get({}, 'admin')).toBeUndefined()
})

test('36. during the rotation of our key, what was encrypted for the former one is still read', async () => {
  const former = client('franceconnectplus', {}, [OTHER, OURS])
  const answer = await former.finish(new URL(`${RETOUR}?code=c&state=${PROOFS.state}`), PROOFS)
  expect(answer.kind).toBe('identite')
})

test('36. a provider that changes its key between two sign-ins is still believed', async () => {
  let rotatedKey = false
  const fetch = fakeProvider(
    () => PROOFS.nonce,
    () => ({ rotatedKey }),
    { signedUserInfo: true },
  )
  const lasting = createOidcClient({
    ...{ emetteur: FAKE_ISSUER, client: FAKE_CLIENT, secret: 'secret', retour: RETOUR, fetch },
    profil: PROFILS.franceconnect,
  })
  const signIn = () => lasting.finish(new URL(`${RETOUR}?code=c&state=${PROOFS.state}`), PROOFS)
  const before = await signIn()
  rotatedKey = true
  // Its keys are asked again at most once a minute.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
  const after = await signIn()
  vi.useRealTimers()

  expect([before.kind, after.kind]).toEqual(['identite', 'identite'])
})

test('37. a provider whose clock is ahead is refused', async () => {
  const ahead = { claims: { iat: now + 120, exp: now + 180 } }
  expect((await finish('franceconnect', ahead)).kind).toBe('invalide')
})

test('38. a refresh token is not kept', async () => {
  const answer = await finish('proconnect', { ...AGENT, tokens: { refresh_token: 'r' } })
  expect(JSON.stringify(answer)).not.toContain('refresh')
})

test('a second factor is told by the level or by the means', () => {
  expect(hasSecondFactor({ acr: 'eidas1', amr: ['pwd', 'pop'] })).toBe(true)
  expect(hasSecondFactor({ acr: 'eidas0-mfa', amr: [] })).toBe(false)
})
