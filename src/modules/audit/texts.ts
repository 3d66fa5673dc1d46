import type { Langue } from '../../core/texte.ts'
import { en } from './texts.en.ts'
import { type AuditTexts, fr } from './texts.fr.ts'

/** The sentences of the module in that language. */
export function textsOf(langue: Langue): AuditTexts {
  return langue === 'en' ? en : fr
}

/** Where a line came from, in words when no network asked for it. */
export function origineText(langue: Langue, origine: string): string {
  const { origines } = textsOf(langue)
  return origine === 'commande' || origine === 'travail' ? origines[origine] : origine
}
