import { z } from 'zod'
import { coreTexts } from '../texts.ts'
import { adresseChampSchema } from './adresse.ts'
import { questionBase } from './base.ts'
import { caseACocherChampSchema } from './case-a-cocher.ts'
import { choixChampSchema } from './choix.ts'
import { choixMultipleChampSchema } from './choix-multiple.ts'
import { civiliteChampSchema } from './civilite.ts'
import { communeChampSchema } from './commune.ts'
import { courrielChampSchema } from './courriel.ts'
import { dateChampSchema } from './date.ts'
import { decimalChampSchema } from './decimal.ts'
import { departementChampSchema } from './departement.ts'
import { entierChampSchema } from './entier.ts'
import { explicationChampSchema } from './explication.ts'
import { ibanChampSchema } from './iban.ts'
import type { QuestionKind } from './kind.ts'
import { ouiNonChampSchema } from './oui-non.ts'
import { paysChampSchema } from './pays.ts'
import { pieceChampSchema } from './piece.ts'
import { regionChampSchema } from './region.ts'
import { found, listOf, refused, VIDE } from './saisie.ts'
import { siretChampSchema } from './siret.ts'
import { telephoneChampSchema } from './telephone.ts'
import { texteChampSchema } from './texte.ts'
import { texteLongChampSchema } from './texte-long.ts'

/** The champs that a row of a repetition may hold: every kind but a repetition and a section. */
export const enfantSchemas = [
  texteChampSchema,
  texteLongChampSchema,
  entierChampSchema,
  decimalChampSchema,
  dateChampSchema,
  ouiNonChampSchema,
  caseACocherChampSchema,
  choixChampSchema,
  choixMultipleChampSchema,
  civiliteChampSchema,
  courrielChampSchema,
  telephoneChampSchema,
  ibanChampSchema,
  siretChampSchema,
  adresseChampSchema,
  communeChampSchema,
  departementChampSchema,
  regionChampSchema,
  paysChampSchema,
  pieceChampSchema,
  explicationChampSchema,
] as const

/** Rows that no repetition may go beyond. */
const LIGNES_MAX = 500

/** A block of champs answered as many times as needed. */
export const repetitionChampSchema = z
  .strictObject({
    kind: z.literal('repetition'),
    ...questionBase,
    champs: z.array(z.discriminatedUnion('kind', enfantSchemas)).max(200),
    /** Rows wanted once there is one; `obligatoire` is what asks for the first. */
    min: z.int().nonnegative().max(LIGNES_MAX).default(0),
    max: z.int().positive().max(LIGNES_MAX).default(50),
  })
  .refine(({ min, max }) => min <= max, { path: ['max'] })

/** A block of champs answered as many times as needed. */
export type Repetition = z.infer<typeof repetitionChampSchema>

const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/** Repetition: the ULIDs of its rows, in the order in which they were added. What each row holds is answered elsewhere. */
export const repetitionKind: QuestionKind<'repetition', Repetition, readonly string[]> = {
  role: 'question',
  kind: 'repetition',
  settings: repetitionChampSchema,
  valeur: z.array(z.string().regex(ULID)).min(1).max(LIGNES_MAX).readonly(),
  parties: [],
  read: (form) => form.all().filter((ligne) => ULID.test(ligne)),
  parse(saisie, { min, max }) {
    const lignes = [...new Set(listOf(saisie))].sort()
    if (lignes.length === 0) return VIDE
    if (!lignes.every((ligne) => ULID.test(ligne))) return refused('code_inconnu')
    if (lignes.length < min) return refused('repetition_trop_courte', { min })
    return lignes.length > max ? refused('repetition_trop_longue', { max }) : found(lignes)
  },
  unparse: (valeur) => valeur,
  format: (valeur, _champ, langue) => coreTexts(langue).lignes(valeur.length),
}
