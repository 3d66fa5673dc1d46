import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { formatOption, optionsSchema, optionValeurSchema } from './options.ts'
import { found, isBlank, listOf, refused, VIDE } from './saisie.ts'

/** Any number of options among several. */
export const choixMultipleChampSchema = z.strictObject({
  kind: z.literal('choix_multiple'),
  ...questionBase,
  options: optionsSchema,
})

type ChoixMultipleChamp = z.infer<typeof choixMultipleChampSchema>

/** Multiple choice: the values of the ticked options, in the order of the list, each once and byte for byte. */
export const choixMultipleKind: QuestionKind<'choix_multiple', ChoixMultipleChamp, readonly string[]> = {
  role: 'question',
  kind: 'choix_multiple',
  settings: choixMultipleChampSchema,
  valeur: z.array(optionValeurSchema).min(1).max(2000).readonly(),
  parties: [],
  read: (form) => form.all().filter((each) => each !== ''),
  parse(saisie, champ) {
    const ticked = new Set(listOf(saisie))
    const chosen = champ.options.map(({ valeur }) => valeur).filter((valeur) => ticked.delete(valeur))
    if ([...ticked].some((each) => !isBlank(each))) return refused('choix_inconnu')
    return chosen.length === 0 ? VIDE : found(chosen)
  },
  unparse: (valeur) => valeur,
  format: (valeur, champ, langue) => valeur.map((each) => formatOption(champ.options, each, langue)).join('\n'),
  source: (valeur) => ({ type: 'liste', valeur }),
}
