import { z } from 'zod'
import { AUTRE } from '../conditions/condition.ts'
import { type Langue, readTexte } from '../texte.ts'
import { keepableText, texteSchema } from './base.ts'

/** What may be chosen: `valeur` is kept byte for byte, `libelle` is what people read. */
const optionSchema = z.strictObject({
  valeur: keepableText(1000).min(1),
  libelle: texteSchema,
})

/** One option of a choice. */
export type Option = z.infer<typeof optionSchema>

/** The options of a choice, each value once; none yet while the author writes. */
export const optionsSchema = z
  .array(optionSchema)
  .max(2000)
  .refine((options) => new Set(options.map(({ valeur }) => valeur)).size === options.length)
  .refine((options) => options.every(({ valeur }) => valeur !== AUTRE))

/** The value of an option as it is stored. */
export const optionValeurSchema = z.string().min(1).max(1000)

/** The option in words; one that the list no longer has is told by its value. */
export function formatOption(options: readonly Option[], valeur: string, langue: Langue): string {
  const option = options.find((each) => each.valeur === valeur)
  return option ? readTexte(option.libelle, langue) : valeur
}
