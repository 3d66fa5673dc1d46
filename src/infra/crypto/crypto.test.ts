import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Key, makeKey } from './keys.ts'
import { createInversePermutation, createPermutation } from './numeros.ts'
import { open, seal } from './seal.ts'
import { hmac, isHmac, randomToken, sameText, sha256 } from './tokens.ts'

const KEY: Key = makeKey('aaaaaaaa', Buffer.alloc(32, 7))
const OTHER: Key = makeKey('bbbbbbbb', Buffer.alloc(32, 8))

// RFC 4231, test case 2.
test('hmac is HMAC-SHA-256', () => {
  const key: Key = makeKey('rfc', Buffer.from('Jefe'))

  const tag = Buffer.from(hmac(key, 'what do ya want for nothing?'), 'base64url').toString('hex')

  expect(tag).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
})

// FIPS 180-2, appendix B.1.
test('sha256 is SHA-256', () => {
  expect(sha256('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('tokens have 32 bytes in an address-safe writing and never repeat', () => {
  const tokens = Array.from({ length: 1000 }, () => randomToken())

  expect(tokens.every((token) => /^[\w-]{43}$/.test(token))).toBe(true)
  expect(new Set(tokens).size).toBe(1000)
})

test('texts are the same only when every character is', () => {
  expect(sameText('abc', 'abc')).toBe(true)
  expect(sameText('abc', 'abd')).toBe(false)
  expect(sameText('abc', 'abcd')).toBe(false)
})

test('what was signed by the former key is recognised, by none of ours is not', () => {
  const tag = hmac(KEY, 'Bonjour')

  expect(isHmac([OTHER, KEY], 'Bonjour', tag)).toBe(true)
  expect(isHmac([OTHER], 'Bonjour', tag)).toBe(false)
  expect(isHmac([OTHER, KEY], 'Bonsoir', tag)).toBe(false)
})

test('what was sealed opens with its key and its place, in the written form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, aad) => {
      const sealed = seal(KEY, text, aad)
      expect(sealed).toMatch(/^v1\.aaaaaaaa\.[\w-]{16}\.[\w-]{22,}$/)
      expect(open([OTHER, KEY], sealed, aad)).toBe(text)
    }),
  )
})

test('the same text sealed twice is not recognised', () => {
  expect(seal(KEY, 'Bonjour', 'a')).not.toBe(seal(KEY, 'Bonjour', 'a'))
})

test('what was moved, altered, or sealed by another key does not open', () => {
  const sealed = seal(KEY, 'Bonjour', 'dossier|1')
  const [version, kid, nonce, bytes] = sealed.split('.')
  const altered = Buffer.from(bytes ?? '', 'base64url')
  altered.writeUInt8(altered.readUInt8(0) ^ 1, 0)

  expect(open([KEY], sealed, 'dossier|2')).toBeUndefined()
  expect(open([KEY], `${version}.${kid}.${nonce}.${altered.toString('base64url')}`, 'dossier|1')).toBeUndefined()
  expect(open([OTHER], sealed, 'dossier|1')).toBeUndefined()
  expect(open([{ ...OTHER, kid: KEY.kid }], sealed, 'dossier|1')).toBeUndefined()
})

test('opening any text at all never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `v1.aaaaaaaa.${text}`),
      ),
      (text) => {
        expect(open([KEY], text, '')).toBeUndefined()
      },
    ),
  )
})

test('the first 100,000 public numbers are all different, positive and below 2³¹', () => {
  const permute = createPermutation(KEY)

  const numeros = new Set(Array.from({ length: 100_000 }, (_, index) => permute(index + 1)))

  expect(numeros.size).toBe(100_000)
  expect([...numeros].every((numero) => Number.isInteger(numero) && numero > 0 && numero < 2 ** 31)).toBe(true)
})

test('a public number leads back to its rank, and every rank has one', () => {
  const permute = createPermutation(KEY)
  const back = createInversePermutation(KEY)

  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (n) => {
      expect(back(permute(n))).toBe(n)
      expect(permute(back(n))).toBe(n)
    }),
  )
  expect(back(permute(1))).toBe(1)
  expect(back(permute(2 ** 31 - 1))).toBe(2 ** 31 - 1)
})

test('numbers do not follow one another, and depend on the key', () => {
  const mine = Array.from({ length: 100 }, (_, index) => createPermutation(KEY)(index + 1))
  const others = Array.from({ length: 100 }, (_, index) => createPermutation(OTHER)(index + 1))

  expect(mine.filter((numero, index) => Math.abs(numero - (mine[index - 1] ?? 0)) < 1000).length).toBeLessThan(3)
  expect(mine.filter((numero, index) => numero === others[index])).toEqual([])
})

test('what is not a rank of the sequence is refused', () => {
  const permute = createPermutation(KEY)

  expect(() => permute(0)).toThrow(RangeError)
  expect(() => permute(2 ** 31)).toThrow(RangeError)
  expect(() => permute(1.5)).toThrow(RangeError)
})
