import { compareDecimals } from '../conditions/decimal.ts'
import type { Langue } from '../texte.ts'
import type { Parsed, Probleme } from './kind.ts'
import { compact, found, refusedThough } from './saisie.ts'

/** What an author may ask of a number; bounds are decimal text and belong to the range. Zero is positive. */
export interface Bornes {
  readonly positif?: boolean | undefined
  readonly min?: string | undefined
  readonly max?: string | undefined
}

/** Digits a number may have; no count of a public service comes near. */
export const CHIFFRES_MAX = 100

/** What was typed as a number, without spaces and with an ASCII minus (keyboards of telephones write U+2212). */
export function compactNombre(raw: string): string {
  return compact(raw).replace(/^\u2212/, '-')
}

/** The canonical decimal text of a sign, digits and decimals: no useless zero, no negative zero. */
export function canonicalNombre(negatif: boolean, digits: string, decimals: string): string {
  const entier = digits.replace(/^0+(?=\d)/, '')
  const fraction = decimals.replace(/0+$/, '')
  const nombre = fraction === '' ? entier : `${entier}.${fraction}`
  return negatif && nombre !== '0' ? `-${nombre}` : nombre
}

/** The number if it keeps to the bounds. Conditions see it in any case. */
export function withinBornes(nombre: string, { positif, min, max }: Bornes): Parsed<string> {
  const problem = ((): Probleme | undefined => {
    if (positif && nombre.startsWith('-')) return { code: 'positif' }
    if (min !== undefined && (compareDecimals(nombre, min) ?? 0) < 0) return { code: 'trop_petit', params: { min } }
    if (max !== undefined && (compareDecimals(nombre, max) ?? 0) > 0) return { code: 'trop_grand', params: { max } }
    return undefined
  })()
  if (problem) return refusedThough({ type: 'nombre', valeur: nombre }, problem.code, problem.params)
  return found(nombre)
}

/** Whether the bounds leave room for a number: `min` ≤ `max`. */
export function areOrdered(min: string | undefined, max: string | undefined): boolean {
  return min === undefined || max === undefined || (compareDecimals(min, max) ?? 0) <= 0
}

/** A canonical decimal text for reading, exact whatever its size: « 1 234,5 » with narrow no-break spaces, “1,234.5”. */
export function formatNombre(nombre: string, langue: Langue): string {
  const [entier = '', fraction] = nombre.split('.')
  const grouped = entier.replace(/\B(?=(?:\d{3})+$)/g, langue === 'fr' ? '\u202f' : ',')
  return fraction === undefined ? grouped : `${grouped}${langue === 'fr' ? ',' : '.'}${fraction}`
}
