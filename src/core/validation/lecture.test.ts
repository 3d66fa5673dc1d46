import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aChamp } from '../cases/a-definition.ts'
import { casesLecteur } from '../cases/champs/referentiels.ts'
import type { Champ } from '../champs/index.ts'
import type { Saisie } from '../champs/kind.ts'
import type { Condition } from '../conditions/condition.ts'
import { cleOf, compileDefinition } from '../schema/formulaire.ts'
import {
  piecesAtFiling,
  problemesOf,
  readReponses,
  saisiesAtFiling,
  valeursAtFiling,
  visibleEtapes,
} from './lecture.ts'
import type { Saisies } from './reponses.ts'

const A = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const B = '01BX5ZZKBKACTAV9WEVGEMMVRZ'
const oui = (champ: number): Condition => ({ op: 'eq', champ, valeur: true })
const option = (valeur: string) => ({ valeur, libelle: { fr: valeur } })

/** Every kind, several of them shown by others, and a repetition whose champs show one another. */
const everything = compileDefinition({
  champs: [
    aChamp({ id: 1, kind: 'oui_non', obligatoire: true }),
    aChamp({ id: 2, kind: 'choix', options: [option('a'), option('b')], autre: true, condition: oui(1) }),
    aChamp({
      id: 3,
      kind: 'section',
      niveau: 1,
      condition: { op: 'not', condition: { op: 'eq', champ: 2, valeur: 'b' } },
    }),
    aChamp({ id: 4, kind: 'entier', obligatoire: true, min: 0 }),
    aChamp({ id: 5, kind: 'date', condition: { op: 'gte', champ: 4, valeur: '3' } }),
    aChamp({ id: 6, kind: 'section', niveau: 2, condition: { op: 'lt', champ: 5, valeur: '2026-01-01' } }),
    aChamp({ id: 7, kind: 'commune' }),
    aChamp({ id: 8, kind: 'choix_multiple', options: [option('a'), option('b')] }),
    aChamp({ id: 9, kind: 'section', niveau: 1 }),
    aChamp({
      id: 10,
      kind: 'repetition',
      obligatoire: true,
      condition: { op: 'or', conditions: [oui(1), { op: 'include', champ: 8, valeur: 'a' }] },
      champs: [
        aChamp({ id: 11, kind: 'case_a_cocher' }),
        aChamp({ id: 12, kind: 'decimal', obligatoire: true, condition: { op: 'and', conditions: [oui(1), oui(11)] } }),
        aChamp({ id: 13, kind: 'piece', condition: { op: 'gt', champ: 12, valeur: '1' } }),
      ],
    }),
    aChamp({ id: 14, kind: 'adresse' }),
    aChamp({
      id: 15,
      kind: 'explication',
      texte: { fr: '…' },
      condition: { op: 'in_region', champ: 14, valeur: '84' },
    }),
  ],
})
const cles = everything.champs.flatMap(({ id }) => [cleOf(id), cleOf(id, A), cleOf(id, B)])
const word = fc.oneof(
  fc.constantFrom(
    'true',
    'false',
    'a',
    'b',
    '__autre__',
    '3',
    '1,5',
    '-1',
    '2025-12-31',
    '63113',
    'Clermont-Ferrand',
    A,
    B,
  ),
  fc.string(),
)
const saisie: fc.Arbitrary<Saisie> = fc.oneof(
  word,
  fc.array(word, { maxLength: 4 }),
  fc.dictionary(
    fc.constantFrom('jour', 'mois', 'annee', 'autre', 'texte', 'code', 'voie', 'commune', 'codePostal'),
    word,
  ),
)
const rows = fc.constantFrom<readonly string[]>([A], [A, B], [B, A])
const saisies: fc.Arbitrary<Saisies> = fc
  .record({ given: fc.dictionary(fc.oneof(fc.constantFrom(...cles), fc.string()), saisie, { maxKeys: 30 }), rows })
  .map(({ given, rows: lignes }) => ({ ...given, '10': lignes }))

/** Answers that can be filed: nothing mandatory is blank where it is shown. */
const goodSaisies: fc.Arbitrary<Saisies> = fc.record({
  '1': fc.constantFrom('true', 'false'),
  '2': fc.constantFrom<Saisie>('', 'a', 'b', { autre: 'Vélo' }),
  '4': fc.constantFrom('0', '3', '1 000'),
  '5': fc.constantFrom('', '2025-12-31', '2026-02-01'),
  '7': fc.constantFrom<Saisie>('', { texte: 'Clermont-Ferrand' }),
  '8': fc.subarray(['a', 'b']),
  '10': rows,
  [cleOf(11, A)]: fc.constantFrom('true', 'false'),
  [cleOf(11, B)]: fc.constantFrom('true', 'false'),
  [cleOf(12, A)]: fc.constantFrom('0', '1,5'),
  [cleOf(12, B)]: fc.constantFrom('0', '1,5'),
})

