const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes in the 32 letters and digits that are hard to mistake (RFC 4648, section 6), without padding: five bits each. */
export function encodeBase32(bytes: Buffer): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >>> bits) & 31]
    }
    held &= 31
  }
  return bits === 0 ? text : text + ALPHABET[(held << (5 - bits)) & 31]
}

/** What somebody copied by hand, as it was written: capitals, no spaces nor dashes, and the digits that are no part of it read as letters. */
export function readBase32(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('8', 'B')
}

/** The same in groups of four, for reading and copying. */
export function groupByFour(text: string): string {
  return text.match(/.{1,4}/g)?.join(' ') ?? ''
}
