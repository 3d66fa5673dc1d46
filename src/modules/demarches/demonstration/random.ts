/** A number from 0 included to 1 excluded. */
export type Random = () => number

/** The same numbers for the same seed, anywhere (mulberry32, 32 bits of state): enough for a demonstration, never for a secret. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number between both, included. */
export function between(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1))
}

/** True that often, from 0 to 1. */
export function happens(random: Random, probability: number): boolean {
  return random() < probability
}

/** One of a list that has at least one. @throws {RangeError} for an empty list. */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[between(random, 0, items.length - 1)]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

/** That many different ones of a list, in its order; all of them when there are fewer. */
export function pickSome<Item>(random: Random, items: readonly Item[], count: number): readonly Item[] {
  const left = items.map((_, index) => index)
  const taken = new Set<number>()
  while (taken.size < Math.min(count, items.length)) {
    const [index] = left.splice(between(random, 0, left.length - 1), 1)
    if (index !== undefined) taken.add(index)
  }
  return items.filter((_, index) => taken.has(index))
}

/** That many digits, the first one possibly zero. */
export function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => between(random, 0, 9)).join('')
}
