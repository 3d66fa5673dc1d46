import type { Langue } from '../../core/texte.ts'
import { textsEn } from './texts.en.ts'
import { type EquipesTexts, textsFr } from './texts.fr.ts'

const CATALOGUES: Readonly<Record<Langue, EquipesTexts>> = { fr: textsFr, en: textsEn }

/** The sentences of this module in the reader's language. */
export function equipesTexts(langue: Langue): EquipesTexts {
  return CATALOGUES[langue]
}
