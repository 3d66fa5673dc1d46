import { expect, test } from 'vitest'
import type { Probleme, ProblemeCode } from './champs/kind.ts'
import { LANGUES } from './texte.ts'
import { coreTexts } from './texts.ts'

/** One problem of each code, with what its sentence mentions. */
const PARAMS: Readonly<Record<ProblemeCode, Readonly<Record<string, string | number>>>> = {
  requis: {},
  case_a_cocher_requise: {},
  trop_long: { max: 1000 },
  entier_invalide: {},
  decimal_invalide: {},
  trop_petit: { min: '0.5' },
  trop_grand: { max: '1234.5' },
  positif: {},
  date_invalide: {},
  date_incomplete: { manque: 'jour,annee' },
  date_passee: {},
  date_trop_tot: { min: '2026-03-01' },
  date_trop_tard: { max: '2026-12-31' },
  choix_inconnu: {},
  autre_a_preciser: {},
  courriel_invalide: {},
  telephone_invalide: {},
  iban_invalide: {},
  siret_invalide: {},
  commune_inconnue: { texte: 'Trifouilly' },
  commune_a_choisir: { texte: 'Saint-Denis', nombre: 4 },
  code_inconnu: {},
  adresse_incomplete: { manque: 'voie,codePostal,commune' },
  code_postal_invalide: {},
  piece_type_refuse: { nom: 'photo.webp', types: 'jpg, png' },
  piece_trop_grosse: { nom: 'film.mp4', octetsMax: 200_000_000 },
  piece_trop_de_pixels: { nom: 'plan.png' },
  piece_archive_piegee: { nom: 'documents.zip' },
  piece_macros: { nom: 'budget.xlsx' },
  piece_abimee: { nom: 'photo.jpg' },
  pieces_trop_nombreuses: { max: 10 },
  repetition_vide: {},
  repetition_trop_courte: { min: 2 },
  repetition_trop_longue: { max: 50 },
}
const problems: readonly Probleme[] = Object.entries(PARAMS).flatMap(([code, params]) =>
  isCode(code) ? [{ code, params }] : [],
)

function isCode(code: string): code is ProblemeCode {
  return Object.hasOwn(PARAMS, code)
}

const sentences = LANGUES.flatMap((langue) =>
  problems.map((problem) => ({
    langue,
    code: problem.code,
    sentence: coreTexts(langue).probleme(problem, 'Nom de l’enfant'),
    bare: coreTexts(langue).probleme({ code: problem.code }, 'Nom de l’enfant'),
  })),
)

test.each(sentences)('$langue, $code : the sentence names the champ and is whole', ({ sentence }) => {
  expect(sentence).toContain('Nom de l’enfant')
  expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
  expect(sentence).not.toMatch(/undefined|NaN|null|_/)
})

test.each(sentences)('$langue, $code : a problem without its details does not throw', ({ bare }) => {
  expect(bare).toContain('Nom de l’enfant')
})

test('the sentence of an impossible date gives an example', () => {
  expect(coreTexts('fr').probleme({ code: 'date_invalide' }, 'Date de naissance')).toContain('27\u00a03\u00a01980')
})

test('bounds are written as one writes them', () => {
  const problem: Probleme = { code: 'trop_grand', params: { max: '1234.5' } }
  expect(coreTexts('fr').probleme(problem, 'Surface')).toContain('1\u202f234,5')
  expect(coreTexts('en').probleme(problem, 'Surface')).toContain('1,234.5')
})

test('days are written in words', () => {
  const problem: Probleme = { code: 'date_trop_tot', params: { min: '2026-03-01' } }
  expect(coreTexts('fr').probleme(problem, 'Début')).toContain('1er\u00a0mars 2026')
  expect(coreTexts('en').probleme(problem, 'Start')).toContain('1\u00a0March 2026')
})

test('sizes are written in Mo', () => {
  const problem: Probleme = { code: 'piece_trop_grosse', params: { nom: 'film.mp4', octetsMax: 200_000_000 } }
  expect(coreTexts('fr').probleme(problem, 'Film')).toContain('moins de 200\u00a0Mo')
  expect(coreTexts('en').probleme(problem, 'Film')).toContain('smaller than 200 MB')
})

test('what is missing in a date is told', () => {
  const problem: Probleme = { code: 'date_incomplete', params: { manque: 'jour,annee' } }
  expect(coreTexts('fr').probleme(problem, 'Début')).toContain('il manque le jour et l’année')
  expect(coreTexts('en').probleme(problem, 'Start')).toContain('the day and the year are missing')
})
