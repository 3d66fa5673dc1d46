import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Source } from '../champs/kind.ts'
import { type Condition, conditionSchema } from './condition.ts'
import { evaluate } from './evaluate.ts'
import { explain } from './explain.ts'
import { normalize, type Regle } from './normalize.ts'

const champ = fc.integer({ min: 1, max: 4 })
const constant = fc.oneof(
  fc.boolean(),
  fc.constantFrom('Oui', '1', '1.5', '2026-03-01', '63', '84', '__autre__'),
  fc.string(),
)
const texte = fc.oneof(fc.constantFrom('Oui', '1', '63', '84'), fc.string())
const comparaison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ op: fc.constantFrom('eq', 'neq', 'lt', 'lte', 'gt', 'gte'), champ, valeur: constant }),
  fc.record({ op: fc.constantFrom('include', 'exclude'), champ, valeur: texte }),
  fc.record({
    op: fc.constantFrom('in_departement', 'not_in_departement', 'in_region', 'not_in_region'),
    champ,
    valeur: fc.constantFrom('63', '03', '84', '11'),
  }),
)
const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    comparaison,
    fc.record({
      op: fc.constantFrom('and', 'or'),
      conditions: fc.array(tie('condition'), { maxLength: 4 }),
    }),
    fc.record({ op: fc.constant('not'), condition: tie('condition') }),
  ),
})).condition
const source: fc.Arbitrary<Source> = fc.oneof(
  fc.record({ type: fc.constant('booleen'), valeur: fc.boolean() }),
  fc.record({ type: fc.constantFrom('nombre', 'date', 'texte'), valeur: fc.oneof(constant.map(String), fc.string()) }),
  fc.record({ type: fc.constant('liste'), valeur: fc.array(texte) }),
  fc.record(
    { type: fc.constant('lieu'), code: texte, departement: fc.constant('63'), region: fc.constant('84') },
    { requiredKeys: ['type', 'code'] },
  ),
)
const sources = fc.dictionary(champ.map(String), source)

test('evaluation gives true, false or unknown on any rule and any answers', () => {
  fc.assert(
    fc.property(condition, sources, (rule, answers) => {
      expect([true, false, undefined]).toContain(evaluate(rule, (id) => answers[id]))
    }),
  )
})

test('a rule on blank answers alone is never true unless it compares nothing', () => {
  fc.assert(
    fc.property(comparaison, (rule) => {
      expect(evaluate(rule, () => undefined)).toBeUndefined()
      expect(evaluate({ op: 'not', condition: rule }, () => undefined)).toBeUndefined()
    }),
  )
})

test('the rule said in words has the same truth as the rule', () => {
  fc.assert(
    fc.property(condition, sources, (rule, answers) => {
      const said = asCondition(normalize(rule))
      expect(evaluate(said, (id) => answers[id])).toBe(evaluate(rule, (id) => answers[id]))
    }),
  )
})

test('any rule can be told, in both languages', () => {
  const lookUp = { libelleOf: () => 'Question', optionLabel: () => undefined }
  fc.assert(
    fc.property(condition, (rule) => {
      expect(explain(rule, { langue: 'fr', ...lookUp })).toMatch(/\.$/)
      expect(explain(rule, { langue: 'en', ...lookUp })).toMatch(/\.$/)
    }),
  )
})

test('twenty levels are read, twenty-one are refused, and a million exhaust nothing', () => {
  expect(conditionSchema.safeParse(nested(19)).success).toBe(true)
  expect(conditionSchema.safeParse(nested(20)).success).toBe(false)
  expect(conditionSchema.safeParse(nested(1_000_000)).success).toBe(false)
  expect(evaluate(nested(1_000_000), () => ({ type: 'booleen', valeur: true }))).toBeUndefined()
})

test('an unknown key or operator is refused', () => {
  expect(conditionSchema.safeParse({ op: 'eq', champ: 1, valeur: true, plus: 1 }).success).toBe(false)
  expect(conditionSchema.safeParse({ op: 'matches', champ: 1, valeur: 'a' }).success).toBe(false)
})

function nested(nots: number): Condition {
  let rule: Condition = { op: 'eq', champ: 1, valeur: true }
  for (let i = 0; i < nots; i += 1) rule = { op: 'not', condition: rule }
  return rule
}

function asCondition(regle: Regle): Condition {
  if (typeof regle === 'boolean') return { op: regle ? 'and' : 'or', conditions: [] }
  return 'regles' in regle ? { op: regle.op, conditions: regle.regles.map(asCondition) } : regle
}
