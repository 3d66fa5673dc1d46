import type { Langue } from '../core/texte.ts'
import { textsEn } from './texts.en.ts'
import { textsFr, type UiTexts } from './texts.fr.ts'

const CATALOGUES: Readonly<Record<Langue, UiTexts>> = { fr: textsFr, en: textsEn }

/** The sentences of the components in the reader's language. */
export function uiTexts(langue: Langue): UiTexts {
  return CATALOGUES[langue]
}
