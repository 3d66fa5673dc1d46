import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Classe } from './journal.ts'

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
  /** From where, for whom and for how long: not in the digest of format 1. */
  readonly origine: string | null
  readonly pour: string | null
  readonly classe: Classe
}

/** How a line is written before its digest is made. */
export type Format = 1 | 2

/** The format of what is chained now. */
export const FORMAT: Format = 2

/** Where a line stands in its chain: the chain, its number from 1, and the digest of the line before (none for the first). */
export interface Place {
  readonly format: Format
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
export function digestOf(
  { origine, pour, classe, ...first }: Ligne,
  { format, chaine, seq, precedente }: Place,
): Buffer {
  const body = canonicalize(format === 1 ? first : { ...first, origine, pour, classe })
  const hash = createHash('sha256')
  for (const part of [`parvis.journal/${format}`, chaine, String(seq), precedente ?? '', body ?? '']) {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  return hash.digest()
}
