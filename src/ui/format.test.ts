import { expect, test } from 'vitest'
import {
  formatDate,
  formatEuros,
  formatHeure,
  formatInstant,
  formatJour,
  formatJourCourt,
  formatListe,
  formatNombre,
  formatNumero,
  formatTaille,
} from './format.ts'

test('a day is written in words, the first one as an ordinal', () => {
  expect(formatJour('fr', '2017-03-27')).toBe('27\u00a0mars 2017')
  expect(formatJour('fr', '2022-10-01')).toBe('1er\u00a0octobre 2022')
  expect(formatJour('en', '2022-10-01')).toBe('1\u00a0October 2022')
})

test('the day of an instant is that of Paris, not of Greenwich', () => {
  expect(formatDate('fr', new Date('2026-12-31T23:30:00Z'))).toBe('1er\u00a0janvier 2027')
})

test('an hour follows summer time and the French custom', () => {
  expect(formatHeure('fr', new Date('2026-07-01T12:02:00Z'))).toBe('14\u00a0h\u00a002')
  expect(formatHeure('fr', new Date('2026-01-01T06:30:00Z'))).toBe('7\u00a0h\u00a030')
  expect(formatHeure('en', new Date('2026-07-01T12:02:00Z'))).toBe('14:02')
  expect(formatInstant('fr', new Date('2026-11-12T13:32:00Z'))).toBe('12\u00a0novembre 2026 à 14\u00a0h\u00a032')
})

test('a short day tells its year only when it is another one', () => {
  expect(formatJourCourt('fr', '2026-11-12', '2026-11-23')).toBe('12\u00a0nov.')
  expect(formatJourCourt('fr', '2025-11-12', '2026-11-23')).toBe('12\u00a0nov.\u00a02025')
})

test('a number is grouped by three with narrow no-break spaces', () => {
  expect(formatNombre('fr', 1204873)).toBe('1\u202f204\u202f873')
  expect(formatNombre('fr', 8.1, 1)).toBe('8,1')
  expect(formatNombre('en', 1204873)).toBe('1,204,873')
  expect(formatNumero(1204873)).toBe('1\u202f204\u202f873')
})

test('an amount tells its cents only when there are some', () => {
  expect(formatEuros('fr', 29_700_000)).toBe('297\u202f000\u00a0€')
  expect(formatEuros('fr', 1250)).toBe('12,50\u00a0€')
})

test('a size is told a thousand by a thousand, and never above what it is', () => {
  expect(formatTaille('fr', 1)).toBe('1\u00a0octet')
  expect(formatTaille('fr', 820)).toBe('820\u00a0octets')
  expect(formatTaille('fr', 1000)).toBe('1\u00a0ko')
  expect(formatTaille('fr', 48_900)).toBe('48\u00a0ko')
  expect(formatTaille('fr', 999_999)).toBe('999\u00a0ko')
  expect(formatTaille('fr', 1_290_000)).toBe('1,2\u00a0Mo')
  expect(formatTaille('fr', 20_000_000)).toBe('20\u00a0Mo')
  expect(formatTaille('fr', 19_999_999)).toBe('19\u00a0Mo')
  expect(formatTaille('en', 200_000_000)).toBe('200\u00a0MB')
})

test('a list is joined as in a sentence', () => {
  expect(formatListe('fr', ['PDF', 'JPEG', 'PNG'])).toBe('PDF, JPEG et PNG')
})

test('a text that is no day is given back as it is', () => {
  expect(formatJour('fr', 'hier')).toBe('hier')
})
