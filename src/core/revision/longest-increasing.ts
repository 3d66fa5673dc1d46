/** The positions of a longest strictly increasing run within the numbers, not necessarily side by side. n log n. */
export function longestIncreasing(numbers: readonly number[]): ReadonlySet<number> {
  /** For each length so far, where the run of that length ending lowest ends. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  numbers.forEach((value, position) => {
    const length = lengthBelow(ends, numbers, value)
    previous.push(ends[length - 1])
    ends[length] = position
  })
  const run = new Set<number>()
  for (let position = ends.at(-1); position !== undefined; position = previous[position]) run.add(position)
  return run
}

/** How many runs end on something strictly lower than the value. */
function lengthBelow(ends: readonly number[], numbers: readonly number[], value: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const end = numbers[ends[middle] ?? 0] ?? 0
    if (end < value) low = middle + 1
    else high = middle
  }
  return low
}
