import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Key } from './keys.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * The text encrypted by AES-256-GCM, written `v1.kid.nonce.ct` (base64url; `ct` ends with the tag).
 *
 * `aad` says where it belongs (`table|colonne|id`): moved elsewhere, it no longer opens.
 */
export function seal(key: Key, plaintext: string, aad: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(aad, 'utf8'))
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `v1.${key.kid}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`
}

/** The text that was sealed for that place by one of those keys; nothing when it was altered, moved or is not ours. */
export function open(keys: readonly Key[], sealed: string, aad: string): string | undefined {
  const [version, kid, nonceText, sealedText, ...rest] = sealed.split('.')
  const key = keys.find((candidate) => candidate.kid === kid)
  if (version !== 'v1' || !key || nonceText === undefined || sealedText === undefined || rest.length > 0)
    return undefined
  const nonce = Buffer.from(nonceText, 'base64url')
  const bytes = Buffer.from(sealedText, 'base64url')
  if (nonce.length !== NONCE_BYTES || bytes.length < TAG_BYTES) return undefined
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(aad, 'utf8'))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    // `final` throws when the tag does not match: altered, or sealed for another place.
    return undefined
  }
}
