import type { Civilite } from './champs/civilite.ts'
import type { Probleme } from './champs/kind.ts'
import type { Langue } from './texte.ts'
import { en } from './texts.en.ts'
import { fr } from './texts.fr.ts'

/** What the core says of answers, in one language. */
export interface CoreTexts {
  /** How to mend an answer, in one or two sentences that name the champ. `libelle` is its label in that language. */
  probleme(probleme: Probleme, libelle: string): string
  readonly oui: string
  readonly non: string
  readonly cochee: string
  readonly nonCochee: string
  readonly civilites: Readonly<Record<Civilite, string>>
  /** « 3 fichiers ». */
  fichiers(nombre: number): string
  /** The rows of a repetition: « 3 réponses ». */
  lignes(nombre: number): string
}

/** The sentences of that language. */
export function coreTexts(langue: Langue): CoreTexts {
  return langue === 'en' ? en : fr
}