test('visibility does not depend on the order in which the answers were given', () => {
  fc.assert(
    fc.property(saisies, fc.infiniteStream(fc.nat()), (given, random) => {
      const shuffled = Object.entries(given)
        .map((entry) => ({ entry, at: random.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ entry }) => entry)
      expect(shown(Object.fromEntries(shuffled))).toEqual(shown(given))
    }),
  )
})

test('reading is total on any answers, and shows each champ once', () => {
  fc.assert(
    fc.property(saisies, (given) => {
      const lecture = read(given)
      expect(new Set(lecture.reponses.map(({ cle }) => cle)).size).toBe(lecture.reponses.length)
      expect(problemesOf(lecture).length).toBeLessThanOrEqual(lecture.reponses.length)
    }),
  )
})

test('what is hidden is neither asked, nor validated, nor kept', () => {
  fc.assert(
    fc.property(saisies, (given) => {
      const lecture = read(given)
      const hidden = new Set(lecture.reponses.filter(({ visible }) => !visible).map(({ cle }) => cle))
      const spoken = [
        ...problemesOf(lecture).map(({ cle }) => cle),
        ...Object.keys(valeursAtFiling(lecture)),
        ...Object.keys(saisiesAtFiling(lecture)),
      ]
      expect(spoken.filter((cle) => hidden.has(cle))).toEqual([])
    }),
  )
})

test('reading again what was kept at filing keeps the same, and has no problem', () => {
  fc.assert(
    fc.property(goodSaisies, (given) => {
      const lecture = read(given)
      expect(problemesOf(lecture)).toEqual([])
      const again = read(saisiesAtFiling(lecture))
      expect(problemesOf(again)).toEqual([])
      expect(valeursAtFiling(again)).toEqual(valeursAtFiling(lecture))
    }),
  )
})

test('a hidden answer stays typed while the draft lives', () => {
  const formulaire = compileDefinition({ champs: [aChamp({ id: 1, kind: 'oui_non' }), shownBy1] })
  const lecture = readReponses(formulaire, { saisies: { '1': 'false', '2': 'gardée' }, pieces: {} }, casesLecteur)
  expect(lecture.find('2')).toMatchObject({ visible: false, saisie: 'gardée', parsed: { kind: 'vide' } })
})

test('files under a hidden champ are not kept at filing', () => {
  const piece = { id: 'p', nom: 'a.pdf', type: 'application/pdf', octets: 10 }
  const champs = [aChamp({ id: 1, kind: 'oui_non' }), aChamp({ id: 2, kind: 'piece', condition: oui(1) })]
  const answers = (typed: string) => ({ saisies: { '1': typed }, pieces: { '2': [piece] } })
  const formulaire = compileDefinition({ champs })
  expect(piecesAtFiling(readReponses(formulaire, answers('false'), casesLecteur))).toEqual({})
  expect(piecesAtFiling(readReponses(formulaire, answers('true'), casesLecteur))).toEqual({ '2': [piece] })
})

test('the rows of a repetition are told in order, and none while it is hidden', () => {
  expect(read({ '1': 'true', '10': [B, A] }).lignes(10)).toEqual([A, B])
  expect(read({ '1': 'false', '10': [B, A] }).lignes(10)).toEqual([])
})

test('rules outside any row see the champs of the page, not those of a row', () => {
  const lecture = read({ '1': 'true', '10': [A], [cleOf(11, A)]: 'true' })
  expect(lecture.sourceOf(1)).toEqual({ type: 'booleen', valeur: true })
  expect(lecture.sourceOf(11)).toBeUndefined()
})

const shownBy1: Champ = aChamp({ id: 2, kind: 'texte', condition: oui(1) })

function read(given: Saisies) {
  return readReponses(everything, { saisies: given, pieces: {} }, casesLecteur)
}

function shown(given: Saisies): readonly string[] {
  const lecture = read(given)
  const etapes = visibleEtapes(lecture).map(({ n }) => `étape ${n}`)
  return [...etapes, ...lecture.reponses.filter(({ visible }) => visible).map(({ cle }) => cle)]
}
