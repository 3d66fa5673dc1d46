import type { Langue } from '../../core/texte.ts'
import { textsEn } from './texts.en.ts'
import { type ComptesTexts, textsFr } from './texts.fr.ts'

const CATALOGUES: Readonly<Record<Langue, ComptesTexts>> = { fr: textsFr, en: textsEn }

/** The sentences of this module in the reader's language. */
export function comptesTexts(langue: Langue): ComptesTexts {
  return CATALOGUES[langue]
}
