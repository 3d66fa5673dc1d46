import { compactDecrypt, importJWK } from 'jose'
import type { CustomFetch } from 'openid-client'
import { deriveEcJwk, type EcJwk } from '../crypto/ec-key.ts'
import type { Keys } from '../crypto/keys.ts'

/** The keys by which providers that encrypt speak to us, the present one first; their public halves are read by them. */
export function decryptionJwks(keys: Pick<Keys, 'identite'>): readonly EcJwk[] {
  return keys.identite.map((key) => deriveEcJwk(key, 'oidc|ecdh-es', 'ECDH-ES'))
}

/** Nested JWE of FranceConnect+: only what was registered, hence neither RSA 1.5 nor compression. */
const ALGORITHMS = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] }

/**
 * `fetch` that opens the ID token and the user info, encrypted for us, and gives the signed tokens that they hold.
 *
 * An answer that is not encrypted is refused: a provider registered for encryption has no reason to send one in clear.
 * Two keys may be active, as during a rotation: the one named is tried first.
 * @throws {Error} (by the promise) when a token is in clear, or no key opens it.
 */
export function decryptingFetch(fetch: CustomFetch, keys: readonly EcJwk[]): CustomFetch {
  return async (url, options) => {
    const answer = await fetch(url, options)
    if (!answer.ok) return answer
    const type = answer.headers.get('content-type') ?? ''
    if (type.startsWith('application/jwt')) return again(answer, await open(await answer.text(), keys))
    if (!type.startsWith('application/json')) return answer
    const text = await answer.text()
    const body: unknown = JSON.parse(text)
    const idToken: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'id_token') : undefined
    if (typeof idToken !== 'string') return again(answer, text)
    return again(answer, JSON.stringify({ ...(body as object), id_token: await open(idToken, keys) }))
  }
}

function again({ status, headers }: Response, body: string): Response {
  return new Response(body, { status, headers })
}

async function open(token: string, keys: readonly EcJwk[]): Promise<string> {
  if (token.split('.').length !== 5) throw new Error('The identity provider answered in clear what it must encrypt.')
  const wanted = kidOf(token)
  const ordered = keys.toSorted((one, other) => Number(other.kid === wanted) - Number(one.kid === wanted))
  let refused: unknown
  for (const jwk of ordered) {
    try {
      const { plaintext } = await compactDecrypt(token, await importJWK(jwk, 'ECDH-ES'), ALGORITHMS)
      return Buffer.from(plaintext).toString('utf8')
    } catch (error) {
      refused = error
    }
  }
  throw new Error('No key of ours opens what the identity provider encrypted.', { cause: refused })
}

function kidOf(token: string): unknown {
  const header: unknown = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'))
  return typeof header === 'object' && header !== null ? Reflect.get(header, 'kid') : undefined
}
