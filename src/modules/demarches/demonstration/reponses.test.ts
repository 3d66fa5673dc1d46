import { beforeAll, expect, test } from 'vitest'
import type { Lecteur } from '../../../core/champs/kind.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import { compileDefinition } from '../../../core/schema/formulaire.ts'
import { isIneligible, problemesOf, readReponses } from '../../../core/validation/lecture.ts'
import { createReferentiels } from '../../annuaire/index.ts'
import { fictionIban, fictionLigne, fictionSiret, fictionTelephone } from './fictions.ts'
import { DEMONSTRATION } from './index.ts'
import { seededRandom } from './random.ts'
import { makeSaisies } from './reponses.ts'
import { caseACocher, commune, est, ouiNon, t, texteLong } from './write-champs.ts'

let lecteur: Lecteur

beforeAll(async () => {
  lecteur = { today: '2026-11-24', referentiels: await createReferentiels() }
})

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed)

test.each(DEMONSTRATION)('200 persons file $slug without a single problem but the files to add', ({ definition }) => {
  const formulaire = compileDefinition(definition)
  const refused = SEEDS.flatMap((seed) => {
    const { saisies, pieces } = makeSaisies(definition, { random: seededRandom(seed), lecteur })
    const lecture = readReponses(formulaire, { saisies, pieces: {} }, lecteur)
    const wanted = new Set(pieces.filter(({ obligatoire }) => obligatoire).map(({ cle }) => cle))
    const problemes = problemesOf(lecture).filter(({ cle }) => !wanted.has(cle))
    return [...problemes, ...(isIneligible(definition, lecture) ? [{ cle: 'ineligible' }] : [])].map(({ cle }) => cle)
  })
  expect(refused).toEqual([])
})

test('the same seed gives the same answers, another one gives others', () => {
  const definition = DEMONSTRATION[0]?.definition ?? nothing()
  const one = makeSaisies(definition, { random: seededRandom(7), lecteur })
  expect(makeSaisies(definition, { random: seededRandom(7), lecteur })).toEqual(one)
  expect(makeSaisies(definition, { random: seededRandom(8), lecteur })).not.toEqual(one)
})

test('files that are shown are asked for, with the endings of their families', () => {
  const association = DEMONSTRATION.find(({ slug }) => slug === 'subvention-association')
  const { pieces } = makeSaisies(association?.definition ?? nothing(), { random: seededRandom(1), lecteur })
  const rib = pieces.find(({ champ }) => champ.libelle.fr.includes('RIB'))
  expect(rib).toMatchObject({ obligatoire: true, extensions: expect.arrayContaining(['pdf', 'jpg', 'png']) })
})

test('an answer that nobody saw is not given', () => {
  const definition = {
    ...nothing(),
    champs: [ouiNon(1, t('Un ?', '')), texteLong(2, t('Deux', ''), { si: est(1, true) })],
  }
  const answers = SEEDS.map((seed) => makeSaisies(definition, { random: seededRandom(seed), lecteur }).saisies)
  expect(answers.filter((saisies) => saisies['1'] === 'false' && '2' in saisies)).toEqual([])
  expect(answers.filter((saisies) => saisies['1'] === 'true' && !('2' in saisies))).toEqual([])
})

test('people live where the caller says', () => {
  const definition = { ...nothing(), champs: [commune(1, t('Commune', ''))] }
  const { saisies } = makeSaisies(definition, { random: seededRandom(3), lecteur, communes: ['63430'] })
  expect(saisies).toEqual({ '1': { texte: 'Thiers', code: '63430' } })
})

test('a rule that refuses everybody is a mistake that is told', () => {
  const ineligibilite = { condition: est(1, true), message: t('Non', 'No') }
  const definition = { ...nothing(), champs: [caseACocher(1, t('Un', ''))], ineligibilite }
  expect(() => makeSaisies(definition, { random: seededRandom(3), lecteur })).toThrow('no eligible answers')
})

test('a fictitious SIRET keeps Luhn’s key, in its SIREN as a whole', () => {
  const siret = fictionSiret(seededRandom(5))
  expect(siret).toMatch(/^000\d{11}$/)
  expect([luhn(siret) % 10, luhn(siret.slice(0, 9)) % 10]).toEqual([0, 0])
})

test('a fictitious IBAN is congruent to 1 modulo 97 (ISO 13616), and so is its RIB', () => {
  const iban = fictionIban(seededRandom(5))
  expect(iban).toMatch(/^FR\d{2}99999\d{18}$/)
  expect(BigInt(`${iban.slice(4)}1527${iban.slice(2, 4)}`) % 97n).toBe(1n)
  expect(BigInt(iban.slice(4)) % 97n).toBe(0n)
})

test('a fictitious telephone is in a range that ARCEP keeps for fiction', () => {
  expect(fictionTelephone(seededRandom(5))).toMatch(
    /^(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d$/,
  )
})

test('rows sort in the order in which they were added', () => {
  const random = seededRandom(5)
  const lignes = [1, 2, 3].map((rank) => fictionLigne(random, { today: '2026-11-24', rank }))
  expect(lignes.toSorted()).toEqual(lignes)
  expect(lignes.every((ligne) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(ligne))).toBe(true)
})

function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, rank) => {
    const value = Number(digit) * (rank % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}

function nothing(): Definition {
  const vide = t('Essai', 'Trial')
  return {
    format: 1,
    presentation: {
      ...{ titre: vide, resume: vide, pourQui: vide, aPreparer: [], dureeEnMinutes: 1, delaiHabituel: vide },
      ...{ alternatives: vide, apresDepot: vide, cadreJuridique: [] },
    },
    donneesPersonnelles: { finalite: vide, baseLegale: 'consentement', conservationEnMois: 1 },
    silence: { effet: 'sans_objet', delaiEnMois: 1 },
    demandeurs: 'tous',
    engagement: vide,
    champs: [],
  }
}
