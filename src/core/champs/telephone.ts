import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { z } from 'zod'
import { questionBase } from './base.ts'
import type { QuestionKind } from './kind.ts'
import { cleanLine, found, isBlank, readOne, refused, textOf, VIDE } from './saisie.ts'

/** A champ answered by a telephone number. */
export const telephoneChampSchema = z.strictObject({ kind: z.literal('telephone'), ...questionBase })

type TelephoneChamp = z.infer<typeof telephoneChampSchema>

/**
 * Telephone number, stored in E.164. With its country code, a possible number of any country; without, a valid one of
 * a French territory, overseas included. An extension is refused, for E.164 would lose it.
 */
export const telephoneKind: QuestionKind<'telephone', TelephoneChamp, string> = {
  role: 'question',
  kind: 'telephone',
  settings: telephoneChampSchema,
  valeur: z.string().regex(/^\+[1-9]\d{3,14}$/),
  parties: [],
  read: readOne,
  parse(saisie) {
    const raw = textOf(saisie)
    if (isBlank(raw)) return VIDE
    const telephone = raw.length > 200 ? undefined : readTelephone(cleanLine(raw))
    return telephone === undefined ? refused('telephone_invalide') : found(telephone)
  },
  unparse: (valeur) => valeur,
  format(valeur) {
    const telephone = parsePhoneNumberFromString(valeur)
    if (!telephone) return valeur
    return TEN_DIGIT_CODES.has(telephone.countryCallingCode)
      ? telephone.formatNational()
      : telephone.formatInternational()
  },
}

/** Country codes whose numbers are dialled with ten digits from anywhere in the French plan. */
const TEN_DIGIT_CODES: ReadonlySet<string> = new Set(['33', '262', '590', '594', '596'])

/** First four digits that belong to an overseas territory within the ten-digit French plan (Arcep). */
const OVERSEAS_PREFIXES: Readonly<Record<string, CountryCode>> = {
  '0262': 'RE',
  '0263': 'RE',
  '0692': 'RE',
  '0693': 'RE',
  '0269': 'YT',
  '0639': 'YT',
  '0590': 'GP',
  '0690': 'GP',
  '0691': 'GP',
  '0594': 'GF',
  '0694': 'GF',
  '0596': 'MQ',
  '0696': 'MQ',
  '0697': 'MQ',
}

/** Territories with a plan of their own, six or eight digits; tried in this order, the most populated first. */
const OTHER_PLANS: readonly CountryCode[] = ['NC', 'PF', 'PM', 'WF']

function readTelephone(text: string): string | undefined {
  const digits = text.replace(/\D/g, '')
  if (text.startsWith('+') || digits.startsWith('00')) return kept(read(text, 'FR'), (number) => number.isPossible())
  // 06 39 98 is not of Mayotte: Arcep keeps it for numbers of fiction, so demonstrations are full of it.
  const isOverseas = digits.length === 10 && !digits.startsWith('063998')
  const overseas = isOverseas ? OVERSEAS_PREFIXES[digits.slice(0, 4)] : undefined
  if (overseas) return kept(read(text, overseas), (number) => number.isPossible())
  // From the rest of France, Saint-Pierre-et-Miquelon is dialled 0508 before its six digits.
  if (/^0508\d{6}$/.test(digits)) return kept(read(digits.slice(4), 'PM'), (number) => number.isValid())
  for (const territory of ['FR', ...OTHER_PLANS] as const) {
    const telephone = kept(read(text, territory), (number) => number.isValid())
    if (telephone !== undefined) return telephone
  }
  return undefined
}

function read(text: string, defaultCountry: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { defaultCountry, extract: false })
}

function kept(telephone: PhoneNumber | undefined, accepts: (number: PhoneNumber) => boolean): string | undefined {
  return telephone && telephone.ext === undefined && accepts(telephone) ? telephone.number : undefined
}
