import { expect, test } from 'vitest'
import { allowedEvents, nextEtat, TRANSITIONS, transitionOf } from './lifecycle.ts'

test('a dossier refused once can be instructed again', () => {
  expect(nextEtat('refuse', 'reopen', 'instructeur')).toBe('en_instruction')
})

test('an usager may do nothing to a dossier in instruction', () => {
  expect(allowedEvents('en_instruction', 'usager')).toEqual([])
})

test('a draft may be filed or deleted by its usager, by nobody else', () => {
  expect(allowedEvents('brouillon', 'usager')).toEqual(['submit', 'delete_brouillon'])
  expect(allowedEvents('brouillon', 'instructeur')).toEqual([])
  expect(allowedEvents('brouillon', 'systeme')).toEqual([])
})

test('the system does nothing but accept', () => {
  const bySysteme = TRANSITIONS.filter((each) => each.by === 'systeme')
  expect(new Set(bySysteme.map((each) => each.event))).toEqual(new Set(['accept']))
  expect(bySysteme.every((each) => each.guards.includes('silence_elapsed'))).toBe(true)
})

test('a refusal needs its reasons; an acceptance does not', () => {
  expect(transitionOf('en_instruction', 'refuse', 'instructeur')?.guards).toContain('motivation_given')
  expect(transitionOf('en_instruction', 'accept', 'instructeur')?.guards).not.toContain('motivation_given')
})

test('ineligibility is checked at the first filing and never again', () => {
  expect(transitionOf('brouillon', 'submit', 'usager')?.guards).toContain('eligible')
  expect(transitionOf('en_construction', 'resubmit', 'usager')?.guards).not.toContain('eligible')
})

test('the filing date is set by the first filing alone', () => {
  const setting = TRANSITIONS.filter((each) => each.effects.includes('set_depose_at'))
  expect(setting.map((each) => each.event)).toEqual(['submit'])
})

test('every decision erases identity papers', () => {
  const decisions = TRANSITIONS.filter((each) => ['accepte', 'refuse', 'sans_suite'].includes(each.to))
  expect(decisions.every((each) => each.effects.includes('erase_pieces_identite'))).toBe(true)
})

test('no two rows answer the same question', () => {
  const keys = TRANSITIONS.map((each) => `${each.from} ${each.event} ${each.by}`)
  expect(new Set(keys).size).toBe(keys.length)
})
