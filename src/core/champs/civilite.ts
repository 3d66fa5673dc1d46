import { z } from 'zod'
import { coreTexts } from '../texts.ts'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** The title by which a person is addressed. */
export const civiliteChampSchema = z.strictObject({ kind: z.literal('civilite'), ...questionBase })

type CiviliteChamp = z.infer<typeof civiliteChampSchema>

/** « M. » or « Mme », the two that the administration uses. */
export type Civilite = 'M.' | 'Mme'

/** The two titles, in the order in which they are offered. */
export const CIVILITES: readonly Civilite[] = ['Mme', 'M.']

/** Title of a person, typed as it is stored. */
export const civiliteKind: QuestionKind<'civilite', CiviliteChamp, Civilite> = {
  role: 'question',
  kind: 'civilite',
  settings: civiliteChampSchema,
  valeur: z.enum(['M.', 'Mme']),
  parties: [],
  read: readOne,
  parse(saisie) {
    const text = textOf(saisie)
    const civilite = CIVILITES.find((each) => each === text)
    if (civilite) return found(civilite)
    return isBlank(text) ? VIDE : refused('choix_inconnu')
  },
  unparse: (valeur) => valeur,
  format: (valeur, _champ, langue) => coreTexts(langue).civilites[valeur],
  source: (valeur) => ({ type: 'texte', valeur }),
}
