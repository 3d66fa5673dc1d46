import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aChamp, aDefinition } from '../cases/a-definition.ts'
import type { Definition } from './definition.ts'
import { parseDefinition, parseShape } from './parse-definition.ts'
import { upgradeDefinition } from './upgrade.ts'

const texte = { fr: 'Question' }
const choix = aChamp({ id: 1, kind: 'choix', options: [{ valeur: 'a', libelle: texte }] })

test('a definition survives export and import', () => {
  fc.assert(
    fc.property(definitions, (definition) => {
      const imported = parseDefinition(JSON.parse(JSON.stringify(definition)))
      expect(imported).toEqual({ kind: 'definition', definition: JSON.parse(JSON.stringify(definition)) })
    }),
  )
})

test('reading never throws, whatever the document', () => {
  fc.assert(
    fc.property(fc.anything(), (contenu) => {
      expect(['definition', 'invalide']).toContain(parseDefinition(contenu).kind)
    }),
  )
  fc.assert(
    fc.property(fc.jsonValue(), (champs) => {
      expect(parseDefinition({ ...aDefinition(), champs }).kind).toMatch(/definition|invalide/)
    }),
  )
})

test('a document too deep, or not an object, is refused without exhausting anything', () => {
  let deep: unknown = 'fond'
  for (let i = 0; i < 100_000; i += 1) deep = { conditions: [deep] }
  const message = 'Ce document n’est pas une définition de démarche : il est trop profond, ou n’est pas un objet.'
  expect(parseDefinition(deep)).toEqual({ kind: 'invalide', problemes: [{ chemin: '', message }] })
  expect(parseDefinition(null)).toEqual({ kind: 'invalide', problemes: [{ chemin: '', message }] })
  expect(parseDefinition([])).toEqual({ kind: 'invalide', problemes: [{ chemin: '', message }] })
})

test('a format that this version does not know is refused by its name', () => {
  expect(problemesOf({ ...aDefinition(), format: 2 })).toEqual([
    'format : Le format 2 n’est pas connu de cette version de Parvis.',
  ])
  expect(problemesOf({ ...aDefinition(), format: { toString: 1 } })).toEqual([
    'format : Le format ? n’est pas connu de cette version de Parvis.',
  ])
})

test('an older format is brought to the current one, through each one in between', () => {
  const upgrades = new Map<number, (contenu: object) => object>([
    [1, (contenu) => ({ ...contenu, format: 2, un: true })],
    [2, (contenu) => ({ ...contenu, format: 3, deux: true })],
  ])
  expect(upgradeDefinition({ format: 1 }, { target: 3, upgrades })).toEqual({
    kind: 'courant',
    contenu: { format: 3, un: true, deux: true },
  })
})

test('shape: each problem says where it is and what is wanted', () => {
  const { engagement: _engagement, ...without } = aDefinition()
  expect(problemesOf(without)).toEqual(['engagement : Cette information manque.'])
  expect(problemesOf({ ...aDefinition(), champs: 'x' })).toEqual(['champs : Il faut ici une liste.'])
  expect(problemesOf({ ...aDefinition(), secret: 1 })).toEqual([' : Il y a des informations inconnues : secret.'])
  expect(problemesOf({ ...aDefinition(), demandeurs: 'chat' })).toEqual([
    'demandeurs : Il faut ici une de ces valeurs : personne, organisation, tous.',
  ])
  expect(problemesOf({ ...aDefinition(), champs: [{ ...choix, id: -1 }] })).toEqual([
    'champs[0].id : Ce n’est pas assez : plus de 0.',
  ])
})

test('shape: neither a section nor a repetition inside a repetition', () => {
  const repetition = { id: 1, kind: 'repetition', libelle: texte, obligatoire: false, min: 0, max: 5 }
  const section = { id: 2, kind: 'section', libelle: texte, niveau: 1 }
  expect(problemesOf({ ...aDefinition(), champs: [{ ...repetition, champs: [section] }] })).toHaveLength(1)
  expect(
    problemesOf({ ...aDefinition(), champs: [{ ...repetition, champs: [{ ...repetition, id: 2 }] }] }),
  ).toHaveLength(1)
})

test('rules: one id once, children included', () => {
  const repetition = aChamp({ id: 2, kind: 'repetition', champs: [aChamp({ id: 1, kind: 'texte' })] })
  expect(problemesOf(aDefinition({ champs: [choix, repetition] }))).toEqual([
    'champs[1].champs[0].id : Deux champs portent le même identifiant (1).',
  ])
})

test('rules: sections without skipped level, beginning at level 1', () => {
  const champs = [
    aChamp({ id: 1, kind: 'section', niveau: 2 }),
    aChamp({ id: 2, kind: 'section', niveau: 1 }),
    aChamp({ id: 3, kind: 'section', niveau: 3 }),
    aChamp({ id: 4, kind: 'section', niveau: 1 }),
  ]
  expect(problemesOf(aDefinition({ champs })).map((each) => each.split(' ')[0])).toEqual([
    'champs[0].niveau',
    'champs[2].niveau',
  ])
})

