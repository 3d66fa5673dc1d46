import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { compact, found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by the number of an establishment. */
export const siretChampSchema = z.strictObject({ kind: z.literal('siret'), ...questionBase })

type SiretChamp = z.infer<typeof siretChampSchema>

/** SIRET: 14 digits and their key, stored without space, read 3 3 3 5. Whether the establishment exists is asked elsewhere. */
export const siretKind: QuestionKind<'siret', SiretChamp, string> = {
  role: 'question',
  kind: 'siret',
  settings: siretChampSchema,
  valeur: z.string().refine(isSiret),
  parties: [],
  read: readOne,
  parse(saisie) {
    const raw = textOf(saisie)
    if (isBlank(raw)) return VIDE
    const digits = compact(raw).replaceAll('.', '')
    return isSiret(digits) ? found(digits) : refused('siret_invalide')
  },
  unparse: (valeur) => valeur,
  format: (valeur) => valeur.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4'),
}

const SIREN_LA_POSTE = '356000000'

/** Whether fourteen digits make a SIRET: Luhn's key, or for the offices of La Poste a sum of digits that is a multiple of 5. */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false
  if (luhnSum(text) % 10 === 0) return true
  return text.startsWith(SIREN_LA_POSTE) && digitSum(text) % 5 === 0
}

function luhnSum(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[index])
    const doubled = (digits.length - index) % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum
}

function digitSum(digits: string): number {
  return [...digits].reduce((sum, digit) => sum + Number(digit), 0)
}
