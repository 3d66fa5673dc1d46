/** Whether two JSON values say the same thing: the order of keys does not matter, and an absent key is one that is `undefined`. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, index) => isSameJson(each, b[index]))
  }
  if (Array.isArray(a) || Array.isArray(b) || !isObject(a) || !isObject(b)) return false
  const left = entriesOf(a)
  const right = entriesOf(b)
  return (
    left.size === right.size && [...left].every(([key, each]) => right.has(key) && isSameJson(each, right.get(key)))
  )
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function entriesOf(value: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value).filter(([, each]) => each !== undefined))
}
