import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'

/** Identity of a champ: random below 2⁴⁸, kept through revisions, copies and exchanges between instances. */
export const champIdSchema = z
  .int()
  .positive()
  .max(2 ** 48 - 1)

/** A text that PostgreSQL keeps byte for byte: no lone surrogate, no U+0000. `max` is in UTF-16 units. */
export function keepableText(max: number) {
  return z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes('\u0000'))
}

/** A text of the author, French always there. */
export const texteSchema = z.strictObject({
  fr: keepableText(20_000),
  en: keepableText(20_000).optional(),
  falc: keepableText(20_000).optional(),
})

/** What every champ has. `libelle` may be long: 251 characters were met in a real démarche. */
export const champBase = {
  id: champIdSchema,
  libelle: texteSchema,
  aide: texteSchema.optional(),
  /** Shown only when this rule is true; always shown without one. */
  condition: conditionSchema.optional(),
}

/** What every champ that is answered has, besides. */
export const questionBase = {
  ...champBase,
  obligatoire: z.boolean(),
  /** Encrypted at rest, left out of search and filters. */
  sensible: z.boolean().optional(),
  /** Value of the HTML `autocomplete` attribute (RGAA 11.13), when the champ asks for something of the usager's own. */
  autocomplete: z.string().max(60).optional(),
}
