import { expect, test } from 'vitest'
import { encodeBase32, groupByFour, readBase32 } from './base32.ts'
import { makeTotpSecret, matchTotp, totpAddress, totpCode, totpStep } from './totp.ts'

// RFC 6238, appendix B: its secret and its codes of eight digits, of which ours are the last six.
const SECRET = Buffer.from('12345678901234567890', 'ascii')

test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at %i seconds the code of the standard is the end of %s', (seconds, code) => {
  expect(totpCode(SECRET, totpStep(new Date(seconds * 1000)))).toBe(code.slice(2))
})

// RFC 4226, appendix D.
test.each([
  [0, '755224'],
  [1, '287082'],
  [2, '359152'],
  [9, '520489'],
])('the code of counter %i is %s', (counter, code) => {
  expect(totpCode(SECRET, counter)).toBe(code)
})

test('a code holds during its step and its two neighbours, and tells which step it is', () => {
  const at = (seconds: number) => new Date(seconds * 1000)
  const code = totpCode(SECRET, 100)

  expect([2970, 3000, 3059].map((seconds) => matchTotp(SECRET, code, at(seconds)))).toEqual([100, 100, 100])
  expect([2969, 3060].map((seconds) => matchTotp(SECRET, code, at(seconds)))).toEqual([undefined, undefined])
  expect(matchTotp(SECRET, `${code} `, at(3000))).toBeUndefined()
})

// RFC 4648, section 10.
test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('%j is written %j in base 32', (text, written) => {
  expect(encodeBase32(Buffer.from(text, 'ascii'))).toBe(written)
})

test('a code copied by hand is read whatever its case, its groups and its look-alikes', () => {
  expect(groupByFour('MZXW6YTBOI')).toBe('MZXW 6YTB OI')
  expect(readBase32(' mzxw-6ytb  0i81')).toBe('MZXW6YTBOIBI')
})

test('a secret has 160 bits, and its address holds it with who issues it and for whom', () => {
  const secret = makeTotpSecret()
  const address = new URL(totpAddress({ secret, emetteur: 'Parvis demarches.exemple.fr', compte: 'a+b@exemple.fr' }))

  expect(secret).toHaveLength(20)
  expect(secret.equals(makeTotpSecret())).toBe(false)
  expect(address.href).toContain('otpauth://totp/Parvis%20demarches.exemple.fr:a%2Bb%40exemple.fr?')
  expect(address.searchParams.get('secret')).toBe(encodeBase32(secret))
  expect(address.searchParams.get('issuer')).toBe('Parvis demarches.exemple.fr')
})
