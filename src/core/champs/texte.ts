import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { cleanLine, parseText, readOne, textOf } from './saisie.ts'

/** Characters that a line may have unless the author wants fewer. */
export const LONGUEUR_LIGNE = 1000

/** A champ answered by one line of text. */
export const texteChampSchema = z.strictObject({
  kind: z.literal('texte'),
  ...questionBase,
  /** In UTF-16 units, as browsers count. */
  longueurMax: z.int().positive().max(LONGUEUR_LIGNE).optional(),
})

type TexteChamp = z.infer<typeof texteChampSchema>

/** Short text: one line, cleaned and trimmed, 1 000 characters unless the author wants fewer. */
export const texteKind: QuestionKind<'texte', TexteChamp, string> = {
  role: 'question',
  kind: 'texte',
  settings: texteChampSchema,
  valeur: z.string().min(1).max(LONGUEUR_LIGNE),
  parties: [],
  read: readOne,
  parse: (saisie, champ) => parseText(textOf(saisie), champ.longueurMax ?? LONGUEUR_LIGNE, cleanLine),
  unparse: (valeur) => valeur,
  format: (valeur) => valeur,
}
