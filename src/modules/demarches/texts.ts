import type { Langue } from '../../core/texte.ts'
import { en } from './texts.en.ts'
import { type DemarchesTexts, fr } from './texts.fr.ts'

/** The sentences of the module in that language. */
export function textsOf(langue: Langue): DemarchesTexts {
  return langue === 'en' ? en : fr
}
