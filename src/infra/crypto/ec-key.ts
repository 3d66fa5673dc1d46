import { createECDH, createHash } from 'node:crypto'
import type { Key } from './keys.ts'
import { hmac } from './tokens.ts'

/** A private key of the curve P-256 (RFC 7517): signs (`ES256`), or opens what was encrypted for us (`ECDH-ES`). */
export interface EcJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly alg: 'ES256' | 'ECDH-ES'
  readonly use: 'sig' | 'enc'
  readonly kid: string
  readonly x: string
  readonly y: string
  readonly d: string
}

/** A key pair drawn from a key of this instance, for one purpose: the same in every process, and nothing more to keep. */
export function deriveEcJwk(key: Key, purpose: string, alg: EcJwk['alg']): EcJwk {
  // One secret in 2³² is no point of the curve: the next one is tried then.
  for (let attempt = 0; ; attempt += 1) {
    const secret = Buffer.from(hmac(key, `${purpose}|${attempt}`), 'base64url')
    try {
      return jwkOf(secret, alg)
    } catch (error) {
      if (attempt > 8) throw error
    }
  }
}

/** What may be published of a key pair. */
export function publicJwk({ kty, crv, alg, use, kid, x, y }: EcJwk): Omit<EcJwk, 'd'> {
  return { kty, crv, alg, use, kid, x, y }
}

function jwkOf(secret: Buffer, alg: EcJwk['alg']): EcJwk {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(secret)
  // 0x04, then both coordinates of 32 bytes.
  const point = ecdh.getPublicKey()
  return {
    kty: 'EC',
    crv: 'P-256',
    alg,
    use: alg === 'ES256' ? 'sig' : 'enc',
    kid: createHash('sha256').update(point).digest('base64url').slice(0, 16),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: secret.toString('base64url'),
  }
}
