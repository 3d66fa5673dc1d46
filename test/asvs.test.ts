import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countAsvs, readAsvs, STATUTS } from '../attaques/asvs.ts'
import { packageRoot } from '../src/infra/package-root.ts'

/** Requirements of ASVS 5.0 at levels 1 and 2, by chapter from V1 to V17 (70 and 183 in all). */
const BY_CHAPTER = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]

test('chaque exigence de niveau 2 a sa réponse, et ce qui la prouve existe', async () => {
  const lines = await readAsvs()

  expect(lines).toHaveLength(253)
  expect(new Set(lines.map(({ exigence }) => exigence)).size).toBe(253)
  const counted = Array.from(
    { length: 17 },
    (_, rank) => lines.filter(({ exigence }) => exigence.startsWith(`V${rank + 1}.`)).length,
  )
  expect(counted).toEqual(BY_CHAPTER)
  for (const { exigence, statut, preuve, note } of lines) {
    expect([exigence, STATUTS.some((one) => one === statut)]).toEqual([exigence, true])
    expect([exigence, note.trim() !== '']).toEqual([exigence, true])
    const claims = statut === 'oui' || statut === 'partiel'
    expect([exigence, claims]).toEqual([exigence, preuve !== ''])
    if (claims) expect([exigence, preuve, existsSync(join(packageRoot(), preuve))]).toEqual([exigence, preuve, true])
  }
})

test('a test named as a proof asserts something, and runs with the others', async () => {
  const proofs = new Set((await readAsvs()).map(({ preuve }) => preuve).filter((path) => /\.test\.tsx?$/.test(path)))
  for (const path of proofs) {
    const text = await readFile(join(packageRoot(), path), 'utf8')
    expect([path, /expect\(/.test(text), /\b(?:test|describe)\.(?:skip|todo|only)\b/.test(text)]).toEqual([
      path,
      true,
      false,
    ])
  }
  expect(proofs.size).toBeGreaterThan(20)
})

test('les comptes se lisent', async () => {
  expect(countAsvs(await readAsvs())).toMatch(/^\d+ oui, \d+ partiel, \d+ non, \d+ sans objet$/)
})
