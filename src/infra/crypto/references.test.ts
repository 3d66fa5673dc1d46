import { expect, test } from 'vitest'
import { createReferences } from './references.ts'
import { TEST_KEYS } from './test-keys.ts'

const references = createReferences(TEST_KEYS.numeros)
const KEY = '0192f0c1-7a3b-7c4d-8e5f-0123456789ab'

test('a reference names one key and shows nothing of it', () => {
  const reference = references.of(KEY)

  expect(reference).toMatch(/^[\w-]{22}$/)
  expect(references.read(reference)).toBe(KEY)
  expect(references.of(KEY)).toBe(reference)
  // Two rows made one after the other: their names have no beginning in common.
  expect(references.of('0192f0c1-7a3b-7c4d-8e5f-0123456789ac').slice(0, 4)).not.toBe(reference.slice(0, 4))
})

test.each(['', 'x', KEY, 'é'.repeat(22), `${references.of(KEY)}A`, `${references.of(KEY).slice(0, 21)}`])(
  '%j is no reference',
  (text) => {
    expect(references.read(text)).toBeUndefined()
  },
)
