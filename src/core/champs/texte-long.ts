import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { cleanText, parseText, readOne, textOf } from './saisie.ts'

/** Characters that a long text may have unless the author wants fewer. */
export const LONGUEUR_TEXTE = 20_000

/** A champ answered by several lines of text. */
export const texteLongChampSchema = z.strictObject({
  kind: z.literal('texte_long'),
  ...questionBase,
  /** In UTF-16 units, at least 400. When it is set the page counts what remains. */
  longueurMax: z.int().min(400).max(LONGUEUR_TEXTE).optional(),
})

type TexteLongChamp = z.infer<typeof texteLongChampSchema>

/** Long text: its lines are kept, a line break counts for one character. */
export const texteLongKind: QuestionKind<'texte_long', TexteLongChamp, string> = {
  role: 'question',
  kind: 'texte_long',
  settings: texteLongChampSchema,
  valeur: z.string().min(1).max(LONGUEUR_TEXTE),
  parties: [],
  read: readOne,
  parse: (saisie, champ) => parseText(textOf(saisie), champ.longueurMax ?? LONGUEUR_TEXTE, cleanText),
  unparse: (valeur) => valeur,
  format: (valeur) => valeur,
}
