import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareDecimals } from './decimal.ts'

test('two decimals of any length compare as the exact integers they are once scaled', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), fc.nat(30), (a, b, scale) => {
      const order = compareDecimals(scaled(a, scale), scaled(b, scale)) ?? Number.NaN
      expect(Math.sign(order)).toBe(a < b ? -1 : Number(a > b))
    }),
  )
})

test('zeros that say nothing change nothing', () => {
  expect(compareDecimals('-000.000', '0')).toBe(0)
  expect(compareDecimals('0012.50', '12.5')).toBe(0)
})

test('a text that is not a number has no order', () => {
  expect(compareDecimals('', '1')).toBeUndefined()
  expect(compareDecimals('1', '1.')).toBeUndefined()
  expect(compareDecimals('.5', '1')).toBeUndefined()
  expect(compareDecimals('+1', '1')).toBeUndefined()
  expect(compareDecimals('NaN', '1')).toBeUndefined()
})

/** The integer divided by a power of ten, written out. */
function scaled(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  const cut = digits.length - scale
  const fraction = digits.slice(cut)
  return `${value < 0n ? '-' : ''}${digits.slice(0, cut)}${fraction === '' ? '' : `.${fraction}`}`
}
