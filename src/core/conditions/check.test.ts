import { expect, test } from 'vitest'
import { aChamp } from '../cases/a-definition.ts'
import { CHAMP_KINDS } from '../champs/index.ts'
import { checkCondition, type Emplacement, formatConditionProbleme, OPERATEURS } from './check.ts'
import type { Condition } from './condition.ts'

const option = (valeur: string) => ({ valeur, libelle: { fr: valeur } })
const above: readonly Emplacement[] = [
  aChamp({ id: 1, kind: 'oui_non' }),
  aChamp({ id: 2, kind: 'entier' }),
  aChamp({ id: 3, kind: 'date' }),
  aChamp({ id: 4, kind: 'choix', options: [option('a')] }),
  aChamp({ id: 5, kind: 'choix', options: [option('a')], autre: true }),
  aChamp({ id: 6, kind: 'choix_multiple', options: [option('a')] }),
  aChamp({ id: 7, kind: 'commune' }),
  aChamp({ id: 8, kind: 'departement' }),
  aChamp({ id: 9, kind: 'pays' }),
  aChamp({ id: 10, kind: 'texte' }),
  aChamp({ id: 11, kind: 'adresse' }),
  aChamp({ id: 12, kind: 'civilite' }),
  aChamp({ id: 13, kind: 'section', niveau: 1 }),
].map((champ) => ({ champ, place: 'above' }))
const below: Emplacement = { champ: aChamp({ id: 20, kind: 'oui_non' }), place: 'below' }
const otherRow: Emplacement = { champ: aChamp({ id: 21, kind: 'oui_non' }), place: 'other_row' }
const places = new Map([...above, below, otherRow].map((each) => [each.champ.id, each]))

test('a sound rule has no problem', () => {
  expect(codes({ op: 'eq', champ: 1, valeur: true })).toEqual([])
  expect(codes({ op: 'gte', champ: 2, valeur: '-12.5' })).toEqual([])
  expect(codes({ op: 'lt', champ: 3, valeur: '2028-02-29' })).toEqual([])
  expect(codes({ op: 'neq', champ: 4, valeur: 'a' })).toEqual([])
  expect(codes({ op: 'eq', champ: 5, valeur: '__autre__' })).toEqual([])
  expect(codes({ op: 'exclude', champ: 6, valeur: 'a' })).toEqual([])
  expect(codes({ op: 'in_departement', champ: 7, valeur: '2A' })).toEqual([])
  expect(codes({ op: 'eq', champ: 7, valeur: '63113' })).toEqual([])
  expect(codes({ op: 'eq', champ: 8, valeur: '974' })).toEqual([])
  expect(codes({ op: 'not_in_region', champ: 8, valeur: '84' })).toEqual([])
  expect(codes({ op: 'neq', champ: 9, valeur: 'FR' })).toEqual([])
  expect(codes({ op: 'in_region', champ: 11, valeur: '84' })).toEqual([])
  expect(codes({ op: 'eq', champ: 12, valeur: 'Mme' })).toEqual([])
})

test('a source must exist, stand above, and be of the same row or of the page', () => {
  expect(codes({ op: 'eq', champ: 99, valeur: true })).toEqual(['source_inconnue'])
  expect(codes({ op: 'eq', champ: 20, valeur: true })).toEqual(['source_plus_bas'])
  expect(codes({ op: 'eq', champ: 21, valeur: true })).toEqual(['source_dans_repetition'])
})

test('a text and a title are not sources', () => {
  expect(codes({ op: 'eq', champ: 10, valeur: 'a' })).toEqual(['source_inutilisable'])
  expect(codes({ op: 'eq', champ: 13, valeur: 'a' })).toEqual(['source_inutilisable'])
})

test('an operator belongs to some kinds only', () => {
  expect(codes({ op: 'gt', champ: 1, valeur: '1' })).toEqual(['operateur_inapplicable'])
  expect(codes({ op: 'lt', champ: 4, valeur: 'a' })).toEqual(['operateur_inapplicable'])
  expect(codes({ op: 'eq', champ: 6, valeur: 'a' })).toEqual(['operateur_inapplicable'])
  expect(codes({ op: 'in_departement', champ: 8, valeur: '63' })).toEqual(['operateur_inapplicable'])
  expect(codes({ op: 'in_region', champ: 9, valeur: '84' })).toEqual(['operateur_inapplicable'])
  expect(codes({ op: 'eq', champ: 11, valeur: '63113' })).toEqual(['operateur_inapplicable'])
})

test('a constant is of the type of its source', () => {
  expect(codes({ op: 'eq', champ: 1, valeur: 'true' })).toEqual(['constante_invalide'])
  expect(codes({ op: 'eq', champ: 2, valeur: true })).toEqual(['constante_invalide'])
  expect(codes({ op: 'gt', champ: 2, valeur: '1,5' })).toEqual(['constante_invalide'])
  expect(codes({ op: 'gt', champ: 3, valeur: '2026-02-30' })).toEqual(['constante_invalide'])
  expect(codes({ op: 'in_departement', champ: 7, valeur: '630' })).toEqual(['constante_invalide'])
  expect(codes({ op: 'in_region', champ: 7, valeur: 'ARA' })).toEqual(['constante_invalide'])
  expect(codes({ op: 'eq', champ: 9, valeur: 'France' })).toEqual(['constante_invalide'])
})

test('an option is one of those of its source', () => {
  expect(codes({ op: 'eq', champ: 4, valeur: 'z' })).toEqual(['option_inconnue'])
  expect(codes({ op: 'eq', champ: 4, valeur: '__autre__' })).toEqual(['option_inconnue'])
  expect(codes({ op: 'include', champ: 6, valeur: 'z' })).toEqual(['option_inconnue'])
  expect(codes({ op: 'eq', champ: 12, valeur: 'Mlle' })).toEqual(['option_inconnue'])
})

test('groups are checked to the bottom, and none is empty', () => {
  const lower: Condition = { op: 'not', condition: { op: 'eq', champ: 99, valeur: true } }
  expect(codes({ op: 'and', conditions: [{ op: 'or', conditions: [] }, lower] })).toEqual([
    'groupe_vide',
    'source_inconnue',
  ])
})

test('a kind can be a source exactly when it has operators', () => {
  const sources = Object.values(CHAMP_KINDS).filter((kind) => 'source' in kind)
  expect(sources.map(({ kind }) => kind).sort()).toEqual(Object.keys(OPERATEURS).sort())
})

test('each problem is told in French and in English', () => {
  const libelleOf = (id: number) => (id === 4 ? 'Transport' : undefined)
  const probleme = { code: 'option_inconnue', champ: 4, valeur: 'z' } as const
  expect(formatConditionProbleme(probleme, { langue: 'fr', libelleOf })).toBe(
    'Le choix «\u00a0z\u00a0» ne fait pas partie de ceux de «\u00a0Transport\u00a0».',
  )
  expect(formatConditionProbleme(probleme, { langue: 'en', libelleOf })).toBe(
    'The choice “z” is not one of those of “Transport”.',
  )
  const absent = { code: 'source_inconnue', champ: 99 } as const
  expect(formatConditionProbleme(absent, { langue: 'fr', libelleOf })).toBe(
    'La condition dépend d’une question qui n’existe pas (n°\u00a099).',
  )
})

function codes(condition: Condition): readonly string[] {
  return checkCondition(condition, (id) => places.get(id)).map(({ code }) => code)
}
