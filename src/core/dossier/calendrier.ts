import { type Jour, makeJour, parseJour } from '../jour.ts'

/**
 * The day so many calendar months later (earlier when negative): same day of the month, or its last day when it is shorter
 * (31 January and one month make the end of February).
 * @throws {RangeError} when `jour` is not a day, or the result leaves the years 1–9999: both are our own mistakes.
 */
export function addMonths(jour: Jour, mois: number): Jour {
  const [annee, month, quantieme] = partsOf(jour)
  const index = annee * 12 + (month - 1) + mois
  const year = Math.floor(index / 12)
  const target = index - year * 12 + 1
  // Four tries are enough: no month is shorter than 28 days.
  for (let day = quantieme; day > quantieme - 4; day -= 1) {
    const found = makeJour(year, target, day)
    if (found !== undefined) return found
  }
  throw new RangeError(`no day ${mois} months after ${jour}`)
}

/**
 * The day so many days later (earlier when negative).
 * @throws {RangeError} when `jour` is not a day, or the result leaves the years 1–9999.
 */
export function addDays(jour: Jour, jours: number): Jour {
  const [annee, mois, quantieme] = partsOf(jour)
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(annee, mois - 1, quantieme + jours)
  const found = makeJour(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
  if (found === undefined) throw new RangeError(`no day ${jours} days after ${jour}`)
  return found
}

function partsOf(jour: Jour): readonly [number, number, number] {
  if (parseJour(jour) === undefined) throw new RangeError(`not a day: ${jour}`)
  return [Number(jour.slice(0, 4)), Number(jour.slice(5, 7)), Number(jour.slice(8, 10))]
}
