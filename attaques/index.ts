import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { packageRoot } from '../src/infra/package-root.ts'
import { countAsvs, readAsvs } from './asvs.ts'
import { FAMILIES, type Family } from './families.ts'

// `npm run attaques`: every attack that must fail, in a table. Ends with 1 when one succeeded, or when a family played none.

/** What vitest writes of a run. */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
})

interface Played {
  readonly file: string
  readonly title: string
  readonly status: string
}

async function play(files: readonly string[]): Promise<readonly Played[]> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-attaques-'))
  const output = join(folder, 'rapport.json')
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile=${output}`, ...files],
    { cwd: packageRoot(), stdio: ['ignore', 'ignore', 'inherit'] },
  )
  await new Promise((resolve) => child.once('exit', resolve))
  try {
    const { testResults } = report.parse(JSON.parse(await readFile(output, 'utf8')))
    return testResults.flatMap(({ name, status: ended, assertionResults }) => {
      const file = name.slice(packageRoot().length + 1)
      const tests = assertionResults.map(({ status, fullName }) => ({ file, title: fullName, status }))
      // A file that broke before its tests, or in their preparation, proved nothing: that is no success.
      const broke = ended === 'failed' && tests.every(({ status }) => status !== 'failed')
      return broke ? [...tests, { file, title: `${file} s’est arrêté avant ses épreuves`, status: 'broken' }] : tests
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

interface Line {
  readonly famille: string
  readonly jouees: number
  readonly breches: readonly string[]
  readonly nonJoue: readonly string[]
}

function lineOf(family: Family, played: readonly Played[]): Line {
  const own = played.filter(
    ({ file, title, status }) =>
      family.files.includes(file) && (status === 'broken' || family.only === undefined || family.only.test(title)),
  )
  const absent = family.files.filter((file) => !existsSync(join(packageRoot(), file)))
  return {
    famille: family.nom,
    jouees: own.filter(({ status }) => status === 'passed' || status === 'failed').length,
    breches: own.filter(({ status }) => status === 'failed' || status === 'broken').map(({ title }) => title),
    nonJoue: [
      ...(family.nonJoue ?? []),
      ...own.filter(({ status }) => status === 'skipped').map(({ title }) => `${title} : passée`),
      ...absent.map((file) => `${file} : absent`),
    ],
  }
}

const began = performance.now()
const played = await play([...new Set(FAMILIES.flatMap(({ files }) => files))])
const lines = FAMILIES.map((family) => lineOf(family, played))
console.log('\n| famille | attaques jouées | brèches |\n|---|---|---|')
for (const { famille, jouees, breches } of lines) console.log(`| ${famille} | ${jouees} | ${breches.length} |`)
const breches = lines.flatMap((line) => line.breches.map((title) => `${line.famille} : ${title}`))
const empty = lines.filter(({ jouees }) => jouees === 0).map(({ famille }) => famille)
const total = lines.reduce((sum, { jouees }) => sum + jouees, 0)
console.log(`| **ensemble** | **${total}** | **${breches.length}** |`)
for (const { famille, nonJoue } of lines) for (const reason of nonJoue) console.log(`non joué, ${famille} : ${reason}`)
for (const breche of breches) console.log(`BRÈCHE ${breche}`)
for (const famille of empty) console.log(`RIEN DE JOUÉ ${famille}`)
console.log(`ASVS 5.0, niveau 2 (docs/asvs.csv) : ${countAsvs(await readAsvs())}`)
console.log(`${((performance.now() - began) / 1000).toFixed(0)} s`)
process.exitCode = breches.length + empty.length === 0 ? 0 : 1
