import { expect, test } from 'vitest'
import { fixedClock } from './clock.ts'

test('a fixed clock stands still until it is advanced', () => {
  const clock = fixedClock(new Date('2026-03-01T08:00:00Z'))
  expect(clock()).toEqual(new Date('2026-03-01T08:00:00Z'))
  clock.advance(90_000)
  expect(clock()).toEqual(new Date('2026-03-01T08:01:30Z'))
})

test('a caller that modifies the date it received does not move the clock', () => {
  const clock = fixedClock(new Date('2026-03-01T08:00:00Z'))
  clock().setFullYear(1999)
  expect(clock()).toEqual(new Date('2026-03-01T08:00:00Z'))
})
