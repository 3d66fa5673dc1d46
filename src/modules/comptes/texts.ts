import type { Langue } from '../../core/texte.ts'
import type { RoleName } from './tables.ts'
import { textsEn } from './texts.en.ts'
import { type ComptesTexts, textsFr } from './texts.fr.ts'

const CATALOGUES: Readonly<Record<Langue, ComptesTexts>> = { fr: textsFr, en: textsEn }

/** The name of a role in the reader's language: « Instructeur ». */
export function roleNom(langue: Langue, role: RoleName): string {
  return CATALOGUES[langue].roles[role]
}

/** The sentences of this module in the reader's language. */
export function comptesTexts(langue: Langue): ComptesTexts {
  return CATALOGUES[langue]
}
