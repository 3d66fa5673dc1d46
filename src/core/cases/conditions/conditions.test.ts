import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Source } from '../../champs/kind.ts'
import { conditionSchema } from '../../conditions/condition.ts'
import { evaluate } from '../../conditions/evaluate.ts'
import { explain } from '../../conditions/explain.ts'
import evaluateCases from './evaluate.json' with { type: 'json' }
import explainCases from './explain.json' with { type: 'json' }

const source: z.ZodType<Source> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('booleen'), valeur: z.boolean() }),
  z.strictObject({ type: z.enum(['nombre', 'date', 'texte']), valeur: z.string() }),
  z.strictObject({ type: z.literal('liste'), valeur: z.array(z.string()) }),
  z.strictObject({
    type: z.literal('lieu'),
    code: z.string(),
    departement: z.string().exactOptional(),
    region: z.string().exactOptional(),
  }),
])
const evaluations = z
  .array(
    z.strictObject({
      titre: z.string(),
      condition: conditionSchema,
      sources: z.record(z.string(), source),
      attendu: z.boolean().nullable(),
    }),
  )
  .parse(evaluateCases)

const { lexique, cas } = z
  .strictObject({
    lexique: z.strictObject({
      libelles: z.record(z.string(), z.string()),
      valeurs: z.record(z.string(), z.string()),
    }),
    cas: z.array(
      z.strictObject({
        titre: z.string(),
        usage: z.enum(['affichage', 'ineligibilite', 'routage']).default('affichage'),
        condition: conditionSchema,
        fr: z.string(),
        en: z.string(),
      }),
    ),
  })
  .parse(explainCases)

const lookUp = {
  libelleOf: (champ: number) => lexique.libelles[champ],
  optionLabel: ({ op, valeur }: { op: string; valeur: string | boolean }) => lexique.valeurs[`${op} ${valeur}`],
}

test.each(evaluations)('$titre', ({ condition, sources, attendu }) => {
  expect(evaluate(condition, (champ) => sources[champ]) ?? null).toBe(attendu)
})

test.each(cas)('$titre, en français', ({ condition, usage, fr }) => {
  expect(explain(condition, { langue: 'fr', usage, ...lookUp })).toBe(fr)
})

test.each(cas)('$titre, en anglais', ({ condition, usage, en }) => {
  expect(explain(condition, { langue: 'en', usage, ...lookUp })).toBe(en)
})
