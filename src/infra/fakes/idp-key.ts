import { createECDH, createHash } from 'node:crypto'
import type { Key } from '../crypto/keys.ts'
import { hmac } from '../crypto/tokens.ts'

/** A private signing key, in the writing that the provider takes (RFC 7517). */
export interface SigningJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly alg: 'ES256'
  readonly use: 'sig'
  readonly kid: string
  readonly x: string
  readonly y: string
  readonly d: string
}

/** The provider's signing key, drawn from a key of this instance: the same in every process, and nothing more to keep. */
export function deriveSigningJwk(key: Key): SigningJwk {
  // One secret in 2³² is no point of the curve: the next one is tried then.
  for (let attempt = 0; ; attempt += 1) {
    const secret = Buffer.from(hmac(key, `demo-idp|es256|${attempt}`), 'base64url')
    try {
      return jwkOf(secret)
    } catch (error) {
      if (attempt > 8) throw error
    }
  }
}

function jwkOf(secret: Buffer): SigningJwk {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(secret)
  // 0x04, then both coordinates of 32 bytes.
  const point = ecdh.getPublicKey()
  return {
    kty: 'EC',
    crv: 'P-256',
    alg: 'ES256',
    use: 'sig',
    kid: createHash('sha256').update(point).digest('base64url').slice(0, 16),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: secret.toString('base64url'),
  }
}
