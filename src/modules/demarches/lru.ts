/** Keeps the values last used, at most `max`: the one unused for the longest leaves first. */
export function createLru<V>(max: number): { get(key: string): V | undefined; set(key: string, value: V): void } {
  // A Map remembers the order of insertion: what is read is put back at the end.
  const kept = new Map<string, V>()
  return {
    get(key) {
      const value = kept.get(key)
      if (value === undefined) return undefined
      kept.delete(key)
      kept.set(key, value)
      return value
    },
    set(key, value) {
      kept.delete(key)
      kept.set(key, value)
      for (const oldest of kept.keys()) {
        if (kept.size <= max) break
        kept.delete(oldest)
      }
    },
  }
}
