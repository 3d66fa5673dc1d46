import type { FormReader, Parsed, ProblemeCode, Saisie, Source } from './kind.ts'

/** The blank answer. */
export const VIDE = { kind: 'vide' } as const

/** An answer that was understood. */
export function found<V>(valeur: V): Parsed<V> {
  return { kind: 'valeur', valeur }
}

/** An answer that cannot be kept, and what its sentence mentions. */
export function refused(code: ProblemeCode, params?: Readonly<Record<string, string | number>>): Parsed<never> {
  return { kind: 'probleme', probleme: params ? { code, params } : { code } }
}

/** An answer that cannot be kept at filing, but that conditions see as it is. */
export function refusedThough(
  source: Source,
  code: ProblemeCode,
  params?: Readonly<Record<string, string | number>>,
): Parsed<never> {
  return { kind: 'probleme', probleme: params ? { code, params } : { code }, source }
}

/** Whether several values were ticked, rather than one text or named parts. */
export function isList(saisie: Saisie): saisie is readonly string[] {
  return Array.isArray(saisie)
}

/** The one text of an answer; a list of one is that one, and anything else is blank. */
export function textOf(saisie: Saisie): string {
  if (typeof saisie === 'string') return saisie
  return isList(saisie) && saisie.length === 1 ? (saisie[0] ?? '') : ''
}

/** The values of an answer that may have several; one text is a list of one, and blank is none. */
export function listOf(saisie: Saisie): readonly string[] {
  if (typeof saisie === 'string') return saisie === '' ? [] : [saisie]
  return isList(saisie) ? saisie.filter((each) => each !== '') : []
}

/** One named part of an answer, blank when it is not there. */
export function partOf(saisie: Saisie, partie: string): string {
  if (typeof saisie === 'string' || isList(saisie) || !Object.hasOwn(saisie, partie)) return ''
  const part: unknown = saisie[partie]
  return typeof part === 'string' ? part : ''
}

/** The parts of a champ as a form posted them; nothing when it posted none. */
export function readParts(form: FormReader, parties: readonly string[]): Saisie | undefined {
  const posted = parties.flatMap((partie) => {
    const value = form.one(partie)
    return value === undefined ? [] : [[partie, value] as const]
  })
  return posted.length > 0 ? Object.fromEntries(posted) : undefined
}

/** The single input of a champ as a form posted it. */
export function readOne(form: FormReader): Saisie | undefined {
  return form.one()
}

/** U+0000–0008, 000B, 000E–001F and 007F: what no text keeps. */
const NON_PRINTABLE = /[\p{Cc}--[\t\n\f\r\u0080-\u009f]]/gv
const BLANK = /^[\s\p{Cc}\p{Cf}]*$/u
const LINE_BREAKS = /[\t\n\f\u0085\u2028\u2029]+/g

/** Whether nothing can be seen of the text: spaces of every sort, zero-width ones and control characters included. */
export function isBlank(text: string): boolean {
  return BLANK.test(text)
}

/** The text with its lines, without non-printable characters nor lone surrogates, in NFC, trimmed. */
export function cleanText(raw: string): string {
  return raw.toWellFormed().replace(/\r\n?/g, '\n').replace(NON_PRINTABLE, '').normalize('NFC').trim()
}

/** The text on one line, cleaned as `cleanText` does. */
export function cleanLine(raw: string): string {
  return cleanText(raw).replace(LINE_BREAKS, ' ').trim()
}

/** One line out of several inputs, empty when it is blank; the beginning is enough to see that it is too long. */
export function cleanPart(raw: string): string {
  return isBlank(raw) ? '' : cleanLine(raw.slice(0, 2000))
}

/** The text without any space nor invisible character, for what is written with or without them: numbers, IBAN, SIRET. */
export function compact(raw: string): string {
  return raw.replace(/[\s\p{Cc}\p{Cf}]+/gu, '')
}

/**
 * Reads a free text of at most `max` UTF-16 units, which is how browsers count for `maxlength`.
 * `clean` is `cleanLine` or `cleanText`.
 */
export function parseText(raw: string, max: number, clean: (raw: string) => string): Parsed<string> {
  if (isBlank(raw)) return VIDE
  // Cleaning megabytes to refuse them would be work given away; NFC never shortens a text more than this.
  if (raw.length > 10 * max + 1000) return refused('trop_long', { max })
  const text = clean(raw)
  if (isBlank(text)) return VIDE
  return text.length > max ? refused('trop_long', { max }) : found(text)
}

/** The beginning of what was typed, for a sentence to quote it. */
export function excerpt(text: string): string {
  return text.slice(0, 100).toWellFormed()
}
