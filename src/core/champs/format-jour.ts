import type { Jour } from '../jour.ts'
import type { Langue } from '../texte.ts'

function monthNames(locale: string): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2000, month, 1)))
}

// Read once: building an Intl formatter costs a hundred times its use.
const MONTHS: Readonly<Record<Langue, readonly string[]>> = { fr: monthNames('fr-FR'), en: monthNames('en-GB') }

/** A legal day in words: « 1er mars 2026 », “1 March 2026”. A text that is no day comes back as it is. */
export function formatJour(jour: Jour, langue: Langue): string {
  const [annee = '', mois = '', day = ''] = jour.split('-')
  const month = MONTHS[langue][Number(mois) - 1]
  if (month === undefined) return jour
  // French writes the first day of a month as an ordinal, and only that one.
  return `${Number(day)}${langue === 'fr' && day === '01' ? 'er' : ''}\u00a0${month} ${Number(annee)}`
}
