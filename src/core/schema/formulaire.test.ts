import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aChamp } from '../cases/a-definition.ts'
import { cleOf, compileDefinition, parseCle } from './formulaire.ts'

const ligne = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

test('each level-1 section opens a step, and what stands before the first one is « Votre demande »', () => {
  const { etapes } = compileDefinition({
    champs: [
      aChamp({ id: 1, kind: 'texte' }),
      aChamp({ id: 2, kind: 'section', niveau: 1 }),
      aChamp({ id: 3, kind: 'section', niveau: 2 }),
      aChamp({ id: 4, kind: 'texte' }),
      aChamp({ id: 5, kind: 'section', niveau: 1 }),
    ],
  })
  expect(etapes.map(({ n, titre }) => `${n} ${titre.fr}`)).toEqual(['1 Votre demande', '2 Question 2', '3 Question 5'])
  expect(etapes.map(({ section }) => section?.id)).toEqual([undefined, 2, 5])
  expect(etapes.map(({ champs }) => champs.map(({ id }) => id))).toEqual([[1], [3, 4], []])
})

test('a form that begins with a section has no other first step', () => {
  const { etapes } = compileDefinition({ champs: [aChamp({ id: 2, kind: 'section', niveau: 1 })] })
  expect(etapes.map(({ titre }) => titre.fr)).toEqual(['Question 2'])
})

test('a champ of a repetition is found with its repetition and its step', () => {
  const enfant = aChamp({ id: 3, kind: 'texte' })
  const formulaire = compileDefinition({
    champs: [aChamp({ id: 1, kind: 'texte' }), aChamp({ id: 2, kind: 'repetition', champs: [enfant] })],
  })
  expect(formulaire.champs.map(({ id }) => id)).toEqual([1, 2, 3])
  expect(formulaire.find(3)).toEqual(enfant)
  expect(formulaire.repetitionOf(3)?.id).toBe(2)
  expect(formulaire.etapeOf(3)?.n).toBe(1)
  expect(formulaire.repetitionOf(2)).toBeUndefined()
  expect(formulaire.find(9)).toBeUndefined()
})

test('a key names a champ, or a champ of a row', () => {
  expect(cleOf(12)).toBe('12')
  expect(cleOf(12, ligne)).toBe(`12.${ligne}`)
  expect(parseCle('12')).toEqual({ id: 12 })
  expect(parseCle(`12.${ligne}`)).toEqual({ id: 12, ligne })
  expect(parseCle(String(2 ** 48 - 1))).toEqual({ id: 2 ** 48 - 1 })
})

test('what is not the one writing of a key is refused', () => {
  const refused = [
    '',
    '0',
    '012',
    '-1',
    '1.5',
    '12.',
    `12.${ligne.toLowerCase()}`,
    `12.${ligne}\n`,
    '1e3',
    '281474976710656',
  ]
  expect(refused.filter((cle) => parseCle(cle))).toEqual([])
})

test('a text is a key only as it would be written', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.nat().map(String)), (texte) => {
      const parsed = parseCle(texte)
      if (parsed) expect(cleOf(parsed.id, parsed.ligne)).toBe(texte)
    }),
  )
})
