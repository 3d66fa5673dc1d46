import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Key } from './keys.ts'

/** HMAC-SHA-256 of the text, base64url (43 characters). */
export function hmac(key: Key, text: string): string {
  return createHmac('sha256', key.secret).update(text, 'utf8').digest('base64url')
}

/** A secret that nobody can guess, base64url. 32 bytes make 43 characters. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** What is kept of a token: reading the database does not give the token back. */
export function sha256(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}

/** True when both texts are the same, in a time that tells nothing of where they differ. */
export function sameText(a: string, b: string): boolean {
  // Digests have one length: comparing them hides the lengths as well.
  return timingSafeEqual(sha256(a), sha256(b))
}

/** Whether that tag is the HMAC of the text under one of those keys. */
export function isHmac(ring: readonly Key[], text: string, tag: string): boolean {
  return ring.some((key) => sameText(tag, hmac(key, text)))
}