test('rules: no repetition without champ, no choice without option, a label everywhere', () => {
  const champs = [
    aChamp({ id: 1, kind: 'repetition', champs: [] }),
    aChamp({ id: 2, kind: 'choix', options: [] }),
    aChamp({ id: 3, kind: 'choix_multiple', options: [] }),
    aChamp({ id: 4, kind: 'texte', libelle: { fr: ' ' } }),
  ]
  expect(problemesOf(aDefinition({ champs }))).toEqual([
    'champs[0].champs : Ce bloc répétable ne contient aucune question.',
    'champs[1].options : Cette liste de choix n’a aucune option.',
    'champs[2].options : Cette liste de choix n’a aucune option.',
    'champs[3].libelle.fr : Il faut un libellé en français.',
  ])
})

test('what an author is still writing has the shape without keeping the rules', () => {
  expect(parseShape(aDefinition({ champs: [aChamp({ id: 1, kind: 'repetition', champs: [] })] })).kind).toBe(
    'definition',
  )
})

test('rules: a condition names a source above it', () => {
  const condition = { op: 'eq', champ: 1, valeur: 'a' }
  const champs = [aChamp({ id: 2, kind: 'texte', condition }), choix]
  expect(problemesOf(aDefinition({ champs }))).toEqual([
    'champs[0].condition : La condition dépend de «\u00a0Question 1\u00a0», qui n’est pas au-dessus. Une question ne peut dépendre que de ce qui la précède.',
  ])
})

test('rules: a champ does not depend on itself', () => {
  const champs = [aChamp({ id: 1, kind: 'oui_non', condition: { op: 'eq', champ: 1, valeur: true } })]
  expect(problemesOf(aDefinition({ champs }))).toHaveLength(1)
})

test('rules: the ineligibility rule may name any champ of the page, none of a row', () => {
  const enfant = aChamp({ id: 3, kind: 'oui_non' })
  const champs = [choix, aChamp({ id: 2, kind: 'repetition', champs: [enfant] })]
  const rule = (champ: number, valeur: string | boolean): Definition =>
    aDefinition({ champs, ineligibilite: { condition: { op: 'eq', champ, valeur }, message: texte } })
  expect(problemesOf(rule(1, 'a'))).toEqual([])
  expect(problemesOf(rule(3, true))).toHaveLength(1)
})

function problemesOf(contenu: unknown): readonly string[] {
  const read = parseDefinition(contenu)
  return read.kind === 'definition' ? [] : read.problemes.map(({ chemin, message }) => `${chemin} : ${message}`)
}

const libelles = fc.record({
  fr: fc.constantFrom('Nom', 'Prénom « usuel »', 'a'.repeat(251)),
  en: fc.constantFrom('Name'),
})
const champKinds = fc.constantFrom(
  'texte',
  'entier',
  'date',
  'oui_non',
  'commune',
  'piece',
  'choix',
  'repetition',
  'section',
)
const verbatim = fc.constantFrom('é', 12.5, null, [true, { a: [] }], { couches: ['znieff'], zoom: 3 })
const definitions: fc.Arbitrary<Definition> = fc
  .record({
    kinds: fc.array(fc.record({ kind: champKinds, libelle: libelles, obligatoire: fc.boolean() }), { maxLength: 30 }),
    duree: fc.integer({ min: 1, max: 600 }),
    conserve: fc.option(fc.array(fc.record({ origine: fc.constant('carte'), contenu: verbatim }))),
  })
  .map(({ kinds, duree, conserve }) => {
    const definition = aDefinition({ champs: kinds.map((each, index) => champAt(index * 3 + 1, each)) })
    return {
      ...definition,
      presentation: { ...definition.presentation, dureeEnMinutes: duree },
      ...(conserve ? { conserve } : {}),
    }
  })

function champAt(id: number, { kind, libelle, obligatoire }: { kind: string; libelle: object; obligatoire: boolean }) {
  const common = { id, kind, libelle }
  if (kind === 'section') return aChamp({ ...common, niveau: 1 })
  if (kind === 'choix') return aChamp({ ...common, obligatoire, options: [{ valeur: 'é', libelle }], autre: true })
  if (kind === 'repetition') {
    const source = aChamp({ id: id + 1, kind: 'oui_non' })
    const enfant = aChamp({ id: id + 2, kind: 'texte', condition: { op: 'eq', champ: id + 1, valeur: true } })
    return aChamp({ ...common, obligatoire, champs: [source, enfant] })
  }
  return aChamp({ ...common, obligatoire })
}
