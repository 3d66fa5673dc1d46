import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by a département. */
export const departementChampSchema = z.strictObject({ kind: z.literal('departement'), ...questionBase })

type DepartementChamp = z.infer<typeof departementChampSchema>

const departementValeurSchema = z.strictObject({
  code: z.string().min(1).max(10),
  nom: z.string().min(1).max(200),
  codeRegion: z.string().max(10),
})

/** A département as it is kept with an answer. */
export type DepartementValeur = Readonly<z.infer<typeof departementValeurSchema>>

/** Département, typed by its official code (`63`, `2A`, `974`). */
export const departementKind: QuestionKind<'departement', DepartementChamp, DepartementValeur> = {
  role: 'question',
  kind: 'departement',
  settings: departementChampSchema,
  valeur: departementValeurSchema,
  parties: [],
  read: readOne,
  parse(saisie, _champ, { referentiels }) {
    const raw = textOf(saisie)
    if (isBlank(raw)) return VIDE
    const departement = referentiels.departement(raw.trim().toUpperCase())
    if (!departement) return refused('code_inconnu')
    const { code, nom, codeRegion } = departement
    return found({ code, nom, codeRegion })
  },
  unparse: ({ code }) => code,
  format: ({ code, nom }) => `${nom} (${code})`,
  source: ({ code, codeRegion }) => ({ type: 'lieu', code, departement: code, region: codeRegion }),
}
