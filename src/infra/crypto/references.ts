import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type { Key } from './keys.ts'

/** Names rows in addresses without showing their keys. */
export interface References {
  /** The name of a key: 22 characters, always the same ones. */
  of(cle: string): string
  /** The key that a name hides; nothing when it is no name. That there is such a row is another question. */
  read(reference: string): string | undefined
}

/**
 * A bijection between the keys of rows (UUID) and names that tell nothing of them, neither their order nor when they were made.
 *
 * One block of AES: keys differ, so do their names. Needs a key that never changes, since addresses are kept by people.
 */
export function createReferences(key: Key): References {
  const secret = createHmac('sha256', key.secret).update('references').digest()
  const block = (bytes: Buffer, way: 'encrypt' | 'decrypt') => {
    const cipher = (way === 'encrypt' ? createCipheriv : createDecipheriv)('aes-256-ecb', secret, null)
    cipher.setAutoPadding(false)
    return Buffer.concat([cipher.update(bytes), cipher.final()])
  }
  return {
    of: (cle) => block(Buffer.from(cle.replaceAll('-', ''), 'hex'), 'encrypt').toString('base64url'),
    read(reference) {
      const bytes = Buffer.from(reference, 'base64url')
      // Several texts decode to the same bytes: one address alone names a row.
      if (bytes.length !== 16 || bytes.toString('base64url') !== reference) return undefined
      return block(bytes, 'decrypt')
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
  }
}
