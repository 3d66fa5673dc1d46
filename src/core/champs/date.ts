import { z } from 'zod'
import { type Jour, makeJour, parseJour } from '../jour.ts'
import { questionBase } from './base.ts'
import { formatJour } from './format-jour.ts'
import type { Lecteur, Parsed, QuestionKind, Saisie } from './kind.ts'
import { compact, found, isBlank, isList, partOf, readParts, refused, refusedThough, textOf, VIDE } from './saisie.ts'

const jourSchema = z.string().refine((text) => parseJour(text) !== undefined)

/** A champ answered by a day of the calendar; the bounds belong to the range. */
export const dateChampSchema = z
  .strictObject({
    kind: z.literal('date'),
    ...questionBase,
    /** Strictly before the day when the answer is read. */
    passee: z.boolean().optional(),
    min: jourSchema.optional(),
    max: jourSchema.optional(),
  })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, { path: ['max'] })

/** A champ answered by a day of the calendar. */
export type DateChamp = z.infer<typeof dateChampSchema>

/** The three inputs of a date, in the order in which they are read. */
export const DATE_PARTIES = ['jour', 'mois', 'annee'] as const

/** Date, asked in three inputs; one text, `AAAA-MM-JJ` or `JJ/MM/AAAA`, is understood too. The year has four digits. */
export const dateKind: QuestionKind<'date', DateChamp, Jour> = {
  role: 'question',
  kind: 'date',
  settings: dateChampSchema,
  valeur: jourSchema,
  parties: DATE_PARTIES,
  read: (form) => readParts(form, DATE_PARTIES) ?? form.one(),
  parse(saisie, champ, lecteur) {
    const read = typeof saisie === 'string' || isList(saisie) ? parseOneText(textOf(saisie)) : parseThreeParts(saisie)
    return read.kind === 'valeur' ? withinBornes(read.valeur, champ, lecteur) : read
  },
  unparse(valeur) {
    const [annee = '', mois = '', jour = ''] = valeur.split('-')
    return { jour: String(Number(jour)), mois: String(Number(mois)), annee }
  },
  format: (valeur, _champ, langue) => formatJour(valeur, langue),
  source: (valeur) => ({ type: 'date', valeur }),
}

function parseOneText(raw: string): Parsed<Jour> {
  if (isBlank(raw)) return VIDE
  const text = compact(raw)
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const jour = french ? makeJour(Number(french[3]), Number(french[2]), Number(french[1])) : parseJour(text)
  return jour === undefined ? refused('date_invalide') : found(jour)
}

function parseThreeParts(saisie: Saisie): Parsed<Jour> {
  const blanks = DATE_PARTIES.filter((partie) => isBlank(partOf(saisie, partie)))
  if (blanks.length === DATE_PARTIES.length) return VIDE
  if (blanks.length > 0) return refused('date_incomplete', { manque: blanks.join(',') })
  const jour = compact(partOf(saisie, 'jour'))
  const mois = compact(partOf(saisie, 'mois'))
  const annee = compact(partOf(saisie, 'annee'))
  if (!/^\d{1,2}$/.test(jour) || !/^\d{1,2}$/.test(mois) || !/^\d{4}$/.test(annee)) return refused('date_invalide')
  const made = makeJour(Number(annee), Number(mois), Number(jour))
  return made === undefined ? refused('date_invalide') : found(made)
}

function withinBornes(jour: Jour, { passee, min, max }: DateChamp, { today }: Lecteur): Parsed<Jour> {
  const source = { type: 'date', valeur: jour } as const
  // Days are written year first, so the order of the texts is that of time.
  if (passee && jour >= today) return refusedThough(source, 'date_passee')
  if (min !== undefined && jour < min) return refusedThough(source, 'date_trop_tot', { min })
  if (max !== undefined && jour > max) return refusedThough(source, 'date_trop_tard', { max })
  return found(jour)
}
