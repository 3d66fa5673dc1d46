/** A legal day in Europe/Paris, written `2026-03-01`. Never a `Date`: a day has no hour. */
export type Jour = string

const parisDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' })

/** The legal day of an instant, in Europe/Paris. */
export function jourOf(instant: Date): Jour {
  return parisDay.format(instant)
}

/** The instant when a legal day ends: midnight, in Europe/Paris. */
export function endOfJour(jour: Jour): Date {
  // Paris is one or two hours ahead: its midnight is 23 or 22 h of that day in UTC.
  const summer = new Date(`${jour}T22:00:00Z`)
  return jourOf(summer) === jour ? new Date(`${jour}T23:00:00Z`) : summer
}

/** The day when those three numbers make one that exists (29 February included), otherwise nothing. Years 1–9999. */
export function makeJour(annee: number, mois: number, jour: number): Jour | undefined {
  if (![annee, mois, jour].every(Number.isInteger) || annee < 1 || annee > 9999) return undefined
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(annee, mois - 1, jour)
  const exists = date.getUTCFullYear() === annee && date.getUTCMonth() === mois - 1 && date.getUTCDate() === jour
  return exists
    ? `${String(annee).padStart(4, '0')}-${String(mois).padStart(2, '0')}-${String(jour).padStart(2, '0')}`
    : undefined
}

/** The day written `AAAA-MM-JJ` when it exists in the calendar, otherwise nothing. */
export function parseJour(text: string): Jour | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return parts ? makeJour(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined
}
