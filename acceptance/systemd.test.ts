import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { packageRoot } from '../src/infra/package-root.ts'

const run = promisify(execFile)
const UNITS = ['parvis-serve.service', 'parvis-worker.service']
const shipped = join(packageRoot(), 'deploiement', 'systemd')

const version = await run('systemd-analyze', ['--version']).then(
  ({ stdout }) => Number(/^systemd (\d+)/.exec(stdout)?.[1]),
  () => 0,
)
// Offline since systemd 250.
const missing = version < 250
if (missing) process.stdout.write('non joué : unités de systemd, systemd-analyze 250 n’est pas sur cette machine\n')

test.skipIf(missing)('les unités livrées sont comprises de systemd', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-systemd-'))
  // The account and the program that they name are those of a real installation.
  for (const unit of UNITS) {
    const text = await readFile(join(shipped, unit), 'utf8')
    const here = text
      .replaceAll(/^(?:User|Group|WorkingDirectory)=.*$/gm, '')
      .replaceAll(/^(Exec\w+=)\S+/gm, '$1/bin/true')
    await writeFile(join(folder, unit), here)
  }

  const { stdout, stderr } = await run('systemd-analyze', ['verify', ...UNITS.map((unit) => join(folder, unit))])
  await rm(folder, { recursive: true })

  expect((stdout + stderr).split('\n').filter((line) => UNITS.some((unit) => line.includes(unit)))).toEqual([])
})

test.skipIf(missing)('systemd mesure leur exposition à 2 sur 10, ou moins', async () => {
  for (const unit of UNITS) {
    const args = ['security', '--offline=true', '--threshold=20', '--no-pager', join(shipped, unit)]
    const { stdout } = await run('systemd-analyze', args)

    expect(stdout).toMatch(/Overall exposure level .*: [01]\.\d/)
  }
})
