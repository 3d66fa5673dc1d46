import { hkdfSync } from 'node:crypto'
import { linkSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findKeys, loadKeys } from './keys.ts'
import { removeFormer, replaceMaster } from './masters.ts'
import { open, seal } from './seal.ts'
import { randomToken } from './tokens.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parvis-cles-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('the first start makes the master key, and keeps apart what numbers are drawn with, readable by their owner alone', () => {
  const keys = join(folder, 'donnees', 'cles')

  loadKeys({ folder: keys })

  expect(statSync(keys).mode & 0o777).toBe(0o700)
  expect(readdirSync(keys).toSorted()).toEqual(['maitre.cle', 'numeros.cle'])
  for (const name of readdirSync(keys)) expect(statSync(join(keys, name)).mode & 0o777).toBe(0o600)
})

test('the second start finds the same keys', () => {
  const first = loadKeys({ folder })

  expect(loadKeys({ folder })).toEqual(first)
  expect(findKeys({ folder })).toEqual(first)
})

test('looking for keys makes none', () => {
  expect(findKeys({ folder })).toBeUndefined()
  expect(readdirSync(folder)).toEqual([])
})

test('each purpose has its own 32 bytes', () => {
  const keys = Object.values(loadKeys({ folder })).flat()

  expect(new Set(keys.map((key) => key.bytes.toString('hex'))).size).toBe(keys.length)
  expect(new Set(keys.map((key) => key.kid)).size).toBe(keys.length)
  expect(keys.every((key) => key.bytes.length === 32)).toBe(true)
})

test('a given master key is used, in any writing or from its file, and is not written', () => {
  const given = randomToken(32)
  writeFileSync(join(folder, 'secret'), `${given}\n`)

  const keys = loadKeys({ folder: join(folder, 'cles'), maitre: given })

  expect(keys).toEqual(loadKeys({ folder: join(folder, 'b'), maitre: Buffer.from(given, 'base64url').toString('hex') }))
  expect(keys).toEqual(loadKeys({ folder: join(folder, 'c'), maitre: join(folder, 'secret') }))
  expect(readdirSync(join(folder, 'cles'))).toEqual(['numeros.cle'])
})

test('a secret that can be guessed stops the start: too short, repeated, or a word that everybody tries', () => {
  const weak = [
    'motdepasse',
    'a'.repeat(64),
    '0123456789abcdef'.repeat(4),
    'please-changeme-please-changeme-please-changeme-now',
    `${randomToken(16)}-password-${randomToken(16)}`,
  ]

  for (const maitre of weak) expect(() => loadKeys({ folder, maitre }), maitre).toThrow(/octets au moins|deviné/)
  expect(() => loadKeys({ folder, maitre: join(folder, 'absente') })).toThrow('qui n’est pas là')
  expect(readdirSync(folder)).toEqual([])
})

test('an instance that had one master key only keeps its public numbers', () => {
  const { numeros } = loadKeys({ folder })
  const master = Buffer.from(readFileSync(join(folder, 'maitre.cle'), 'utf8'), 'base64url')

  // As they were drawn before there was a file for them.
  expect(numeros.bytes).toEqual(Buffer.from(hkdfSync('sha256', master, '', 'parvis/1/numeros', 32)))
})

test('once the master key is replaced, what the former one sealed still opens, and numbers stay the same', () => {
  const before = loadKeys({ folder })
  const sealed = seal(before.envois[0], 'Bonjour', 'ici')

  replaceMaster({ folder })

  const after = loadKeys({ folder })
  expect(after.envois.map(({ kid }) => kid)).toEqual([expect.any(String), before.envois[0].kid])
  expect(after.envois[0].kid).not.toBe(before.envois[0].kid)
  expect(open(after.envois, sealed, 'ici')).toBe('Bonjour')
  expect(after.numeros).toEqual(before.numeros)
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)

  removeFormer({ folder })
  expect(open(loadKeys({ folder }).envois, sealed, 'ici')).toBeUndefined()
  expect(loadKeys({ folder }).numeros).toEqual(before.numeros)
})

test('two keys at once, never three: the former one goes first', () => {
  loadKeys({ folder })
  replaceMaster({ folder })
  const keys = loadKeys({ folder })

  expect(() => replaceMaster({ folder })).toThrow('encore active')
  expect(() => replaceMaster({ folder, maitre: randomToken() })).toThrow('PARVIS_CLE_MAITRE')
  expect(loadKeys({ folder })).toEqual(keys)
})

test('replacing stopped half-way has changed nothing, and is begun again', () => {
  const before = loadKeys({ folder })
  linkSync(join(folder, 'maitre.cle'), join(folder, 'maitre.ancienne.cle'))
  expect(loadKeys({ folder })).toEqual(before)

  replaceMaster({ folder })

  expect(loadKeys({ folder }).journal[1]).toEqual(before.journal[0])
})

test('a key that is lost is not made again in silence', () => {
  loadKeys({ folder })
  replaceMaster({ folder })
  renameSync(join(folder, 'maitre.cle'), join(folder, 'ailleurs'))
  expect(() => loadKeys({ folder })).toThrow('remettez')
  rmSync(join(folder, 'maitre.ancienne.cle'))
  expect(() => loadKeys({ folder })).toThrow('pas un premier démarrage')

  renameSync(join(folder, 'ailleurs'), join(folder, 'maitre.cle'))
  rmSync(join(folder, 'numeros.cle'))
  const given = { folder, ancienne: randomToken() }
  expect(() => loadKeys(given)).toThrow('numeros.cle')
})
