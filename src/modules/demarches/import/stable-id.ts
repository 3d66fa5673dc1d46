/** Ids that a champ may have are positive and below that. */
const LIMITE = 2 ** 48

/**
 * The stable id that an identifier of the field's API names: base64 of `Champ-<integer>`, its padding optional.
 * Nothing when it is something else, or too large to be ours.
 */
export function decodeStableId(id: string): number | undefined {
  const clear = /^Champ-/.test(id) ? id : Buffer.from(id, 'base64').toString('latin1')
  const digits = /^Champ-([1-9]\d{0,14})$/.exec(clear)?.[1]
  const stableId = Number(digits)
  return digits !== undefined && stableId < LIMITE ? stableId : undefined
}

/** An id for a champ that has none of its own, always the same for the same `seed` and never one of `taken`. */
export function assignId(seed: string, taken: ReadonlySet<number>): number {
  let id = 1
  for (const unit of seed) id = (id * 31 + (unit.codePointAt(0) ?? 0)) % (LIMITE - 1)
  while (id === 0 || taken.has(id)) id = (id + 1) % LIMITE
  return id
}
