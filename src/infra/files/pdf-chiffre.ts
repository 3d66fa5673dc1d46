import { createReadStream } from 'node:fs'

/** What a trailer says of a document whose parts are encrypted: a reference, or the dictionary itself. */
const ENCRYPT = /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/
const OVERLAP = 64

/**
 * Whether a PDF says that it is encrypted. That is said in the clear, in its trailer or before its cross-reference stream;
 * the whole file is read, since both may be anywhere.
 */
export async function isEncryptedPdf(chemin: string): Promise<boolean> {
  let before = ''
  for await (const piece of createReadStream(chemin, { encoding: 'latin1' })) {
    const text = before + String(piece)
    if (text.includes('/Encrypt') && ENCRYPT.test(text)) return true
    before = text.slice(-OVERLAP)
  }
  return false
}
