import { expect, test } from 'vitest'
import { type Champ, isQuestion } from '../../../core/champs/index.ts'
import { compileDefinition } from '../../../core/schema/formulaire.ts'
import { parseDefinition } from '../../../core/schema/parse-definition.ts'
import type { Texte } from '../../../core/texte.ts'
import { DEMONSTRATION, type Demonstration } from './index.ts'

test.each(DEMONSTRATION)('the definition of $slug can be published as it is', ({ definition }) => {
  const parsed = parseDefinition(JSON.parse(JSON.stringify(definition)))
  expect(parsed).toEqual({ kind: 'definition', definition })
})

test.each(DEMONSTRATION)(
  '$slug shows what the engine does: conditions, and a file or a repetition',
  ({ definition }) => {
    const champs = champsOf(definition)
    const champsAsked = champs.filter(isQuestion)
    expect(champsAsked.length).toBeGreaterThanOrEqual(15)
    expect(champs.length).toBeLessThanOrEqual(35)
    expect(champs.filter(({ condition }) => condition !== undefined).length).toBeGreaterThanOrEqual(2)
    expect(champs.some(({ kind }) => kind === 'piece' || kind === 'repetition')).toBe(true)
  },
)

test.each(DEMONSTRATION)('every text of $slug exists in French and in English', ({ definition }) => {
  const untranslated = textesOf(definition).filter(
    ({ fr, en }) => fr.trim() === '' || en === undefined || en.trim() === '',
  )
  expect(untranslated).toEqual([])
})

test.each(DEMONSTRATION)('$slug is written in short sentences: 35 words at most', ({ definition, service }) => {
  const written = [...textesOf(definition).flatMap(({ fr, falc }) => [fr, falc ?? '']), ...Object.values(service)]
  expect(written.flatMap(sentencesOf).filter((sentence) => wordsIn(sentence) > 35)).toEqual([])
})

test('easy-to-read French keeps to fifteen words a sentence', () => {
  const falc = DEMONSTRATION.flatMap(({ definition }) => textesOf(definition).map((texte) => texte.falc ?? ''))
  expect(falc.filter((texte) => texte !== '').length).toBeGreaterThan(30)
  expect(falc.flatMap(sentencesOf).filter((sentence) => wordsIn(sentence) > 15)).toEqual([])
})

test('nobody is told « vous devez saisir » nor spoken to in jargon', () => {
  const written = DEMONSTRATION.flatMap(({ definition }) => textesOf(definition).map(({ fr }) => fr))
  expect(
    written.filter((fr) => /veuillez|il convient|le cas échéant|susvisé|nonobstant|pétitionnaire/i.test(fr)),
  ).toEqual([])
})

test('the identity of a champ belongs to one champ of one démarche', () => {
  const ids = DEMONSTRATION.flatMap(({ definition }) => champsOf(definition).map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
})

test('services answer at numbers that ARCEP keeps for fiction and at addresses that reach nobody', () => {
  const services = DEMONSTRATION.map(({ service }) => service)
  const reserved = /^(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49|06 39 98) \d\d \d\d$/
  expect(services.filter(({ telephone }) => !reserved.test(telephone))).toEqual([])
  expect(services.flatMap(({ courriel, dpo }) => [courriel, dpo]).filter((each) => !each.endsWith('.example'))).toEqual(
    [],
  )
})

test('the canteen has one default group and one a school, routed by the school that is chosen', () => {
  const { groupes = [], definition } = demonstration('restauration-scolaire')
  const regles = groupes.flatMap(({ regle }) => (regle && 'valeur' in regle ? [regle] : []))
  const ecole = champsOf(definition).find(({ id }) => id === regles[0]?.champ)
  expect(groupes.filter(({ regle }) => regle === undefined)).toHaveLength(1)
  expect(regles.map(({ valeur }) => valeur).toSorted()).toEqual(
    ecole?.kind === 'choix' ? ecole.options.map(({ valeur }) => valeur).toSorted() : 'a choice',
  )
})

test('the fund refuses the bodies and the spending that the rules of the Puy-de-Dôme leave out', () => {
  const { condition } = demonstration('fonds-projets-numeriques-63').definition.ineligibilite ?? {}
  const constants =
    condition?.op === 'or' ? condition.conditions.map((each) => ('valeur' in each ? each.valeur : '')) : []
  expect(constants).toEqual([
    'Un autre organisme',
    false,
    'Des salaires d’agents de la collectivité',
    'L’équipement informatique des agents',
  ])
})

test('silence means rejection for what costs public money or land, and nothing for what is only declared', () => {
  const effets = Object.fromEntries(DEMONSTRATION.map(({ slug, definition }) => [slug, definition.silence.effet]))
  expect(effets).toEqual({
    'restauration-scolaire': 'accord',
    'occupation-espace-public': 'rejet',
    'subvention-association': 'rejet',
    'changement-adresse': 'sans_objet',
    'fonds-projets-numeriques-63': 'rejet',
    'volontaire-bureau-de-vote': 'sans_objet',
  })
})

function demonstration(slug: string): Demonstration {
  const found = DEMONSTRATION.find((each) => each.slug === slug)
  if (!found) throw new Error(`no ${slug}`)
  return found
}

function champsOf(definition: Demonstration['definition']): readonly Champ[] {
  return compileDefinition(definition).champs
}

/** Every text of the document, wherever it stands. */
function textesOf(contenu: unknown): readonly Texte[] {
  if (typeof contenu !== 'object' || contenu === null) return []
  const { fr, en, falc } = { fr: undefined, en: undefined, falc: undefined, ...contenu }
  if (typeof fr !== 'string') return Object.values(contenu).flatMap(textesOf)
  return [{ fr, en: typeof en === 'string' ? en : undefined, falc: typeof falc === 'string' ? falc : undefined }]
}

function sentencesOf(texte: string): readonly string[] {
  return texte.split(/(?<=[.!?])\s+|\n/)
}

function wordsIn(sentence: string): number {
  return sentence.split(/[\s\u00a0]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
