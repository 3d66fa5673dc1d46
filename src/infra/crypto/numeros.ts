import { hash } from 'node:crypto'
import type { Key } from './keys.ts'

// Public numbers go from 1 to 2³¹ − 1: existing clients of the field's API read them as signed 32-bit integers.
const LAST = 2 ** 31 - 1
const ROUNDS = 8

/**
 * A bijection of 1…2³¹ − 1 onto itself: the sequence 1, 2, 3… becomes numbers that cannot be guessed from one another.
 *
 * A balanced Feistel network on 32 bits, walked again until it falls back in the range (twice on average).
 * The same key always gives the same numbers: never change it once numbers were given.
 * @throws {RangeError} when `n` is not a whole number of that range.
 */
export function createPermutation(key: Key): (n: number) => number {
  return (n) => walk(n, (block) => encrypt(key.bytes, block))
}

/** The way back: the rank in the sequence of a public number. */
export function createInversePermutation(key: Key): (numero: number) => number {
  return (numero) => walk(numero, (block) => decrypt(key.bytes, block))
}

function walk(n: number, step: (block: number) => number): number {
  if (!Number.isInteger(n) || n < 1 || n > LAST) throw new RangeError(`${n} is not between 1 and ${LAST}`)
  let block = step(n - 1)
  while (block >= LAST) block = step(block)
  return block + 1
}

function encrypt(key: Buffer, block: number): number {
  let left = block >>> 16
  let right = block & 0xffff
  for (let round = 0; round < ROUNDS; round += 1) [left, right] = [right, left ^ mix(key, round, right)]
  return left * 0x10000 + right
}

function decrypt(key: Buffer, block: number): number {
  let left = block >>> 16
  let right = block & 0xffff
  for (let round = ROUNDS - 1; round >= 0; round -= 1) [left, right] = [right ^ mix(key, round, left), left]
  return left * 0x10000 + right
}

/** Sixteen bits of SHA-256(key ‖ round ‖ half): of one fixed length, so that nothing can be appended. */
function mix(key: Buffer, round: number, half: number): number {
  const input = Buffer.allocUnsafe(key.length + 3)
  key.copy(input)
  input.writeUInt8(round, key.length)
  input.writeUInt16BE(half, key.length + 1)
  return hash('sha256', input, 'buffer').readUInt16BE(0)
}
