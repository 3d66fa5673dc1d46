import { electronicFormatIBAN, friendlyFormatIBAN, isValidIBAN } from 'ibantools'
import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { compact, found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by the international number of a bank account. */
export const ibanChampSchema = z.strictObject({ kind: z.literal('iban'), ...questionBase })

type IbanChamp = z.infer<typeof ibanChampSchema>

/** IBAN: length and structure of its country, checksum (ISO 13616). Stored without space, read in groups of four. */
export const ibanKind: QuestionKind<'iban', IbanChamp, string> = {
  role: 'question',
  kind: 'iban',
  settings: ibanChampSchema,
  valeur: z
    .string()
    .max(34)
    .refine((text) => isValidIBAN(text)),
  parties: [],
  read: readOne,
  parse(saisie) {
    const raw = textOf(saisie)
    if (isBlank(raw)) return VIDE
    const iban = raw.length > 200 ? null : electronicFormatIBAN(compact(raw))
    return iban !== null && isValidIBAN(iban) ? found(iban) : refused('iban_invalide')
  },
  unparse: (valeur) => valeur,
  format: (valeur) => friendlyFormatIBAN(valeur) ?? valeur,
}
