import { expect, test } from 'vitest'
import { readIdentity } from './identity.ts'

test('the claims of an agent and of a person are read', () => {
  const agent = readIdentity(
    { sub: 's', acr: 'eidas1' },
    {
      sub: 's',
      given_name: 'Anne',
      usual_name: 'Kerdoncuff',
      email: 'A@Exemple.fr',
      email_verified: true,
      siret: '21350352800018',
    },
  )
  const person = readIdentity({ sub: 's' }, { given_name: 'Zoé Léa', family_name: 'Œuvrard', gender: 'female' })

  expect(agent).toMatchObject({
    nom: 'Kerdoncuff',
    courriel: 'a@exemple.fr',
    courrielVerifie: true,
    siret: '21350352800018',
    acr: 'eidas1',
  })
  expect(person).toMatchObject({
    prenom: 'Zoé Léa',
    nom: 'Œuvrard',
    civilite: 'Mme',
    courrielVerifie: false,
    siret: undefined,
  })
})

test.each([[''], ['a'.repeat(256)], ['a\u0000b'], [12], [undefined]])('a subject %j signs nobody in', (sub) => {
  expect(readIdentity({ sub }, {})).toBeUndefined()
})

test('claims in another format are left out', () => {
  const strange = {
    given_name: ['Anne'],
    family_name: '',
    gender: 'unspecified',
    email: 12,
    email_verified: 'true',
    siret: '00000000000000',
  }

  expect(readIdentity({ sub: 's' }, strange)).toEqual({
    sujet: 's',
    prenom: undefined,
    nom: undefined,
    civilite: undefined,
    courriel: undefined,
    courrielVerifie: false,
    telephone: undefined,
    siret: undefined,
    acr: undefined,
    amr: [],
  })
})

test('control characters of a name become spaces', () => {
  expect(readIdentity({ sub: 's' }, { family_name: 'Le\u0000Roux\n' })?.nom).toBe('Le Roux')
})
