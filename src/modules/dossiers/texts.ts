import type { Langue } from '../../core/texte.ts'
import { en } from './texts.en.ts'
import { type DossiersTexts, fr } from './texts.fr.ts'

/** The sentences of the module in that language. */
export function textsOf(langue: Langue): DossiersTexts {
  return langue === 'en' ? en : fr
}

/** What is said of files, for whoever shows those of a dossier. */
export function fichiersTexts(langue: Langue): DossiersTexts['fichiers'] {
  return textsOf(langue).fichiers
}
