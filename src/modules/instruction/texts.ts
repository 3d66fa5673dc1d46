import type { Langue } from '../../core/texte.ts'
import { en } from './texts.en.ts'
import { fr, type InstructionTexts } from './texts.fr.ts'

/** The sentences of the module in that language. */
export function textsOf(langue: Langue): InstructionTexts {
  return langue === 'en' ? en : fr
}
