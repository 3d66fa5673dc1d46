import { expect, test } from 'vitest'
import { casesLecteur } from '../cases/champs/referentiels.ts'
import { communesOfAdresse } from './adresse.ts'
import { communesToChoose } from './commune.ts'
import {
  type Champ,
  type ChampKindName,
  type ChampOf,
  champSchema,
  formatChamp,
  isQuestion,
  parseChamp,
  readChamp,
  sourceOf,
} from './index.ts'
import type { FormReader } from './kind.ts'

const base = { id: 1, libelle: { fr: 'Question' }, obligatoire: false }
const options = [{ valeur: 'a', libelle: { fr: 'A' } }]

/** A posted form that holds one champ: its main values and its parts. */
function posted(values: readonly string[], parts: Readonly<Record<string, string>> = {}): FormReader {
  return { one: (partie) => (partie === undefined ? values.at(-1) : parts[partie]), all: () => values }
}

function isOf<K extends ChampKindName>(champ: Champ, kind: K): champ is ChampOf<K> & Champ {
  return champ.kind === kind
}

function aChamp<K extends ChampKindName>(kind: K, settings: object = {}): ChampOf<K> {
  const champ = champSchema.parse({ ...base, kind, ...settings })
  if (!isOf(champ, kind)) throw new Error(`not a ${kind}`)
  return champ
}

test('a text is read as it was posted', () => {
  expect(readChamp(posted([' Durand ']), aChamp('texte'))).toBe(' Durand ')
})

test('a text that the form did not ask is not an answer', () => {
  expect(readChamp(posted([]), aChamp('texte'))).toBeUndefined()
})

test('an unticked box answers false, a ticked one true even beside a hidden false', () => {
  const champ = aChamp('case_a_cocher')
  expect([readChamp(posted([]), champ), readChamp(posted(['false', 'true']), champ)]).toEqual(['false', 'true'])
})

test('no ticked option is an empty list', () => {
  expect(readChamp(posted([]), aChamp('choix_multiple', { options }))).toEqual([])
})

test('a date is read in its three parts', () => {
  const form = posted([], { jour: '27', mois: '3', annee: '' })
  expect(readChamp(form, aChamp('date'))).toEqual({ jour: '27', mois: '3', annee: '' })
})

test('« Autre » is read with its text', () => {
  const form = posted(['__autre__'], { autre: 'À la maison' })
  expect(readChamp(form, aChamp('choix', { options, autre: true }))).toEqual({ autre: 'À la maison' })
})

test('the text of « Autre » alone is « Autre »', () => {
  const form = posted([], { autre: 'À la maison' })
  expect(readChamp(form, aChamp('choix', { options, autre: true }))).toEqual({ autre: 'À la maison' })
})

test('the text of « Autre » left beside a chosen option is ignored', () => {
  const form = posted(['a'], { autre: 'À la maison' })
  expect(readChamp(form, aChamp('choix', { options, autre: true }))).toBe('a')
})

test('a commune typed in the main input is its text', () => {
  expect(readChamp(posted(['Thiers']), aChamp('commune'))).toEqual({ texte: 'Thiers' })
})

test('the rows of a repetition that are no ULID are not read', () => {
  const form = posted(['01JQ0000000000000000000001', '<script>'])
  expect(readChamp(form, aChamp('repetition', { champs: [] }))).toEqual(['01JQ0000000000000000000001'])
})

test('a section and an explanation are not answered', () => {
  const section: ChampOf<'section'> = { id: 1, libelle: { fr: 'Votre enfant' }, kind: 'section', niveau: 1 }
  const explication: ChampOf<'explication'> = {
    id: 2,
    libelle: section.libelle,
    kind: 'explication',
    texte: { fr: '' },
  }
  expect([section, explication, aChamp('texte')].map(isQuestion)).toEqual([false, false, true])
  // @ts-expect-error a champ that only speaks has no answer to read
  expect(() => readChamp(posted([]), section)).toThrow()
})

test('a value of a precise champ has the type of its kind', () => {
  const parsed = parseChamp('12', aChamp('entier'), casesLecteur)
  const digits: string = parsed.kind === 'valeur' ? parsed.valeur : ''
  expect(digits).toBe('12')
})

test('a value whose champ has become another kind is still shown, and is nothing to conditions', () => {
  expect(formatChamp(false, aChamp('texte'), 'fr')).toBe('Non')
  expect(sourceOf('Non', aChamp('oui_non'))).toBeUndefined()
})

test('an ambiguous commune offers its candidates', () => {
  const codes = communesToChoose('Saint-Denis', casesLecteur.referentiels).map(({ code }) => code)
  expect(codes).toEqual(['93066', '97411', '11339', '30247'])
})

test('an ambiguous address offers the communes of its postal code', () => {
  const saisie = { voie: '1 place', codePostal: '01090', commune: '01090' }
  expect(communesOfAdresse(saisie, casesLecteur.referentiels)).toHaveLength(6)
})

test('an unknown key is refused', () => {
  expect(champSchema.safeParse({ ...base, kind: 'texte', longeurMax: 3 }).success).toBe(false)
})

test('an unknown kind is refused', () => {
  expect(champSchema.safeParse({ ...base, kind: 'carte' }).success).toBe(false)
})

test('bounds in the wrong order are refused', () => {
  const refused = [
    { ...base, kind: 'entier', min: 3, max: 2 },
    { ...base, kind: 'decimal', min: '0.2', max: '0.15' },
    { ...base, kind: 'date', min: '2026-03-02', max: '2026-03-01' },
    { ...base, kind: 'repetition', champs: [], min: 3, max: 2 },
  ]
  expect(refused.map((champ) => champSchema.safeParse(champ).success)).toEqual([false, false, false, false])
})

test('a bound that is no day is refused', () => {
  expect(champSchema.safeParse({ ...base, kind: 'date', min: '2026-02-30' }).success).toBe(false)
})

test('two options of the same value are refused, and so is the mark of « Autre »', () => {
  const twice = champSchema.safeParse({ ...base, kind: 'choix', options: [...options, ...options] })
  const marked = champSchema.safeParse({ ...base, kind: 'choix', options: [{ ...options[0], valeur: '__autre__' }] })
  expect([twice.success, marked.success]).toEqual([false, false])
})

test('a long text is limited to 400 characters at least', () => {
  expect(champSchema.safeParse({ ...base, kind: 'texte_long', longueurMax: 399 }).success).toBe(false)
})

test('a repetition holds neither a repetition nor a section', () => {
  const nested = { ...base, kind: 'repetition', champs: [{ ...base, kind: 'repetition', champs: [] }] }
  const titled = { ...base, kind: 'repetition', champs: [{ id: 2, libelle: base.libelle, kind: 'section', niveau: 1 }] }
  expect([champSchema.safeParse(nested).success, champSchema.safeParse(titled).success]).toEqual([false, false])
})

test('a label of 251 characters is accepted', () => {
  expect(champSchema.safeParse({ ...base, kind: 'texte', libelle: { fr: 'a'.repeat(251) } }).success).toBe(true)
})

test('a text that PostgreSQL would refuse is refused in a definition', () => {
  const lone = champSchema.safeParse({ ...base, kind: 'texte', libelle: { fr: 'a\ud800' } })
  const nul = champSchema.safeParse({ ...base, kind: 'texte', libelle: { fr: 'a\u0000' } })
  expect([lone.success, nul.success]).toEqual([false, false])
})

test('a repetition takes fifty rows unless the author says otherwise', () => {
  expect(aChamp('repetition', { champs: [] })).toMatchObject({ min: 0, max: 50 })
})
