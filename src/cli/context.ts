import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { systemClock } from '../infra/clock/clock.ts'
import { type AppAccess, appAccessThrough } from '../infra/db/app-access.ts'
import { type EmbeddedPostgres, startPostgres } from '../infra/db/embedded/start-postgres.ts'
import { migrate } from '../infra/db/migrate.ts'
import { createPool, type PoolProfile } from '../infra/db/pool.ts'
import { createJobs, type Jobs } from '../infra/jobs/jobs.ts'
import { createLog, type Log } from '../infra/log/log.ts'
import { packageRoot } from '../infra/package-root.ts'
import { readSettings, type Settings } from '../infra/settings.ts'
import type { Rotation } from '../infra/trousseau/rotation.ts'
import type { Comptes } from '../modules/comptes/index.ts'
import type { Demarches } from '../modules/demarches/index.ts'
import type { Dossiers } from '../modules/dossiers/index.ts'
import type { ExitCode } from './refusal.ts'

/** The program once wired, as `app.ts` builds it. */
export interface App {
  readonly http: FastifyInstance
  readonly comptes: Comptes
  readonly demarches: Demarches
  readonly rotation: Rotation
  readonly dossiers: Pick<Dossiers, 'countReste'>
  startWorker(): Promise<{ stop(): Promise<void> }>
  seedDemo(): Promise<void>
  close(): Promise<void>
}

/** One thing the command line does. */
export interface Commande {
  /** One or two words: `migrate`, `organisme creer`. */
  readonly nom: string
  /** What follows the name: `FICHIER --organisme SIREN`; empty when nothing does. */
  readonly usage: string
  /** One line of French, for the help. */
  readonly resume: string
  /** `args` is what follows the name. Throws a `Refusal` for what it cannot do. */
  run(args: readonly string[], context: Context): Promise<ExitCode>
}

/** What a command works with; everything is opened on demand, so that the help needs nothing. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Read once. @throws {SettingsError} */
  settings(): Settings
  /** The technical log of this process. */
  log(processus: string): Log
  /** A line for the person, on the standard output. */
  print(line: string): void
  /** Starts or joins the embedded PostgreSQL (on this port if it is free), or takes DATABASE_URL. The caller closes it. */
  openDatabase(port?: number): Promise<Database>
  /** The wired program on an open database, ready to send jobs unless `worker`. The caller closes it, before the database. */
  openApp(database: Database, options: AppOptions): Promise<OpenApp>
  /** Runs with the wired program on a database brought up to date, then closes everything: what most commands need. */
  withApp<Result>(run: (opened: OpenApp) => Promise<Result>): Promise<Result>
}

/** Which PostgreSQL we work with. */
export interface Database {
  readonly ownerUrl: string
  /** Present when the PostgreSQL is the embedded one. */
  readonly embedded: EmbeddedPostgres | undefined
  migrate(): Promise<readonly string[]>
  appAccess(): Promise<AppAccess>
  /** Stops the embedded PostgreSQL if this process launched it. */
  close(): Promise<void>
}

interface AppOptions {
  readonly processus: 'serve' | 'worker' | 'commande' | 'demo'
}

/** The wired program and what it stands on. */
export interface OpenApp {
  readonly app: App
  readonly pool: Pool
  readonly jobs: Jobs
  readonly log: Log
  close(): Promise<void>
}

const POOLS = {
  serve: { max: 12, profile: 'web' },
  worker: { max: 8, profile: 'worker' },
  commande: { max: 4, profile: 'worker' },
  demo: { max: 4, profile: 'demo' },
} as const satisfies Record<AppOptions['processus'], { max: number; profile: PoolProfile }>

/** The context of the real program; tests give their own `print`. */
export function createContext(env: Context['env'], print: (line: string) => void): Context {
  let read: Settings | undefined
  const context: Context = {
    env,
    print,
    settings() {
      read ??= readSettings(env)
      return read
    },
    log: (processus) => createLog({ level: context.settings().logLevel, processus }),
    openDatabase: (port) => openDatabase(context.settings(), port),
    openApp: (database, options) => openApp(context, database, options),
    withApp: (run) => withApp(context, run),
  }
  return context
}

async function openDatabase({ databaseUrl, appDatabaseUrl, dataDir }: Settings, port?: number): Promise<Database> {
  const embedded =
    databaseUrl === undefined ? await startPostgres(dataDir, port === undefined ? {} : { port }) : undefined
  const ownerUrl = embedded?.url ?? databaseUrl ?? ''
  const appUrl = embedded?.appUrl ?? appDatabaseUrl
  return {
    ownerUrl,
    embedded,
    migrate: () => migrate(ownerUrl, join(packageRoot(), 'db', 'migrations')),
    appAccess: async () => (appUrl === undefined ? appAccessThrough(ownerUrl) : { url: appUrl, role: undefined }),
    close: async () => embedded?.stop(),
  }
}

async function openApp(context: Context, database: Database, { processus }: AppOptions): Promise<OpenApp> {
  const settings = context.settings()
  const log = context.log(processus)
  const { url, role } = await database.appAccess()
  const pool = createPool(url, {
    ...POOLS[processus],
    ...(role === undefined ? {} : { role }),
    onError: (err) => log.warn({ err }, 'connexion à la base perdue'),
  })
  const jobs = createJobs({ pool, log })
  try {
    const { buildApp } = await import('../app.ts')
    const app: App = await buildApp({ settings, pool, jobs, clock: systemClock, log })
    if (processus !== 'worker') await jobs.startSender()
    async function close(): Promise<void> {
      await app.close()
      await jobs.stop()
      await pool.end()
    }
    return { app, pool, jobs, log, close }
  } catch (error) {
    await jobs.stop()
    await pool.end()
    throw error
  }
}

async function withApp<Result>(context: Context, run: (opened: OpenApp) => Promise<Result>): Promise<Result> {
  const database = await context.openDatabase()
  try {
    await database.migrate()
    const opened = await context.openApp(database, { processus: 'commande' })
    try {
      return await run(opened)
    } finally {
      await opened.close()
    }
  } finally {
    await database.close()
  }
}
