import type { Langue } from '../texte.ts'
import { en } from './texts.en.ts'
import { fr } from './texts.fr.ts'

/** What a rule decides, hence how the sentence about it begins. */
export type Usage = 'affichage' | 'ineligibilite' | 'routage'

/** The words in which a rule is told, and those in which its mistakes are. Names and values come already quoted. */
export interface ConditionTexts {
  readonly debut: Readonly<Record<Usage, string>>
  readonly toujours: Readonly<Record<Usage, string>>
  readonly jamais: Readonly<Record<Usage, string>>
  readonly et: string
  readonly ou: string
  readonly oui: string
  readonly non: string
  readonly autre: string
  readonly questionSupprimee: string
  /** Between quotation marks, with the spaces of the language. */
  quote(text: string): string
  est(valeur: string): string
  nEstPas(valeur: string): string
  vaut: Readonly<Record<'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte', (nombre: string) => string>>
  tombe: Readonly<Record<'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte', (jour: string) => string>>
  comprend(option: string): string
  neComprendPas(option: string): string
  dansDepartement(departement: string): string
  pasDansDepartement(departement: string): string
  dansRegion(region: string): string
  pasDansRegion(region: string): string
  readonly problemes: {
    sourceInconnue(champ: number): string
    sourcePlusBas(libelle: string): string
    sourceDansRepetition(libelle: string): string
    sourceInutilisable(libelle: string): string
    operateurInapplicable(libelle: string): string
    constanteInvalide(libelle: string, valeur: string): string
    optionInconnue(libelle: string, valeur: string): string
    groupeVide(): string
  }
}

/** The words of that language. */
export function conditionTexts(langue: Langue): ConditionTexts {
  return langue === 'en' ? en : fr
}
