import { z } from 'zod'
import { coreTexts } from '../texts.ts'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by yes or no. */
export const ouiNonChampSchema = z.strictObject({ kind: z.literal('oui_non'), ...questionBase })

type OuiNonChamp = z.infer<typeof ouiNonChampSchema>

/** Yes or no, typed `true` or `false`; nothing is chosen at first. */
export const ouiNonKind: QuestionKind<'oui_non', OuiNonChamp, boolean> = {
  role: 'question',
  kind: 'oui_non',
  settings: ouiNonChampSchema,
  valeur: z.boolean(),
  parties: [],
  read: readOne,
  parse(saisie) {
    const text = textOf(saisie)
    if (text === 'true' || text === 'false') return found(text === 'true')
    return isBlank(text) ? VIDE : refused('choix_inconnu')
  },
  unparse: (valeur) => String(valeur),
  format: (valeur, _champ, langue) => (valeur ? coreTexts(langue).oui : coreTexts(langue).non),
  source: (valeur) => ({ type: 'booleen', valeur }),
}
