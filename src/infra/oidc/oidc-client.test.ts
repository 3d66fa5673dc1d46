import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { ANSWER_MAX, boundedFetch } from './bounded-fetch.ts'
import { FAKE_CLIENT, FAKE_ISSUER, fakeProvider, type Misbehaviour } from './fake-provider.ts'
import { createOidcClient } from './oidc-client.ts'

const PROOFS = { state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) }
const RETOUR = 'https://demarches.exemple.fr/connexion/retour/oidc'

function client(wrong: Misbehaviour = {}) {
  const fetch = fakeProvider(
    () => PROOFS.nonce,
    () => wrong,
  )
  return createOidcClient({ emetteur: FAKE_ISSUER, client: FAKE_CLIENT, secret: 'secret', retour: RETOUR, fetch })
}

function finish(wrong: Misbehaviour = {}, query = `code=c&state=${PROOFS.state}`) {
  return client(wrong).finish(new URL(`${RETOUR}?${query}`), PROOFS)
}

test('the address to sign in carries everything that strict providers want', async () => {
  const address = await client().start({ ...PROOFS, langue: 'fr' })

  expect(address.origin + address.pathname).toBe(`${FAKE_ISSUER}/authorize`)
  expect(Object.fromEntries(address.searchParams)).toEqual({
    response_type: 'code',
    client_id: FAKE_CLIENT,
    redirect_uri: RETOUR,
    scope: 'openid profile email',
    state: PROOFS.state,
    nonce: PROOFS.nonce,
    ui_locales: 'fr',
    code_challenge: createHash('sha256').update(PROOFS.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
})

test('PKCE is not sent to a provider that does not announce it', async () => {
  const address = await client({ metadata: { code_challenge_methods_supported: undefined } }).start({
    ...PROOFS,
    langue: 'fr',
  })

  expect(address.searchParams.has('code_challenge')).toBe(false)
})

test('an honest answer tells who it is', async () => {
  expect(await finish()).toMatchObject({
    kind: 'identite',
    identite: { sujet: 'sujet-1', prenom: 'Zoé', nom: 'Martin' },
  })
})

const now = Math.floor(Date.now() / 1000)

test.each<[string, Misbehaviour]>([
  ['another issuer', { claims: { iss: 'https://evil.example' } }],
  ['another client', { claims: { aud: 'autre' } }],
  ['several clients without saying which asked', { claims: { aud: [FAKE_CLIENT, 'autre'] } }],
  ['another authorised party', { claims: { azp: 'autre' } }],
  ['no nonce', { claims: { nonce: undefined } }],
  ['the nonce of another sign-in', { claims: { nonce: 'x'.repeat(43) } }],
  ['no signature', { header: { alg: 'none' } }],
  ['another algorithm', { header: { alg: 'HS256' } }],
  ['the signature of another key', { unknownKey: true }],
  ['an unknown key', { header: { kid: 'k2' } }],
  ['a token of yesterday', { claims: { iat: now - 86_400, exp: now - 86_000 } }],
  ['no ID token', { tokens: { id_token: undefined } }],
  ['somebody else in the user info', { userInfo: { sub: 'sujet-2' } }],
  ['an empty subject', { claims: { sub: '' } }],
  [
    'a page instead of tokens',
    { tokenAnswer: () => new Response('<h1>', { headers: { 'content-type': 'text/html' } }) },
  ],
  [
    'a redirection',
    { tokenAnswer: () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } }) },
  ],
])('a provider that answers %s signs nobody in', async (_title, wrong) => {
  expect((await finish(wrong)).kind).toBe('invalide')
})

test('a state that is not the one of the sign-in is refused', async () => {
  expect((await finish({}, 'code=c&state=autre')).kind).toBe('invalide')
})

test('an outage is told from a lie', async () => {
  expect((await finish({ tokenAnswer: () => new Response('', { status: 500 }) })).kind).toBe('indisponible')
  expect((await finish({}, 'error=temporarily_unavailable&state=s')).kind).toBe('indisponible')
  expect((await finish({}, 'error=access_denied&code=c&state=s')).kind).toBe('renonce')
  expect((await finish({}, 'error=invalid_acr&state=s')).kind).toBe('reglage')
})

test('a provider that was down is asked again at the next sign-in', async () => {
  let down = true
  const fetch = fakeProvider(() => PROOFS.nonce)
  const late = createOidcClient({
    emetteur: FAKE_ISSUER,
    client: FAKE_CLIENT,
    secret: undefined,
    retour: RETOUR,
    fetch: async (url, options) => {
      if (down) throw new TypeError('fetch failed')
      return fetch(url, options)
    },
  })

  await expect(late.start({ ...PROOFS, langue: 'fr' })).rejects.toThrow()
  expect(await late.end({ idToken: 'x', retour: RETOUR, state: 's' })).toBeUndefined()
  down = false

  expect((await late.start({ ...PROOFS, langue: 'fr' })).origin).toBe(FAKE_ISSUER)
})

test('leaving the provider needs its token, our address and a state', async () => {
  const address = await client().end({
    idToken: 'jeton',
    retour: 'https://demarches.exemple.fr/deconnecte',
    state: 's',
  })

  expect(address?.pathname).toBe('/session/end')
  expect(address?.searchParams.get('id_token_hint')).toBe('jeton')
  expect(address?.searchParams.get('post_logout_redirect_uri')).toBe('https://demarches.exemple.fr/deconnecte')
})

test('an answer that never ends is cut', async () => {
  const server = createServer((_request, response) => response.end(Buffer.alloc(ANSWER_MAX + 1)))
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  const asked = { method: 'GET', headers: {}, body: undefined, redirect: 'manual' } as const

  await expect(boundedFetch(`http://127.0.0.1:${port}`)(`http://127.0.0.1:${port}/`, asked)).rejects.toThrow(
    'too large',
  )
  server.close()
})
