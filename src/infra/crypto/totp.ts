import { createHmac, randomBytes } from 'node:crypto'
import { encodeBase32 } from './base32.ts'
import { sameText } from './tokens.ts'

const PAS_SECONDES = 30
const SECRET_BYTES = 20

/** A secret for an application of codes: 160 bits, as RFC 4226 recommends. */
export function makeTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES)
}

/** The six digits of a secret at a time-step (RFC 4226, section 5.3: HMAC-SHA-1, dynamic truncation). */
export function totpCode(secret: Buffer, pas: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(pas))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The time-step of an instant (RFC 6238: thirty seconds each, from 1970). */
export function totpStep(now: Date): number {
  return Math.floor(now.getTime() / (PAS_SECONDES * 1000))
}

/** The time-step whose code this is, among now's and its two neighbours: clocks differ a little. Nothing when it is none of them. */
export function matchTotp(secret: Buffer, code: string, now: Date): number | undefined {
  const pas = totpStep(now)
  // All three are compared: the time taken tells nothing.
  return [pas - 1, pas, pas + 1].filter((one) => sameText(totpCode(secret, one), code)).at(-1)
}

/** The address that applications of codes read in a QR code. */
export function totpAddress({
  secret,
  emetteur,
  compte,
}: {
  readonly secret: Buffer
  readonly emetteur: string
  readonly compte: string
}): string {
  const label = `${encodeURIComponent(emetteur)}:${encodeURIComponent(compte)}`
  return `otpauth://totp/${label}?secret=${encodeBase32(secret)}&issuer=${encodeURIComponent(emetteur)}`
}
