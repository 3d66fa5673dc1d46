import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Pool } from 'pg'
import { freePort } from '../../src/infra/db/embedded/launch.ts'
import { findPlace } from '../../src/infra/db/embedded/place.ts'
import { type EmbeddedPostgres, startPostgres } from '../../src/infra/db/embedded/start-postgres.ts'
import { packageRoot } from '../../src/infra/package-root.ts'
import { withOwnerPool } from './owner-pool.ts'
import { listProcesses, postmasterOf, signalTree } from './processes.ts'

/** What can be killed: one of the two processes of ours, or the database under them. */
export type Victime = 'serve' | 'worker' | 'postgres'

/** The program as `npm start` runs it: its own processes, its own PostgreSQL, nothing shared with the test. */
export interface RealStart {
  readonly url: string
  /** Its files, its keys, and the embedded database. */
  readonly dataDir: string
  /** Runs a command of the program in the same place, and gives what it printed. @throws {Error} when it fails. */
  parvis(...args: readonly string[]): Promise<string>
  /** Ends once it is ready; gives how long that took, in ms. */
  start(): Promise<number>
  /** kill -9. Does not wait for anything. */
  kill(victime: Victime): Promise<void>
  /** Stops it where it is, its connections open, until `thaw`. */
  freeze(victime: Victime): Promise<void>
  thaw(victime: Victime): Promise<void>
  /** The first process of its PostgreSQL: another one once it was started again. */
  postmaster(): Promise<number>
  /** Ends once the site answers that it is ready; gives how long that took, in ms. */
  untilReady(): Promise<number>
  /** Runs `look` with the owner's connections. */
  withOwner<R>(look: (pool: Pool) => Promise<R>): Promise<R>
  /** Stops it properly; it can be started again. */
  stop(): Promise<void>
  /** Stops it and removes everything. */
  close(): Promise<void>
}

const run = promisify(execFile)
const PROGRAM = join(packageRoot(), 'bin', 'parvis.js')

/** Prepares it in a temporary folder, without demonstration. Nothing runs before `start`. */
export async function prepareRealStart(settings: Readonly<Record<string, string>>): Promise<RealStart> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parvis-reel-'))
  const port = String(await freePort())
  const { DATABASE_URL: _databaseUrl, ...outside } = process.env
  const env = { ...outside, PARVIS_DATA: dataDir, PORT: port, PARVIS_DEMO: '0', PARVIS_LOG: 'fatal', ...settings }
  const url = `http://127.0.0.1:${port}`
  let main: ChildProcess | undefined

  async function untilReady(): Promise<number> {
    const from = Date.now()
    while (Date.now() - from < 60_000) {
      const answer = await fetch(`${url}/sante`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
      if (answer?.ok === true) return Date.now() - from
      await wait(50)
    }
    throw new Error('The site did not come back within a minute')
  }

  async function signal(victime: Victime, name: NodeJS.Signals): Promise<void> {
    await signalTree(await pidOf(victime, { dataDir, main: main?.pid ?? 0 }), name)
  }

  async function stop(): Promise<void> {
    if (!main || main.exitCode !== null) return
    const exited = once(main, 'exit')
    main.kill('SIGTERM')
    await exited
  }

  return {
    url,
    dataDir,
    untilReady,
    async parvis(...args) {
      const { stdout } = await run(process.execPath, [PROGRAM, ...args], { env })
      return stdout
    },
    async start() {
      // The channel tells it that we died, whatever the way: it then stops by itself.
      main = spawn(process.execPath, [PROGRAM, 'start'], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
      return untilReady()
    },
    async kill(victime) {
      process.kill(await pidOf(victime, { dataDir, main: main?.pid ?? 0 }), 'SIGKILL')
    },
    freeze: (victime) => signal(victime, 'SIGSTOP'),
    thaw: (victime) => signal(victime, 'SIGCONT'),
    postmaster: () => postmasterOf(dataDir),
    async withOwner(look) {
      const server = await joinPostgres(dataDir)
      try {
        return await withOwnerPool(server.url, look)
      } finally {
        await server.stop()
      }
    },
    stop,
    async close() {
      await stop()
      await rm(findPlace(dataDir).home, { recursive: true, force: true })
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Waits for a process that has just been replaced. */
async function pidOf(victime: Victime, { dataDir, main }: { dataDir: string; main: number }): Promise<number> {
  if (victime === 'postgres') return postmasterOf(dataDir)
  for (let tries = 0; tries < 100; tries += 1) {
    const found = (await listProcesses()).find(({ ppid, args }) => ppid === main && args.at(-1) === victime)
    if (found) return found.pid
    await wait(50)
  }
  throw new Error(`No process « ${victime} » under ${main}`)
}

/** The one that runs there; asked again when the machine was too busy to let it answer. */
async function joinPostgres(dataDir: string, triesLeft = 3): Promise<EmbeddedPostgres> {
  try {
    return await startPostgres(dataDir)
  } catch (error) {
    if (triesLeft === 0) throw error
    return joinPostgres(dataDir, triesLeft - 1)
  }
}
