import { expect, test } from 'vitest'
import { parseLangue, preferredLangue } from './langue.ts'

test.each([
  [undefined, 'fr'],
  ['', 'fr'],
  ['en', 'en'],
  ['en-GB,en;q=0.9', 'en'],
  ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
  ['fr;q=0.5, en;q=0.8', 'en'],
  ['de, es', 'fr'],
  ['de, en;q=0', 'fr'],
  ['*', 'fr'],
  [';;;q=,=,', 'fr'],
  ['en;q=abc', 'fr'],
])('the header %j asks for %s', (header, langue) => {
  expect(preferredLangue(header)).toBe(langue)
})

test('only our languages are chosen', () => {
  expect(['fr', 'en', 'de', '', undefined].map(parseLangue)).toEqual(['fr', 'en', undefined, undefined, undefined])
})
