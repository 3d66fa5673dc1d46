import { z } from 'zod'
import type { Langue } from '../texte.ts'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by a country. */
export const paysChampSchema = z.strictObject({ kind: z.literal('pays'), ...questionBase })

type PaysChamp = z.infer<typeof paysChampSchema>

/** Country, typed and stored as its ISO 3166-1 alpha-2 code. */
export const paysKind: QuestionKind<'pays', PaysChamp, string> = {
  role: 'question',
  kind: 'pays',
  settings: paysChampSchema,
  valeur: z.string().regex(/^[A-Z]{2}$/),
  parties: [],
  read: readOne,
  parse(saisie, _champ, { referentiels }) {
    const raw = textOf(saisie)
    if (isBlank(raw)) return VIDE
    const code = raw.trim().toUpperCase()
    return /^[A-Z]{2}$/.test(code) && referentiels.isPays(code) ? found(code) : refused('code_inconnu')
  },
  unparse: (valeur) => valeur,
  format: (valeur, _champ, langue) => formatPays(valeur, langue),
  source: (valeur) => ({ type: 'lieu', code: valeur }),
}

const names = new Map<Langue, Intl.DisplayNames>()

/** The name of a country; a code that is not two letters comes back as it is. */
export function formatPays(code: string, langue: Langue): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  const known = names.get(langue) ?? new Intl.DisplayNames(langue, { type: 'region' })
  names.set(langue, known)
  return known.of(code) ?? code
}
