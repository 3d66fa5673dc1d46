import type { Jour } from '../core/jour.ts'
import type { Langue } from '../core/texte.ts'

const TIME_ZONE = 'Europe/Paris'
const LOCALES: Readonly<Record<Langue, string>> = { fr: 'fr-FR', en: 'en-GB' }

/** No-break space of French typography before « : » and between a number and its unit. */
const NBSP = '\u00a0'

const dayFormats = new Map<string, Intl.DateTimeFormat>()
const nombreFormats = new Map<string, Intl.NumberFormat>()

// Building an Intl formatter costs a hundred times its use, and a table of dossiers prints hundreds of dates.
function dayFormat(langue: Langue, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${langue} ${options.month} ${options.year} ${options.timeZone}`
  const known = dayFormats.get(key) ?? new Intl.DateTimeFormat(LOCALES[langue], { day: 'numeric', ...options })
  dayFormats.set(key, known)
  return known
}

function nombreFormat(langue: Langue, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${langue} ${options.currency} ${options.minimumFractionDigits} ${options.maximumFractionDigits}`
  const known = nombreFormats.get(key) ?? new Intl.NumberFormat(LOCALES[langue], options)
  nombreFormats.set(key, known)
  return known
}

const hourFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: TIME_ZONE })

interface DayParts {
  readonly annee: string
  readonly mois: string
  readonly jour: string
}

function dayParts(langue: Langue, date: Date, timeZone: string): DayParts {
  const parts = dayFormat(langue, { month: 'long', year: 'numeric', timeZone }).formatToParts(date)
  const read = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  return { annee: read('year'), mois: read('month'), jour: read('day') }
}

function inWords(langue: Langue, { annee, mois, jour }: DayParts): string {
  // French writes the first day of a month as an ordinal, and only that one.
  const day = langue === 'fr' && jour === '1' ? '1er' : jour
  return `${day}${NBSP}${mois} ${annee}`
}

/** The day of an instant in words, in Europe/Paris: « 1er octobre 2022 ». */
export function formatDate(langue: Langue, date: Date): string {
  return inWords(langue, dayParts(langue, date, TIME_ZONE))
}

/** A legal day in words: « 27 mars 2017 ». A text that is no day comes back as it is. */
export function formatJour(langue: Langue, jour: Jour): string {
  const date = new Date(`${jour}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? jour : inWords(langue, dayParts(langue, date, 'UTC'))
}

/** A legal day for a narrow column: « 12 nov. ». The year is told when it is not that of `today`. */
export function formatJourCourt(langue: Langue, jour: Jour, today: Jour): string {
  const date = new Date(`${jour}T00:00:00Z`)
  if (Number.isNaN(date.getTime())) return jour
  const year = jour.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric'
  return dayFormat(langue, { month: 'short', timeZone: 'UTC', year }).format(date).replaceAll(' ', NBSP)
}

/** The hour of an instant in Europe/Paris: « 14 h 32 », “14:32”. */
export function formatHeure(langue: Langue, date: Date): string {
  const text = hourFormat.format(date)
  if (langue === 'en') return text
  const [hours = '', minutes = ''] = text.split(':')
  return `${Number(hours)}${NBSP}h${NBSP}${minutes}`
}

/** Day and hour in words: « 12 novembre 2026 à 14 h 32 ». */
export function formatInstant(langue: Langue, date: Date): string {
  return `${formatDate(langue, date)}${langue === 'fr' ? ' à' : ' at'} ${formatHeure(langue, date)}`
}

/** A number for reading: « 1 204 873 » with narrow no-break spaces, « 8,1 »; “1,204,873” in English. */
export function formatNombre(langue: Langue, nombre: number, decimales = 0): string {
  return nombreFormat(langue, { minimumFractionDigits: decimales, maximumFractionDigits: decimales }).format(nombre)
}

/** The public number of a dossier, grouped by three with narrow no-break spaces in every language: it is read aloud. */
export function formatNumero(numero: number): string {
  return formatNombre('fr', numero)
}

/** An amount in euros from integer centimes: « 297 000 € », « 12,50 € ». The cents are told only when there are some. */
export function formatEuros(langue: Langue, montantEnCentimes: number): string {
  const decimales = montantEnCentimes % 100 === 0 ? 0 : 2
  return nombreFormat(langue, {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: decimales,
    maximumFractionDigits: decimales,
  }).format(montantEnCentimes / 100)
}

/** The size of a file, a thousand by a thousand (kilo and mega of the SI), rounded down so that a limit told is never above the one kept: « 820 octets », « 48 ko », « 1,2 Mo ». */
export function formatTaille(langue: Langue, octets: number): string {
  const units = langue === 'fr' ? ['ko', 'Mo', 'Go'] : ['kB', 'MB', 'GB']
  if (octets < 1000) return `${octets}${NBSP}${langue === 'fr' ? 'octet' : 'byte'}${octets > 1 ? 's' : ''}`
  let size = octets / 1000
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit += 1
  }
  const tenths = size < 10 && unit > 0 ? 10 : 1
  const told = nombreFormat(langue, { maximumFractionDigits: 1 }).format(Math.floor(size * tenths) / tenths)
  return `${told}${NBSP}${units[unit] ?? ''}`
}

/** The parts joined as a sentence would: « a, b et c ». */
export function formatListe(langue: Langue, parts: readonly string[]): string {
  return new Intl.ListFormat(LOCALES[langue], { type: 'conjunction' }).format(parts)
}
