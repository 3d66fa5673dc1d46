import { z } from 'zod'
import { champBase, texteSchema } from './base.ts'
import type { ContenuKind } from './kind.ts'

/** A text among the questions, under its title `libelle`. */
export const explicationChampSchema = z.strictObject({
  kind: z.literal('explication'),
  ...champBase,
  texte: texteSchema,
  /** The rest of the text, folded at first. */
  depliable: texteSchema.optional(),
})

type ExplicationChamp = z.infer<typeof explicationChampSchema>

/** Explanation, not answered. */
export const explicationKind: ContenuKind<'explication', ExplicationChamp> = {
  role: 'contenu',
  kind: 'explication',
  settings: explicationChampSchema,
}
