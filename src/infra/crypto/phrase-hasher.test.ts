import { expect, test } from 'vitest'
import { Busy } from '../http/errors.ts'
import { makeKey, type Ring } from './keys.ts'
import { createPhraseHasher } from './phrase-hasher.ts'

const pepper = (letter: string) => makeKey(letter, Buffer.alloc(32, letter))
const RING: Ring = [pepper('a')]
const CHEAP = { memoire: 64, passes: 1 }
const PHRASE = 'tambour-colline-violette-phare-noix'

test('a passphrase is recognised, another is not, nothing is never', async () => {
  const hasher = createPhraseHasher(RING, CHEAP)
  const kept = await hasher.hash(PHRASE)

  expect(await hasher.verify(PHRASE, kept)).toBe('juste')
  expect(await hasher.verify(`${PHRASE} `, kept)).toBe('faux')
  expect(await hasher.verify(PHRASE.toUpperCase(), kept)).toBe('faux')
  expect(await hasher.verify(PHRASE, undefined)).toBe('faux')
})

test('what is kept says what it cost and under which pepper, and is never twice the same', async () => {
  const hasher = createPhraseHasher(RING, CHEAP)
  const [one, other] = [await hasher.hash(PHRASE), await hasher.hash(PHRASE)]

  expect(one.hachage).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(one.kid).toBe('a')
  expect(other.hachage).not.toBe(one.hachage)
})

test('an instance pays 64 MiB gone through three times', async () => {
  const kept = await createPhraseHasher(RING).hash(PHRASE)

  expect(kept.hachage).toContain('$m=65536,t=3,p=1$')
})

test('without the pepper what the database holds is of no use', async () => {
  const kept = await createPhraseHasher(RING, CHEAP).hash(PHRASE)

  expect(await createPhraseHasher([makeKey('a', Buffer.alloc(32, 'z'))], CHEAP).verify(PHRASE, kept)).toBe('faux')
})

test('a former pepper or a former cost is still recognised, and to be made anew', async () => {
  const kept = await createPhraseHasher(RING, CHEAP).hash(PHRASE)

  expect(await createPhraseHasher([pepper('b'), pepper('a')], CHEAP).verify(PHRASE, kept)).toBe('a_refaire')
  expect(await createPhraseHasher(RING, { memoire: 128, passes: 1 }).verify(PHRASE, kept)).toBe('a_refaire')
})

test('an accent typed as one character or as two is the same accent', async () => {
  const hasher = createPhraseHasher(RING, CHEAP)
  const kept = await hasher.hash('\u00e9t\u00e9 au bord de la mer')

  expect(await hasher.verify('e\u0301te\u0301 au bord de la mer', kept)).toBe('juste')
  expect(await hasher.verify('ete au bord de la mer', kept)).toBe('faux')
})

test('two at once, fifty waiting, the others are told to come back', async () => {
  const hasher = createPhraseHasher(RING, CHEAP)

  const all = await Promise.allSettled(Array.from({ length: 60 }, () => hasher.verify(PHRASE, undefined)))
  const refused = all.filter((one) => one.status === 'rejected')

  expect(refused).toHaveLength(8)
  expect(refused.every(({ reason }) => reason instanceof Busy && reason.seconds > 0)).toBe(true)
  expect(await hasher.verify(PHRASE, undefined)).toBe('faux')
})
