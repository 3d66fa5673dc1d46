import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { CompactEncrypt, importJWK, type JWK } from 'jose'
import type { CustomFetch } from 'openid-client'

/** What a provider answers wrong, on purpose. */
export interface Misbehaviour {
  /** Claims of the ID token in place of the honest ones. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
  /** Signs with a key that nobody published. */
  readonly unknownKey?: boolean
  /** Members of the token answer in place of the honest ones. */
  readonly tokens?: Readonly<Record<string, unknown>>
  readonly userInfo?: Readonly<Record<string, unknown>>
  /** Answers the user info as plain JSON though a token was registered. */
  readonly userInfoPlain?: boolean
  readonly userInfoUnknownKey?: boolean
  readonly userInfoHeader?: Readonly<Record<string, unknown>>
  /** Signs with its next key, published in place of the former one. */
  readonly rotatedKey?: boolean
  /** Rewrites the header of what it encrypted. */
  readonly jweRewritten?: Readonly<Record<string, string>>
  /** Does not encrypt, though it was registered. */
  readonly inClear?: boolean
  readonly jweHeader?: Readonly<Record<string, string>>
  /** Encrypts for somebody else's key. */
  readonly encryptFor?: JWK
  /** Answers nothing but this at the token endpoint. */
  readonly tokenAnswer?: () => Response
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** The address of the provider that tests speak to. Nothing listens there. */
export const FAKE_ISSUER = 'https://identite.exemple.fr'
/** Under which name tests are registered with it. */
export const FAKE_CLIENT = 'parvis'

/** What is registered with it, beside the code flow. */
export interface Registered {
  /** Its user info is a signed token. */
  readonly signedUserInfo?: boolean
  /** Its tokens are encrypted for this key. */
  readonly encryptFor?: JWK
}

/** A provider for tests, spoken to by `fetch`: honest unless told otherwise. `nonce`: the one that its ID token carries. */
export function fakeProvider(
  nonce: () => string,
  wrong: () => Misbehaviour = () => ({}),
  { signedUserInfo = false, encryptFor }: Registered = {},
): CustomFetch {
  const published = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const unknown = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const second = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // What everybody knows, taken for a secret.
  const publicPem = published.publicKey.export({ type: 'spki', format: 'pem' })
  const rotated = () => wrong().rotatedKey === true
  const jwk = { ...published.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES256', use: 'sig' }

  function signed(claims: object, header: object, unknownKey: boolean): string {
    const body = `${encode({ alg: 'ES256', kid: rotated() ? 'k2' : 'k1', ...header })}.${encode(claims)}`
    const alg: unknown = Reflect.get(header, 'alg')
    if (alg === 'none') return `${body}.`
    if (alg === 'HS256') return `${body}.${createHmac('sha256', publicPem).update(body).digest('base64url')}`
    const { privateKey } = unknownKey ? unknown : rotated() ? second : published
    return `${body}.${sign('sha256', Buffer.from(body), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }

  async function wrapped(token: string): Promise<string> {
    const { inClear = false, jweHeader = {}, encryptFor: other } = wrong()
    if (!encryptFor || inClear) return token
    const key = await importJWK(other ?? encryptFor, 'ECDH-ES')
    const header = { alg: 'ECDH-ES', enc: 'A256GCM', cty: 'JWT', kid: encryptFor.kid ?? '', ...jweHeader }
    const encrypted = await new CompactEncrypt(Buffer.from(token)).setProtectedHeader(header).encrypt(key)
    const { jweRewritten } = wrong()
    if (!jweRewritten) return encrypted
    const [head = '', ...rest] = encrypted.split('.')
    const read: object = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'))
    return [encode({ ...read, ...jweRewritten }), ...rest].join('.')
  }

  function idToken(): Promise<string> {
    const { claims = {}, header = {}, unknownKey = false } = wrong()
    const now = Math.floor(Date.now() / 1000)
    const honest = { iss: FAKE_ISSUER, aud: FAKE_CLIENT, sub: 'sujet-1', nonce: nonce(), iat: now, exp: now + 60 }
    return wrapped(signed({ acr: 'eidas2', ...honest, ...claims }, header, unknownKey))
  }

  async function userInfoAnswer(): Promise<Response> {
    const { userInfo = {}, userInfoPlain = false, userInfoUnknownKey = false, userInfoHeader = {} } = wrong()
    const person = { sub: 'sujet-1', given_name: 'Zoé', family_name: 'Martin', ...userInfo }
    if (userInfoPlain || !(signedUserInfo || encryptFor)) return Response.json(person)
    const token = signed({ iss: FAKE_ISSUER, aud: FAKE_CLIENT, ...person }, userInfoHeader, userInfoUnknownKey)
    return new Response(await wrapped(token), { headers: { 'content-type': 'application/jwt' } })
  }

  return async (url) => {
    const { metadata = {}, tokenAnswer, tokens = {} } = wrong()
    switch (new URL(url).pathname) {
      case '/.well-known/openid-configuration':
        return Response.json({ ...METADATA, ...metadata })
      case '/jwks':
        return Response.json({
          keys: rotated()
            ? [{ ...second.publicKey.export({ format: 'jwk' }), kid: 'k2', alg: 'ES256', use: 'sig' }]
            : [jwk],
        })
      case '/token': {
        if (tokenAnswer) return tokenAnswer()
        const honest = { access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: await idToken() }
        return Response.json({ ...honest, ...tokens })
      }
      case '/userinfo':
        return userInfoAnswer()
      default:
        return new Response(null, { status: 404 })
    }
  }
}

const METADATA = {
  issuer: FAKE_ISSUER,
  authorization_endpoint: `${FAKE_ISSUER}/authorize`,
  token_endpoint: `${FAKE_ISSUER}/token`,
  userinfo_endpoint: `${FAKE_ISSUER}/userinfo`,
  jwks_uri: `${FAKE_ISSUER}/jwks`,
  end_session_endpoint: `${FAKE_ISSUER}/session/end`,
  response_types_supported: ['code'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['ES256'],
  code_challenge_methods_supported: ['S256'],
  acr_values_supported: ['eidas1'],
  scopes_supported: ['openid', 'profile', 'email'],
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
