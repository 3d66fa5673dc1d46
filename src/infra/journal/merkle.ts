import { createHash } from 'node:crypto'

// The tree of RFC 6962: a leaf is hashed after a byte 0, a node after a byte 1. What is kept of a tree of n leaves is its
// tops, one for each bit of n, the largest first: enough to go on, and to give its root.

/** A tree as far as it goes: how many leaves, and its tops. */
export interface Arbre {
  readonly taille: number
  readonly sommets: readonly Buffer[]
}

/** The tree without a leaf. */
export const EMPTY: Arbre = { taille: 0, sommets: [] }

/** The tree with one more leaf. */
export function addLeaf({ taille, sommets }: Arbre, leaf: Buffer): Arbre {
  const tops = [...sommets]
  let top = sha256(0, leaf)
  // As carrying one in binary: equal sizes merge.
  for (let left = taille; left % 2 === 1; left = (left - 1) / 2) {
    const before = tops.pop()
    if (before !== undefined) top = sha256(1, before, top)
  }
  return { taille: taille + 1, sommets: [...tops, top] }
}

/** The root; that of nothing is the digest of nothing. */
export function rootOf({ sommets }: Arbre): Buffer {
  const last = sommets.at(-1)
  if (last === undefined) return createHash('sha256').digest()
  return sommets.slice(0, -1).reduceRight((right, left) => sha256(1, left, right), last)
}

function sha256(prefix: 0 | 1, ...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256').update(Buffer.from([prefix]))
  for (const part of parts) hash.update(part)
  return hash.digest()
}
