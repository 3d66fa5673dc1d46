import type { Langue } from '../../core/texte.ts'
import { textsEn } from './texts.en.ts'
import { type ErrorText, type HttpTexts, textsFr } from './texts.fr.ts'

const CATALOGUES: Readonly<Record<Langue, HttpTexts>> = { fr: textsFr, en: textsEn }

/** The sentences of the error pages in the reader's language. */
export function httpTexts(langue: Langue): HttpTexts {
  return CATALOGUES[langue]
}

/** What is said for a status: its own sentence, or that of its family (400, 500). */
export function errorText(langue: Langue, status: number): ErrorText {
  const { parStatut } = CATALOGUES[langue]
  const own = Object.entries(parStatut).find(([known]) => Number(known) === status)?.[1]
  return own ?? (status >= 500 ? parStatut[500] : parStatut[400])
}

/** A wait told in words: seconds up to a minute and a half, then minutes, rounded up. */
export function waitText(langue: Langue, seconds: number): string {
  const texts = CATALOGUES[langue]
  return seconds <= 90 ? texts.secondes(Math.ceil(seconds)) : texts.minutes(Math.ceil(seconds / 60))
}
