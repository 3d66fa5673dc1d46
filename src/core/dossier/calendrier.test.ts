import { expect, test } from 'vitest'
import { addDays, addMonths } from './calendrier.ts'

test('31 January and one month make the end of February', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
})

test('months are counted backwards too, across a year', () => {
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15')
  expect(addMonths('2026-12-15', 1)).toBe('2027-01-15')
})

test('days cross months and the change of clocks', () => {
  expect(addDays('2026-02-20', 14)).toBe('2026-03-06')
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
})

test('what is not a day is our own mistake', () => {
  expect(() => addMonths('2026-02-30', 1)).toThrow(RangeError)
  expect(() => addDays('hier', 1)).toThrow(RangeError)
  expect(() => addMonths('9999-12-01', 1)).toThrow(RangeError)
})
