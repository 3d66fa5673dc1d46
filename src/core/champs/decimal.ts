import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { areOrdered, CHIFFRES_MAX, canonicalNombre, compactNombre, formatNombre, withinBornes } from './nombre.ts'
import { isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

const decimalText = z
  .string()
  .max(CHIFFRES_MAX)
  .regex(/^-?\d+(\.\d{1,3})?$/)

/** A champ answered by a number with at most three decimals; the bounds, decimal text, belong to the range. */
export const decimalChampSchema = z
  .strictObject({
    kind: z.literal('decimal'),
    ...questionBase,
    /** Zero or more. */
    positif: z.boolean().optional(),
    min: decimalText.optional(),
    max: decimalText.optional(),
  })
  .refine(({ min, max }) => areOrdered(min, max), { path: ['max'] })

type DecimalChamp = z.infer<typeof decimalChampSchema>

/** Decimal number, kept as canonical text (`"1234.5"`) and never as a float. A comma or a point, three decimals typed at most. */
export const decimalKind: QuestionKind<'decimal', DecimalChamp, string> = {
  role: 'question',
  kind: 'decimal',
  settings: decimalChampSchema,
  valeur: z
    .string()
    .max(CHIFFRES_MAX + 1)
    .regex(/^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d{0,2}[1-9])$/),
  parties: [],
  read: readOne,
  parse(saisie, champ) {
    const raw = textOf(saisie)
    if (isBlank(raw)) return VIDE
    const parts = /^(-?)(\d+)(?:[.,](\d{1,3}))?$/.exec(compactNombre(raw))
    if (!parts) return refused('decimal_invalide')
    const nombre = canonicalNombre(parts[1] === '-', parts[2] ?? '', parts[3] ?? '')
    if (nombre.length > CHIFFRES_MAX) return refused('trop_long', { max: CHIFFRES_MAX })
    return withinBornes(nombre, champ)
  },
  unparse: (valeur) => valeur,
  format: (valeur, _champ, langue) => formatNombre(valeur, langue),
  source: (valeur) => ({ type: 'nombre', valeur }),
}
