import { expect, test } from 'vitest'
import { NotFound } from './errors.ts'
import { faitOf, numeroOf, paramOf, queryOf } from './request-texts.ts'

test('a value is read when it was sent once, and what every object has was not sent', () => {
  const query = { q: 'mairie', tri: ['nom', 'date'] }

  expect([queryOf({ query }, 'q'), queryOf({ query }, 'tri'), queryOf({ query }, 'constructor')]).toEqual([
    ...['mairie', undefined, undefined],
  ])
  expect([paramOf({ params: { numero: '12' } }, 'numero'), paramOf({ params: undefined }, 'numero')]).toEqual([
    '12',
    '',
  ])
})

test('what has just been done has its sentence, any other word none', () => {
  const textes = { retire: 'Le rôle est retiré.' }
  const said = (fait: unknown) => faitOf({ query: { fait } }, textes)

  expect(said('retire')).toBe('Le rôle est retiré.')
  expect([said('toString'), said(''), said(['retire', 'retire']), faitOf({ query: {} }, textes)]).toEqual([
    ...[undefined, undefined, undefined, undefined],
  ])
})

test.each(['0', '-1', '012', '2147483648', '12.5', 'abc', ''])('%j is the number of nothing', (numero) => {
  expect(() => numeroOf({ params: { numero } })).toThrow(NotFound)
})

test('the greatest number is one', () => {
  expect(numeroOf({ params: { numero: '2147483647' } })).toBe(2_147_483_647)
})
