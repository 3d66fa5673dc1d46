import { z } from 'zod'
import { champBase } from './base.ts'
import type { ContenuKind } from './kind.ts'

/** The title of a part of the form: `libelle` at level 1 (a step), 2 or 3. */
export const sectionChampSchema = z.strictObject({
  kind: z.literal('section'),
  ...champBase,
  niveau: z.union([z.literal(1), z.literal(2), z.literal(3)]),
})

/** The title of a part of the form. */
export type SectionChamp = z.infer<typeof sectionChampSchema>

/** Title of a section, not answered. */
export const sectionKind: ContenuKind<'section', SectionChamp> = {
  role: 'contenu',
  kind: 'section',
  settings: sectionChampSchema,
}
