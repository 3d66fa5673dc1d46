import type { Jour } from '../../../core/jour.ts'
import { between, digits, pick, type Random } from './random.ts'

/** The first six digits of the numbers that ARCEP keeps for fiction: no call to them reaches anybody. */
const PREFIXES_FICTION = [
  '01 99 00',
  '02 61 91',
  '03 53 01',
  '04 65 71',
  '05 36 49',
  '06 39 98',
  '06 39 98',
  '06 39 98',
]

/** A telephone number that belongs to nobody. */
export function fictionTelephone(random: Random): string {
  return `${pick(random, PREFIXES_FICTION)} ${digits(random, 2)} ${digits(random, 2)}`
}

/** A SIRET with a right key, of a SIREN that begins with 000, which Insee gives to nobody. */
export function fictionSiret(random: Random): string {
  const siren = withLuhnKey(`000${digits(random, 5)}`)
  return withLuhnKey(`${siren}${digits(random, 4)}`)
}

function withLuhnKey(start: string): string {
  const sum = [...start].reduceRight((total, digit, index) => {
    // The key comes last, so the digit before it is doubled, then every second one.
    const doubled = (start.length - index) % 2 === 1 ? Number(digit) * 2 : Number(digit)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return `${start}${(10 - (sum % 10)) % 10}`
}

/** A French IBAN with right keys, of the bank code 99999, which is no bank's. */
export function fictionIban(random: Random): string {
  const banque = '99999'
  const guichet = digits(random, 5)
  const compte = digits(random, 11)
  // Key of the RIB: the 21 digits then the key make a multiple of 97.
  const cle = 97n - ((BigInt(`${banque}${guichet}${compte}`) * 100n) % 97n)
  const bban = `${banque}${guichet}${compte}${String(cle).padStart(2, '0')}`
  // ISO 13616: the account, then F (15), R (27) and 00, modulo 97, taken from 98.
  const controle = 98n - (BigInt(`${bban}152700`) % 97n)
  return `FR${String(controle).padStart(2, '0')}${bban}`
}

const CROCKFORD = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']

/** The identity of the `rank`th row of a repetition begun that day: ULIDs that sort in the order of their ranks. */
export function fictionLigne(random: Random, { today, rank }: { readonly today: Jour; readonly rank: number }): string {
  let time = Date.parse(`${today}T08:00:00Z`) + rank
  let text = ''
  for (let place = 0; place < 10; place += 1) {
    text = `${CROCKFORD[time % 32]}${text}`
    time = Math.floor(time / 32)
  }
  return text + Array.from({ length: 16 }, () => pick(random, CROCKFORD)).join('')
}

/** The day that comes `days` later, or earlier when it is negative. */
export function addDays(jour: Jour, days: number): Jour {
  const date = new Date(`${jour}T12:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** A birthday, for an age in whole years between both at most. */
export function birthday(random: Random, today: Jour, ages: { readonly min: number; readonly max: number }): Jour {
  return addDays(today, -between(random, Math.ceil(ages.min * 365.25), Math.floor(ages.max * 365.25)))
}
