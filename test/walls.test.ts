import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { packageRoot } from '../src/infra/package-root.ts'

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

/** What dependency-cruiser says of the `src` of a folder, by our own rules and in a process of its own, as `npm run check` does. */
async function cruise(folder: string) {
  const root = packageRoot()
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const rules = join(root, 'dependency-cruiser.config.js')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, '--config', rules, '--output-type', 'json', 'src'],
    { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
  )
  const { modules, summary } = report.parse(JSON.parse(stdout))
  const ours = modules.map(({ source }) => source).filter((source) => /^src\/.*\.tsx?$/.test(source))
  return { ours: ours.toSorted(), broken: summary.violations.map(({ from, rule }) => `${from} ${rule.name}`) }
}

/** Runs on a small house made for the occasion, thrown away at the end. */
async function withHouse<R>(files: Readonly<Record<string, string>>, run: (folder: string) => Promise<R>): Promise<R> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-walls-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    return await run(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('no wall is broken, and every file was looked at: a cruise that sees nothing would find nothing', async () => {
  const cwd = packageRoot()
  // The browser's scripts are a world apart, with their own tsconfig: the rules leave them out.
  const written = globSync('src/**/*.{ts,tsx}', { cwd }).filter((path) => !path.startsWith('src/browser/'))

  const { ours, broken } = await cruise(cwd)

  expect(broken).toEqual([])
  expect(written.length).toBeGreaterThan(0)
  expect(ours).toEqual(written.toSorted())
})

test('each kind of wrong way is found, by the name of its wall', async () => {
  const house = {
    'src/infra/clock.ts': `export const now = 0`,
    'src/core/etat.ts': `import { now } from '../infra/clock.ts'\nexport const etat = now`,
    'src/infra/out.ts': `import { request } from 'node:https'\nexport const out = request`,
    'src/infra/log.ts': `import { open } from '../modules/dossiers/index.ts'\nexport const log = open`,
    'src/modules/dossiers/index.ts': `export const open = 1`,
    'src/modules/dossiers/store.ts': `import { key } from '../demarches/store.ts'\nexport const store = key`,
    'src/modules/demarches/store.ts': `export const key = 1`,
    'src/modules/demarches/index.ts': `import { open } from '../dossiers/index.ts'\nexport const shown = open`,
    'src/ui/left.ts': `import { right } from './right.ts'\nexport const left = () => right`,
    'src/ui/right.ts': `import { left } from './left.ts'\nexport const right = () => left`,
  }

  const { broken } = await withHouse(house, cruise)

  expect(broken.toSorted()).toEqual([
    'src/core/etat.ts core-is-pure',
    'src/infra/log.ts infra-knows-no-domain',
    'src/infra/out.ts one-way-out',
    'src/modules/demarches/index.ts demarches-calls-only',
    'src/modules/dossiers/store.ts modules-enter-by-the-door',
    // A circle is told once, whatever the number of its files.
    'src/ui/left.ts no-circles',
  ])
})

test('an import of types alone is still a way through a wall', async () => {
  const house = {
    'src/infra/clock.ts': `export type Clock = () => Date`,
    'src/core/etat.ts': `import type { Clock } from '../infra/clock.ts'\nexport type Etat = Clock`,
  }

  const { broken } = await withHouse(house, cruise)

  expect(broken).toEqual(['src/core/etat.ts core-is-pure'])
})
