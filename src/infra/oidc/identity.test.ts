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

test.each(['1990-00-15', '1990-13-00', '0000-00-00', '31/12/1990', 1990])(
  '28. a date of birth %j does not prevent signing in, and is not kept',
  (birthdate) => {
    const read = readIdentity({ sub: 's' }, { family_name: 'Le Roux', birthdate })

    expect(read?.nom).toBe('Le Roux')
    expect(JSON.stringify(read)).not.toContain(String(birthdate))
  },
)

test.each([[['Zoé', 'Anne']], [['Zoé']], ['Zoé'], [[]], [{ 0: 'Zoé' }]])(
  '29. given names as a list %j that is none, or another one: the whole string is kept',
  (given_name_array) => {
    expect(readIdentity({ sub: 's' }, { given_name: 'Zoé Léa', given_name_array })?.prenom).toBe('Zoé Léa')
  },
)

test.each(['00000000000000', '2135 0352 8000 18', '213503528', '2135035280001a', 21350352800018, ''])(
  '34. the establishment %j is none: it joins nothing',
  (siret) => {
    expect(readIdentity({ sub: 's' }, { siret })?.siret).toBeUndefined()
  },
)
