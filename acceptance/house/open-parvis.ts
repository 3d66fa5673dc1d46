import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type App, buildApp } from '../../src/app.ts'
import { systemClock } from '../../src/infra/clock/clock.ts'
import { freePort } from '../../src/infra/db/embedded/launch.ts'
import { createJobs } from '../../src/infra/jobs/jobs.ts'
import { createLog, type Log } from '../../src/infra/log/log.ts'
import { packageRoot } from '../../src/infra/package-root.ts'
import { readSettings } from '../../src/infra/settings.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'

/** The whole site, listening on this machine, with the demonstration in it. */
export interface Parvis {
  /** Its public address; where it listens when nothing else was asked. */
  readonly url: string
  /** Where it listens, on this machine. */
  readonly port: number
  readonly app: App
  readonly database: TestDatabase
  /** Its files and its keys. */
  readonly dataDir: string
  /** Runs a command of the program on the same site, as it is typed, and gives what it printed. @throws {Error} when it fails. */
  command(...args: readonly string[]): Promise<string>
  close(): Promise<void>
}

interface ParvisOptions {
  /** How many the demonstration makes. */
  readonly dossiers: number
  readonly log?: Log
  /** Also does what is done later: scans, mails. */
  readonly worker?: boolean
  /** Under which name it is reached on this machine: passkeys want a name. `127.0.0.1` when not said. */
  readonly hote?: 'localhost'
  /** More settings. */
  readonly env?: Readonly<Record<string, string>>
}

/** Opens it on a database of its own; says nothing below a warning unless given a log. */
export async function openParvis({
  dossiers,
  hote,
  env: more = {},
  worker = false,
  log = createLog({ level: 'warn', processus: 'acceptance' }),
}: ParvisOptions): Promise<Parvis> {
  const database = await openTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'parvis-acceptance-'))
  const port = await freePort()
  const named = hote === undefined ? {} : { PARVIS_URL: `http://${hote}:${port}` }
  const own = { PORT: String(port), PARVIS_DATA: dataDir, DATABASE_URL: database.ownerUrl, PARVIS_DEMO: '1' }
  const env = { ...own, ...named, ...more }
  const settings = readSettings(env)
  const jobs = createJobs({ pool: database.pool, log })
  const app = await buildApp({ settings, pool: database.pool, jobs, clock: systemClock, log })
  const running = worker ? await app.startWorker() : await jobs.startSender()
  await app.seedDemo(dossiers)
  await app.http.listen({ host: '127.0.0.1', port })
  async function close(): Promise<void> {
    await app.close()
    await running?.stop()
    await jobs.stop()
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  async function command(...args: readonly string[]): Promise<string> {
    const program = join(packageRoot(), 'bin', 'parvis.js')
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], {
      env: { ...process.env, ...env },
    })
    return stdout
  }
  return { url: settings.url, port, app, database, dataDir, command, close }
}
