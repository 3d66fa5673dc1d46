import fc from 'fast-check'
import { expect, test } from 'vitest'
import { casesLecteur } from '../cases/champs/referentiels.ts'
import {
  CHAMP_KINDS,
  champSchema,
  formatChamp,
  isQuestion,
  parseChamp,
  type Question,
  sourceOf,
  sourceOfParsed,
  unparseChamp,
  valeurSchema,
} from './index.ts'
import type { Saisie } from './kind.ts'

const options = [
  { valeur: 'a', libelle: { fr: 'Lettre A' } },
  { valeur: ' b ', libelle: { fr: 'Lettre B' } },
]
const kinds = Object.values(CHAMP_KINDS).filter((kind) => kind.role === 'question')

/** One champ of each kind that is answered, with settings that let most answers through. */
const champs: readonly Question[] = kinds.flatMap(({ kind }) => {
  const champ = champSchema.parse({
    id: 1,
    libelle: { fr: 'Question' },
    obligatoire: false,
    kind,
    ...(kind === 'choix' ? { options, autre: true } : {}),
    ...(kind === 'choix_multiple' ? { options } : {}),
    ...(kind === 'repetition' ? { champs: [] } : {}),
  })
  return isQuestion(champ) ? [champ] : []
})

/** Any string, lone surrogates and control characters included. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
)
const likelyText = fc.oneof(
  anyText,
  fc.string({ unit: fc.constantFrom(...' \u00a0\u2212-+0123456789.,/()\n\r\t') }),
  fc.bigInt().map(String),
  fc.tuple(fc.bigInt(), fc.nat(99_999)).map(([entier, fraction]) => `${entier},${fraction}`),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  fc.emailAddress(),
  fc.constantFrom(
    ...['true', 'false', 'a', ' b ', '__autre__', 'M.', 'Mme', '63', '2a', '84', 'fr', '63000', '01090', '63113'],
    ...[
      'Saint-Denis',
      'Clermont-Ferrand',
      'Clermont-Ferrand Cedex 12',
      'Ajaccio (20000)',
      '01JQ0000000000000000000001',
    ],
    ...['0692123456', '+32470123456', '251234', 'FR76 3000 6000 0112 3456 7890 189', '35600000049837'],
  ),
)
const partNames = [...kinds.flatMap(({ parties }) => parties), '__proto__', 'toString']
const anySaisie: fc.Arbitrary<Saisie> = fc.oneof(
  likelyText,
  fc.array(likelyText, { maxLength: 4 }),
  fc.dictionary(fc.constantFrom(...partNames), likelyText),
  fc.record({
    voie: fc.constantFrom('12 rue', ' a\u0301 ', ''),
    complement: likelyText,
    codePostal: fc.constantFrom('63000', '63033', '97400', '01090', '13001'),
    commune: fc.constantFrom('Clermont-Ferrand', 'Clermont-Ferrand CEDEX 2', 'Saint-Denis', '01183', '13001', 'Aix'),
    pays: fc.constantFrom('FR', 'RE', 'DE', '', 'XX'),
  }),
  fc.record({ texte: likelyText, code: fc.constantFrom('63113', '97411', '01183', '') }),
  fc.record({ jour: fc.nat(32).map(String), mois: fc.nat(13).map(String), annee: fc.nat(9999).map(String) }),
)
const anyChamp = fc.constantFrom(...champs)
const anyJson = fc.jsonValue({ noUnicodeString: false })

test('reading any answer to any champ gives a result and does not throw', () => {
  fc.assert(
    fc.property(anySaisie, anyChamp, (saisie, champ) => {
      const parsed = parseChamp(saisie, champ, casesLecteur)
      sourceOfParsed(parsed, champ)
      expect(['vide', 'valeur', 'probleme']).toContain(parsed.kind)
    }),
    { numRuns: 2000 },
  )
})

test('a value typed again gives the same value, and is a value of its kind after a trip through JSON', () => {
  fc.assert(
    fc.property(anySaisie, anyChamp, (saisie, champ) => {
      const parsed = parseChamp(saisie, champ, casesLecteur)
      fc.pre(parsed.kind === 'valeur')
      expect(parseChamp(unparseChamp(parsed.valeur, champ), champ, casesLecteur)).toEqual(parsed)
      expect(valeurSchema(champ).parse(JSON.parse(JSON.stringify(parsed.valeur)))).toEqual(parsed.valeur)
    }),
    { numRuns: 2000 },
  )
})

test('a value holds nothing that PostgreSQL refuses, and reads as some words in both languages', () => {
  fc.assert(
    fc.property(anySaisie, anyChamp, (saisie, champ) => {
      const parsed = parseChamp(saisie, champ, casesLecteur)
      fc.pre(parsed.kind === 'valeur')
      const json = JSON.stringify(parsed.valeur)
      expect(json).not.toMatch(/\\u(?:d[89a-f]|0000)/i)
      expect(formatChamp(parsed.valeur, champ, 'fr')).not.toBe('')
      expect(formatChamp(parsed.valeur, champ, 'en')).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})

test('what a problem quotes is text that PostgreSQL keeps', () => {
  fc.assert(
    fc.property(anySaisie, anyChamp, (saisie, champ) => {
      const parsed = parseChamp(saisie, champ, casesLecteur)
      fc.pre(parsed.kind === 'probleme')
      expect(JSON.stringify(parsed.probleme)).not.toMatch(/\\u(?:d[89a-f]|0000)/i)
    }),
    { numRuns: 2000 },
  )
})

test('any JSON offered as a value is shown, typed again and seen by conditions without a throw', () => {
  fc.assert(
    fc.property(anyJson, anyChamp, (valeur, champ) => {
      expect(typeof formatChamp(valeur, champ, 'fr')).toBe('string')
      unparseChamp(valeur, champ)
      sourceOf(valeur, champ)
    }),
    { numRuns: 2000 },
  )
})

test('spaces of every sort are a blank answer to every champ that is typed', () => {
  const typed = champs.filter(({ kind }) => kind !== 'repetition')
  const spaces = fc.string({ unit: fc.constantFrom(...' \t\n\r\u00a0\u2009\u202f\u200b\ufeff'), minLength: 1 })
  fc.assert(
    fc.property(spaces, fc.constantFrom(...typed), (saisie, champ) => {
      expect(parseChamp(saisie, champ, casesLecteur)).toEqual({ kind: 'vide' })
    }),
  )
})
