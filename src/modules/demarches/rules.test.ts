import { expect, test } from 'vitest'
import { aChamp, aDefinition } from '../../core/cases/a-definition.ts'
import type { Source } from '../../core/champs/kind.ts'
import type { Niveau } from '../../core/dossier/niveau.ts'
import { ALTERNATIVES_NEUTRES } from './import/gaps.ts'
import { createLru } from './lru.ts'
import { categoriesOf, chooseGroupe, droitsOf, findLacks, isSlug } from './rules.ts'

const oui = { op: 'eq', champ: 1, valeur: true } as const
const aGroupe = (id: string, parts: object = {}) => ({
  id,
  label: id,
  parDefaut: false,
  ferme: false,
  regle: null,
  ...parts,
})
const defaut = aGroupe('defaut', { parDefaut: true })
const sources = (source?: Source) => () => source

test('a dossier goes to the first open group whose rule is true, otherwise to the default one', () => {
  const groupes = [
    aGroupe('a', { regle: oui, ferme: true }),
    aGroupe('b', { regle: oui }),
    aGroupe('c', { regle: oui }),
    defaut,
  ]

  expect(chooseGroupe(groupes, sources({ type: 'booleen', valeur: true }))?.id).toBe('b')
  expect(chooseGroupe(groupes, sources({ type: 'booleen', valeur: false }))?.id).toBe('defaut')
})

test('a rule about a blank answer is unknown, hence sends nothing', () => {
  const groupes = [aGroupe('a', { regle: { op: 'not', condition: oui } }), defaut]

  expect(chooseGroupe(groupes, sources(undefined))?.id).toBe('defaut')
})

test('an address of démarche has small letters, figures and single hyphens', () => {
  expect(['cantine', 'cantine-2026', 'a'].every(isSlug)).toBe(true)
  expect(['', 'Cantine', 'é', 'a--b', '-a', 'a-', 'a/b', 'a_b', 'a'.repeat(101)].some(isSlug)).toBe(false)
})

test('the data protection notice tells the categories that the form asks for, and the identity of who files', () => {
  const champs = [
    aChamp({ id: 1, kind: 'iban', sensible: true }),
    aChamp({ id: 2, kind: 'repetition', champs: [aChamp({ id: 3, kind: 'piece' })] }),
    aChamp({ id: 4, kind: 'section', niveau: 1 }),
  ]

  expect(categoriesOf(aDefinition({ champs }))).toEqual([
    'identite',
    'coordonnees',
    'bancaires',
    'documents',
    'sensibles',
  ])
  expect(categoriesOf(aDefinition({ demandeurs: 'organisation' }))).toEqual(['identite', 'organisation', 'coordonnees'])
})

test('rights depend on the legal ground (RGPD, articles 17, 20 and 21)', () => {
  expect(droitsOf({ baseLegale: 'mission_interet_public' })).toContain('opposition')
  expect(droitsOf({ baseLegale: 'mission_interet_public' })).not.toContain('effacement')
  expect(droitsOf({ baseLegale: 'obligation_legale' })).not.toContain('opposition')
  expect(droitsOf({ baseLegale: 'consentement' })).toEqual(
    expect.arrayContaining(['effacement', 'portabilite', 'retrait']),
  )
})

test('a démarche without service, legal basis, question or default group lacks each of them', () => {
  const definition = aDefinition()
  const lacks = findLacks({ definition, hasService: false, groupes: [], langue: 'fr' })

  expect(lacks.map(({ code }) => code)).toEqual([
    'cadre_juridique_absent',
    'sans_question',
    'service_absent',
    'groupe_par_defaut_absent',
  ])
})

test('a démarche that asks for a surer identity says how to do without', () => {
  const codes = (niveauMinimum: Niveau | undefined, fr: string) => {
    const definition = aDefinition(niveauMinimum === undefined ? {} : { niveauMinimum })
    const presentation = { ...definition.presentation, alternatives: { fr } }
    const asked = {
      definition: { ...definition, presentation },
      hasService: true,
      groupes: [defaut],
      langue: 'fr',
    } as const
    return findLacks(asked).map(({ code }) => code)
  }

  expect(codes('eidas2', '  ')).toContain('alternative_absente')
  expect(codes('eidas1', ALTERNATIVES_NEUTRES.fr)).toContain('alternative_absente')
  expect(codes('eidas2', 'Au guichet de la mairie, avec une pièce d’identité.')).not.toContain('alternative_absente')
  expect(codes('aucun', '')).not.toContain('alternative_absente')
  expect(codes(undefined, '')).not.toContain('alternative_absente')
})

test('the rule of a group must name a question of the form, and be the only one of its kind', () => {
  const definition = aDefinition({ champs: [aChamp({ id: 1, kind: 'oui_non' })] })
  const groupes = [
    aGroupe('a', { regle: oui }),
    aGroupe('b', { regle: oui }),
    aGroupe('c', { regle: { ...oui, champ: 9 } }),
    defaut,
  ]
  const lacks = findLacks({ definition, hasService: true, groupes, langue: 'fr' })

  expect(lacks).toContainEqual({ code: 'regle_double', groupe: 'b', autre: 'a' })
  expect(lacks).toContainEqual(expect.objectContaining({ code: 'regle_invalide', groupe: 'c' }))
})

test('what was not used for the longest leaves a full cache', () => {
  const cache = createLru<number>(2)
  cache.set('a', 1)
  cache.set('b', 2)
  cache.get('a')
  cache.set('c', 3)

  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3])
})
