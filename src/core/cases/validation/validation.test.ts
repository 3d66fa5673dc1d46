import { expect, test } from 'vitest'
import { z } from 'zod'
import { champSchema } from '../../champs/index.ts'
import type { Saisie } from '../../champs/kind.ts'
import { conditionSchema } from '../../conditions/condition.ts'
import { compileDefinition } from '../../schema/formulaire.ts'
import {
  isIneligible,
  problemesOf,
  readReponses,
  saisiesAtFiling,
  valeursAtFiling,
  visibleEtapes,
} from '../../validation/lecture.ts'
import { casesLecteur } from '../champs/referentiels.ts'
import reponses from './reponses.json' with { type: 'json' }

const saisie: z.ZodType<Saisie> = z.union([z.string(), z.array(z.string()), z.record(z.string(), z.string())])
const piece = z.strictObject({ id: z.string(), nom: z.string(), type: z.string(), octets: z.number() })
const cases = z
  .array(
    z.strictObject({
      titre: z.string(),
      champs: z.array(champSchema),
      saisies: z.record(z.string(), saisie),
      pieces: z.record(z.string(), z.array(piece)).default({}),
      ineligibilite: conditionSchema.optional(),
      attendu: z.strictObject({
        /** Keys of what is shown, in page order. */
        visibles: z.array(z.string()).optional(),
        /** Positions of the steps that are not skipped. */
        etapes: z.array(z.number()).optional(),
        /** Only the problems of that step. */
        etape: z.number().exactOptional(),
        problemes: z.array(z.tuple([z.string(), z.string()])).optional(),
        valeurs: z.record(z.string(), z.json()).optional(),
        saisies: z.record(z.string(), saisie).optional(),
        ineligible: z.boolean().optional(),
      }),
    }),
  )
  .parse(reponses)

test.each(cases)('$titre', ({ champs, saisies, pieces, ineligibilite, attendu }) => {
  const lecture = readReponses(compileDefinition({ champs }), { saisies, pieces }, casesLecteur)
  const { etape } = attendu
  const refusal = ineligibilite && { ineligibilite: { condition: ineligibilite, message: { fr: 'Refusé' } } }
  const found = {
    visibles: lecture.reponses.filter(({ visible }) => visible).map(({ cle }) => cle),
    etapes: visibleEtapes(lecture).map(({ n }) => n),
    problemes: problemesOf(lecture, etape === undefined ? {} : { etape }).map(({ cle, probleme }) => [
      cle,
      probleme.code,
    ]),
    valeurs: valeursAtFiling(lecture),
    saisies: saisiesAtFiling(lecture),
    ineligible: isIneligible(refusal ?? {}, lecture),
  }
  const { etape: _etape, ...asked } = attendu
  expect(found).toMatchObject(asked)
  // `toMatchObject` lets an object have more keys: what is kept at filing is exactly this.
  if (attendu.valeurs) expect(found.valeurs).toEqual(attendu.valeurs)
  if (attendu.saisies) expect(found.saisies).toEqual(attendu.saisies)
})
