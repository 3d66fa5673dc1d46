import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** A line of the journal as it is chained: everything it says. `at` in UTC to the microsecond. */
export interface Ligne {
  readonly id: string
  readonly at: string
  readonly organisme: string | null
  readonly compte: string | null
  readonly role: string
  readonly action: string
  readonly objet: string
  readonly meta: unknown
}

/** Where a line stands in its chain: the chain, its number from 1, and the digest of the line before (none for the first). */
export interface Place {
  readonly chaine: string
  readonly seq: number
  readonly precedente: Buffer | undefined
}

/** The chain of what belongs to no organisme. */
export const CHAINE_INSTANCE = '00000000-0000-0000-0000-000000000000'

/**
 * The digest that ties a line to its place: SHA-256 of the format, the chain, the number, the digest before and the line
 * in canonical JSON (RFC 8785), each preceded by its length in four bytes, so that no two contents make the same bytes.
 */
export function digestOf(ligne: Ligne, { chaine, seq, precedente }: Place): Buffer {
  const body = canonicalize(ligne)
  const hash = createHash('sha256')
  for (const part of ['parvis.journal/1', chaine, String(seq), precedente ?? '', body ?? '']) {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  return hash.digest()
}
