import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by a région. */
export const regionChampSchema = z.strictObject({ kind: z.literal('region'), ...questionBase })

type RegionChamp = z.infer<typeof regionChampSchema>

const regionValeurSchema = z.strictObject({ code: z.string().min(1).max(10), nom: z.string().min(1).max(200) })

/** A région as it is kept with an answer. */
export type RegionValeur = Readonly<z.infer<typeof regionValeurSchema>>

/** Région, typed by its official code (`84`). */
export const regionKind: QuestionKind<'region', RegionChamp, RegionValeur> = {
  role: 'question',
  kind: 'region',
  settings: regionChampSchema,
  valeur: regionValeurSchema,
  parties: [],
  read: readOne,
  parse(saisie, _champ, { referentiels }) {
    const raw = textOf(saisie)
    if (isBlank(raw)) return VIDE
    const region = referentiels.region(raw.trim())
    return region ? found({ code: region.code, nom: region.nom }) : refused('code_inconnu')
  },
  unparse: ({ code }) => code,
  format: ({ nom }) => nom,
  source: ({ code }) => ({ type: 'lieu', code, region: code }),
}
