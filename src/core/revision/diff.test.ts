import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aChamp, aDefinition } from '../cases/a-definition.ts'
import type { Champ } from '../champs/index.ts'
import type { Definition } from '../schema/definition.ts'
import { diff, type Operation, type Place } from './diff.ts'
import { isSameJson } from './same-json.ts'

const un = aChamp({ id: 1, kind: 'texte' })
const deux = aChamp({ id: 2, kind: 'texte' })
const trois = aChamp({ id: 3, kind: 'texte' })

test('two definitions that say the same have no difference, whatever the order of their keys', () => {
  const { silence, ...rest } = aDefinition({ champs: [un] })
  expect(diff(aDefinition({ champs: [un] }), { silence, ...rest })).toEqual([])
})

test('a champ added and a champ removed', () => {
  expect(diff(aDefinition({ champs: [un, deux] }), aDefinition({ champs: [un, trois] }))).toEqual([
    { op: 'remove', champ: deux, from: { repetition: null, rang: 1 } },
    { op: 'add', champ: trois, to: { repetition: null, rang: 1 } },
  ])
})

test('a champ that goes first is one move, not three', () => {
  expect(diff(aDefinition({ champs: [un, deux, trois] }), aDefinition({ champs: [trois, un, deux] }))).toEqual([
    { op: 'move', champ: 3, from: { repetition: null, rang: 2 }, to: { repetition: null, rang: 0 } },
  ])
})

test('a champ pushed down by a new one has not moved', () => {
  const operations = diff(aDefinition({ champs: [un, deux] }), aDefinition({ champs: [trois, un, deux] }))
  expect(operations.map(({ op }) => op)).toEqual(['add'])
})

test('each attribute that changes is one update', () => {
  const after = aChamp({ id: 1, kind: 'texte', obligatoire: true, libelle: { fr: 'Nom' } })
  expect(diff(aDefinition({ champs: [un] }), aDefinition({ champs: [after] }))).toEqual([
    { op: 'update', champ: 1, attribut: 'libelle', from: { fr: 'Question 1' }, to: { fr: 'Nom' } },
    { op: 'update', champ: 1, attribut: 'obligatoire', from: false, to: true },
  ])
})

test('a condition given to a champ, and a change of kind', () => {
  const condition = { op: 'eq', champ: 1, valeur: true } as const
  const after = aChamp({ id: 2, kind: 'entier', condition })
  expect(diff(aDefinition({ champs: [un, deux] }), aDefinition({ champs: [un, after] }))).toEqual([
    { op: 'update', champ: 2, attribut: 'kind', from: 'texte', to: 'entier' },
    { op: 'update', champ: 2, attribut: 'condition', from: undefined, to: condition },
  ])
})

test('a champ that enters a repetition moves; the repetition is added empty', () => {
  const repetition = aChamp({ id: 9, kind: 'repetition', champs: [deux] })
  expect(diff(aDefinition({ champs: [un, deux] }), aDefinition({ champs: [un, repetition] }))).toEqual([
    { op: 'add', champ: aChamp({ id: 9, kind: 'repetition', champs: [] }), to: { repetition: null, rang: 1 } },
    { op: 'move', champ: 2, from: { repetition: null, rang: 1 }, to: { repetition: 9, rang: 0 } },
  ])
})

test('what the whole definition says is told by name, eligibility included', () => {
  const rule = { condition: { op: 'and', conditions: [] }, message: { fr: 'Refusé' } } as const
  const ineligibilite = { ...rule, condition: { ...rule.condition, conditions: [] } }
  const before = aDefinition()
  const after = aDefinition({
    ineligibilite,
    demandeurs: 'tous',
    silence: { effet: 'rejet', delaiEnMois: 2 },
    presentation: { ...before.presentation, dureeEnMinutes: 10 },
  })
  expect(diff(before, after)).toEqual([
    { op: 'update', attribut: 'presentation.dureeEnMinutes', from: 5, to: 10 },
    { op: 'update', attribut: 'silence.effet', from: 'accord', to: 'rejet' },
    { op: 'update', attribut: 'demandeurs', from: 'personne', to: 'tous' },
    { op: 'update', attribut: 'ineligibilite', from: undefined, to: ineligibilite },
  ])
})

test('replaying the operations on the first definition gives the second', () => {
  fc.assert(
    fc.property(definitions, definitions, (a, b) => {
      expect(isSameJson(replay(a, diff(a, b)), b.champs)).toBe(true)
    }),
  )
})

test('replaying them the other way gives the first back', () => {
  fc.assert(
    fc.property(definitions, definitions, (a, b) => {
      expect(isSameJson(replay(b, diff(b, a)), a.champs)).toBe(true)
    }),
  )
})

/** Champs 1 to 12 in any order, some missing, some in one of two repetitions that are there or not. */
const definitions: fc.Arbitrary<Definition> = fc
  .record({
    order: fc.shuffledSubarray(Array.from({ length: 12 }, (_, index) => index + 1)),
    homes: fc.array(fc.constantFrom(0, 0, 101, 102), { minLength: 12, maxLength: 12 }),
    repetitions: fc.shuffledSubarray([101, 102]),
    seed: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ order, homes, repetitions, seed }) => {
    const champ = (id: number) =>
      aChamp({ id, kind: (id + seed) % 5 === 0 ? 'entier' : 'texte', libelle: { fr: `${(id * seed) % 3}` } })
    const homeOf = (id: number) => (repetitions.includes(homes[id - 1] ?? 0) ? homes[id - 1] : 0)
    const blocks = repetitions.map((id) =>
      aChamp({ id, kind: 'repetition', champs: order.filter((each) => homeOf(each) === id).map(champ) }),
    )
    return aDefinition({ champs: [...order.filter((id) => homeOf(id) === 0).map(champ), ...blocks] })
  })

/** What `diff` promises, followed to the letter: take away, put back in the order given, then update. */
function replay(definition: Definition, operations: readonly Operation[]): readonly unknown[] {
  const champs = new Map<number, Record<string, unknown>>()
  const lists = new Map<number | null, number[]>([[null, definition.champs.map(({ id }) => id)]])
  const keep = (champ: Champ) => champs.set(champ.id, { ...champ })
  for (const champ of definition.champs) {
    keep(champ)
    if (champ.kind !== 'repetition') continue
    lists.set(
      champ.id,
      champ.champs.map(({ id }) => id),
    )
    for (const enfant of champ.champs) keep(enfant)
  }
  const take = (id: number, { repetition }: Place) =>
    lists.set(
      repetition,
      (lists.get(repetition) ?? []).filter((each) => each !== id),
    )
  for (const each of operations) {
    if (each.op === 'remove') take(each.champ.id, each.from)
    if (each.op === 'move') take(each.champ, each.from)
  }
  for (const each of operations) {
    if (each.op !== 'add' && each.op !== 'move') continue
    const id = each.op === 'add' ? each.champ.id : each.champ
    if (each.op === 'add') keep(each.champ)
    lists.set(each.to.repetition, (lists.get(each.to.repetition) ?? []).toSpliced(each.to.rang, 0, id))
  }
  for (const each of operations) {
    if (each.op === 'update' && each.champ !== undefined) {
      champs.set(each.champ, { ...champs.get(each.champ), [each.attribut]: each.to })
    }
  }
  return (lists.get(null) ?? []).map((id) => {
    const champ = champs.get(id)
    return champ?.kind === 'repetition'
      ? { ...champ, champs: (lists.get(id) ?? []).map((each) => champs.get(each)) }
      : champ
  })
}
