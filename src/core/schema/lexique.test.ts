import { expect, test } from 'vitest'
import { aChamp } from '../cases/a-definition.ts'
import { casesLecteur } from '../cases/champs/referentiels.ts'
import type { Condition } from '../conditions/condition.ts'
import { explain } from '../conditions/explain.ts'
import type { Langue } from '../texte.ts'
import { compileDefinition } from './formulaire.ts'
import { lexiqueOf } from './lexique.ts'

const formulaire = compileDefinition({
  champs: [
    aChamp({
      id: 1,
      kind: 'oui_non',
      libelle: { fr: 'Votre enfant mange-t-il à la cantine ?', en: 'Does your child eat there?' },
    }),
    aChamp({
      id: 2,
      kind: 'choix',
      libelle: { fr: 'Régime' },
      options: [{ valeur: 'v', libelle: { fr: 'Végétarien', en: 'Vegetarian' } }],
    }),
    aChamp({ id: 3, kind: 'commune', libelle: { fr: 'Commune' } }),
    aChamp({ id: 4, kind: 'pays', libelle: { fr: 'Pays' } }),
  ],
})

test('a rule is told with the labels of the form, in the language of the reader', () => {
  const rule: Condition = {
    op: 'and',
    conditions: [
      { op: 'eq', champ: 1, valeur: true },
      { op: 'eq', champ: 2, valeur: 'v' },
    ],
  }
  expect(told(rule, 'fr')).toBe(
    'Affichée si « Votre enfant mange-t-il à la cantine ? » est « Oui » et « Régime » est « Végétarien ».',
  )
  expect(told(rule, 'en')).toBe('Shown if “Does your child eat there?” is “Yes” and “Régime” is “Vegetarian”.')
})

test('places are told by their names', () => {
  expect(told({ op: 'in_departement', champ: 3, valeur: '63' }, 'fr')).toBe(
    'Affichée si « Commune » est dans le département « Puy-de-Dôme ».',
  )
  expect(told({ op: 'eq', champ: 3, valeur: '63113' }, 'fr')).toBe('Affichée si « Commune » est « Clermont-Ferrand ».')
  expect(told({ op: 'neq', champ: 4, valeur: 'BE' }, 'en')).toBe('Shown if “Pays” is not “Belgium”.')
})

function told(condition: Condition, langue: Langue): string {
  const { referentiels } = casesLecteur
  return explain(condition, lexiqueOf(formulaire, { langue, referentiels })).replaceAll('\u00a0', ' ')
}
