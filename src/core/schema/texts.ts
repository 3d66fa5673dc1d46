import type { Langue } from '../texte.ts'
import { en } from './texts.en.ts'
import { fr } from './texts.fr.ts'

/** What is said of a definition that cannot be read or published. */
export interface SchemaTexts {
  readonly illisible: string
  formatInconnu(format: string): string
  /** Names are those of JSON: `string`, `number`, `array`, `object`, `boolean`, `int`. */
  typeAttendu(type: string): string
  readonly manquant: string
  valeursAttendues(valeurs: readonly string[]): string
  clesInconnues(cles: readonly string[]): string
  /** `unite` is what is counted: characters, elements, or the number itself. */
  tropGrand(max: string, unite: 'caracteres' | 'elements' | 'nombre'): string
  tropGrandStrict(max: string): string
  tropPetit(min: string, unite: 'caracteres' | 'elements' | 'nombre'): string
  tropPetitStrict(min: string): string
  readonly adresseWebInvalide: string
  readonly conditionTropProfonde: string
  readonly invalide: string
  idDouble(champ: number): string
  readonly libelleVide: string
  sectionNiveauSaute(niveau: number): string
  readonly repetitionSansChamp: string
  readonly choixSansOption: string
}

/** The sentences of that language. */
export function schemaTexts(langue: Langue): SchemaTexts {
  return langue === 'en' ? en : fr
}
