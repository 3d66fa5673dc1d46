import { beforeAll, expect, test } from 'vitest'
import { drawPhrase } from './draw-phrase.ts'
import { loadCourantes } from './load-courantes.ts'
import { checkPhrase, contextOf, phraseBits } from './phrase-rules.ts'

let courantes: ReadonlySet<string>
beforeAll(async () => {
  courantes = await loadCourantes()
})

const check = (phrase: string, given: { agent?: boolean; contexte?: readonly string[] } = {}) =>
  checkPhrase(phrase, { agent: false, contexte: [], courantes, ...given })

test.each([
  ['le bus part', 'courte'],
  ['le bus part !', undefined],
  ['x9'.repeat(129), 'longue'],
  ['é'.repeat(3), 'courte'],
  // The formula of 50 bits: twelve letters of one kind make 56, twelve digits 40, sixteen digits 53.
  ['xkqvbzjwpfhd', undefined],
  ['918273645546', 'faible'],
  ['9182736450192837', undefined],
])('%j is told %j', (phrase, expected) => {
  expect(check(phrase)).toBe(expected)
})

test('who works here needs fifteen characters', () => {
  expect([check('xkqvbzjwpfhdgl', { agent: true }), check('xkqvbzjwpfhdglm', { agent: true })]).toEqual([
    'courte',
    undefined,
  ])
})

test('no kind of character is asked for, and none is refused', () => {
  expect(check('toutes lettres petites')).toBeUndefined()
  expect(check('🦔🐗🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵')).toBeUndefined()
  expect(check('   ~~~ € ¤ § ùÉ')).toBeUndefined()
})

test.each([
  'motdepasse123!',
  'MotDePasse2026',
  'azertyuiop123',
  'soleilsoleil',
  'bonjour-soleil',
  'password-dragon-',
  '123 azertyuiop 456',
  'abcdabcdabcd',
  'Azertyuiop-Azertyuiop',
])('%j is what everybody tries', (phrase) => {
  expect(check(phrase)).toBe('courante')
})

test('what is known of somebody is not a passphrase', () => {
  const contexte = contextOf({ courriel: 'nadia.benali@exemple.fr', nom: 'Bénali', prenom: 'Zoé' }, [
    'Vern-sur-Seiche',
    'a',
  ])
  const told = (phrase: string) => check(phrase, { contexte })

  expect(told('mon Nadia Benali 35')).toBe('contexte')
  expect(told('la maison de BENALI')).toBe('contexte')
  expect(told('Vern sur Seiche 2026')).toBe('contexte')
  expect(told('le parvis de la gare')).toBe('contexte')
  expect(told('une autre maison, Zoé')).toBeUndefined()
})

test('the list of what everybody tries has more than ten thousand of them, in small letters', () => {
  expect(courantes.size).toBeGreaterThan(10_000)
  expect(courantes.has('azertyuiop')).toBe(true)
})

test('an offered passphrase is five words of a list of more than a thousand, never the same, and always accepted', () => {
  const offered = Array.from({ length: 200 }, drawPhrase)
  // Some 1,600 words, of which ten thousand draws leave out three or so.
  const drawn = Array.from({ length: 2_000 }, drawPhrase).flatMap((phrase) => phrase.split('-'))

  expect(new Set(drawn).size).toBeGreaterThan(1024)
  expect(offered.every((phrase) => /^[a-z]{4,9}(?:-[a-z]{4,9}){4}$/.test(phrase))).toBe(true)
  expect(new Set(offered).size).toBe(200)
  expect(offered.filter((phrase) => check(phrase, { agent: true }) !== undefined)).toEqual([])
})

test('bits grow with the length and with the kinds of characters', () => {
  expect(phraseBits('xkqvbzjwpfhd')).toBeCloseTo(12 * Math.log2(26))
  expect(phraseBits('xkqvbzjwpfh1')).toBeCloseTo(12 * Math.log2(36))
  expect(phraseBits('')).toBe(0)
})
