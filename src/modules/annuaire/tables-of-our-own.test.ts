import { expect, test } from 'vitest'
import { readDecoupage } from './decoupage.ts'
import { PAYS } from './pays.ts'
import { PREFECTURES } from './prefectures.ts'
import { normalizeNom, parseRecherche } from './rules.ts'

test('every one of the 101 départements has its préfecture, seated in the chef-lieu of the geographic code', async () => {
  const { departements, communes } = await readDecoupage()
  const nomOf = new Map(communes.map(({ code, nom }) => [code, nom]))
  const inCode = departements.filter(({ code }) => Number.parseInt(code, 10) < 975 || code === '976')

  expect(PREFECTURES.size).toBe(101)
  expect([...PREFECTURES.keys()].toSorted()).toEqual(inCode.map(({ code }) => code))
  expect(
    [...PREFECTURES.values()].map(({ chefLieu }) => chefLieu).filter((nom) => ![...nomOf.values()].includes(nom)),
  ).toEqual([])
})

test('the articles of préfectures follow French', () => {
  const nomOf = (code: string) => PREFECTURES.get(code)?.nom

  expect(nomOf('01')).toBe('Préfecture de l’Ain')
  expect(nomOf('35')).toBe('Préfecture d’Ille-et-Vilaine')
  expect(nomOf('63')).toBe('Préfecture du Puy-de-Dôme')
  expect(nomOf('84')).toBe('Préfecture de Vaucluse')
  expect(nomOf('92')).toBe('Préfecture des Hauts-de-Seine')
  expect(nomOf('974')).toBe('Préfecture de La Réunion')
})

test('the 249 countries of ISO 3166-1 are there once, in order, and have a name in both languages', () => {
  const [fr, en] = ['fr', 'en'].map((langue) => new Intl.DisplayNames(langue, { type: 'region', fallback: 'none' }))

  expect(PAYS).toHaveLength(249)
  expect(PAYS).toEqual([...new Set(PAYS)].toSorted())
  expect(PAYS.filter((code) => fr?.of(code) === undefined || en?.of(code) === undefined)).toEqual([])
})

test('a name is compared without accents, hyphens nor abbreviations', () => {
  expect(normalizeNom('Saint-Étienne-du-Bois')).toBe('saint etienne du bois')
  expect(normalizeNom('ST ETIENNE DU BOIS')).toBe('saint etienne du bois')
  expect(normalizeNom('  Ste-Mère-l’Église ')).toBe("sainte mere l'eglise")
  expect(normalizeNom('Stains')).toBe('stains')
})

test('a postal code and a name typed together are told apart', () => {
  expect(parseRecherche('35 770 Vern')).toEqual({ nom: 'vern', debutCodePostal: '35770' })
  expect(parseRecherche('Vern-sur-Seiche (35)')).toMatchObject({ debutCodePostal: '35' })
  expect(parseRecherche('rennes')).toEqual({ nom: 'rennes', debutCodePostal: undefined })
})
