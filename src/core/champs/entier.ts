import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { areOrdered, CHIFFRES_MAX, canonicalNombre, compactNombre, formatNombre, withinBornes } from './nombre.ts'
import { found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by a whole number; the bounds belong to the range. */
export const entierChampSchema = z
  .strictObject({
    kind: z.literal('entier'),
    ...questionBase,
    /** Zero or more. */
    positif: z.boolean().optional(),
    min: z.int().optional(),
    max: z.int().optional(),
  })
  .refine(({ min, max }) => areOrdered(min?.toString(), max?.toString()), { path: ['max'] })

type EntierChamp = z.infer<typeof entierChampSchema>

/** Whole number, kept as canonical digits so that it is exact beyond 2⁵³: `"1234"`, `"-7"`, never `"-0"` nor `"007"`. */
export const entierKind: QuestionKind<'entier', EntierChamp, string> = {
  role: 'question',
  kind: 'entier',
  settings: entierChampSchema,
  valeur: z
    .string()
    .max(CHIFFRES_MAX + 1)
    .regex(/^(0|-?[1-9]\d*)$/),
  parties: [],
  read: readOne,
  parse(saisie, champ) {
    const raw = textOf(saisie)
    if (isBlank(raw)) return VIDE
    const digits = /^(-?)(\d+)$/.exec(compactNombre(raw))
    if (!digits) return refused('entier_invalide')
    const nombre = canonicalNombre(digits[1] === '-', digits[2] ?? '', '')
    if (nombre.length > CHIFFRES_MAX) return refused('trop_long', { max: CHIFFRES_MAX })
    const { positif, min, max } = champ
    if (positif === undefined && min === undefined && max === undefined) return found(nombre)
    return withinBornes(nombre, { positif, min: min?.toString(), max: max?.toString() })
  },
  unparse: (valeur) => valeur,
  format: (valeur, _champ, langue) => formatNombre(valeur, langue),
  source: (valeur) => ({ type: 'nombre', valeur }),
}
