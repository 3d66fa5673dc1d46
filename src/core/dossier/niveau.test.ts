import { expect, test } from 'vitest'
import { isNiveauReached, rankOf } from './niveau.ts'

test('levels are ordered, and a word that is not a level is below all', () => {
  const words = ['aucun', 'eidas0', 'eidas1', 'eidas1-mfa', 'eidas2', 'eidas3', 'eidas9', 'EIDAS3', 'eidas2-mfa', '']

  expect(words.map(rankOf)).toEqual([0, 0, 1, 1, 2, 3, 0, 0, 0, 0])
  expect(rankOf(undefined)).toBe(0)
})

test('a démarche that asks for a level takes that level or a higher one; a démarche that asks none takes anybody', () => {
  expect(isNiveauReached('eidas2', 'eidas2')).toBe(true)
  expect(isNiveauReached('eidas3', 'eidas2')).toBe(true)
  expect(isNiveauReached('eidas1-mfa', 'eidas2')).toBe(false)
  expect(isNiveauReached(undefined, 'eidas1')).toBe(false)
  expect(isNiveauReached(undefined, undefined)).toBe(true)
  expect(isNiveauReached(undefined, 'aucun')).toBe(true)
})
