import { setTimeout as wait } from 'node:timers/promises'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { APP_ROLE } from '../app-role.ts'
import { type Launched, type LaunchOptions, launch } from './launch.ts'
import { findPlace, type Place, passwordIn } from './place.ts'
import { PostgresError } from './postgres-error.ts'
import {
  forgetLauncher,
  hasLauncher,
  isAlive,
  noteLauncher,
  ownerAccess,
  probe,
  type Running,
  stopLeftOver,
} from './postmaster.ts'

/** The embedded PostgreSQL, launched by us or joined. */
export interface EmbeddedPostgres {
  /** For migrations only: a superuser, whom row-level security does not bind. */
  readonly url: string
  /** For the application: the role `parvis_app`, which owns nothing. */
  readonly appUrl: string
  readonly port: number
  /** Another living process launched it and will stop it. */
  readonly adopted: boolean
  /** The folder of the data, when it could not be under `dataDir` (as root, in a closed folder). */
  readonly movedTo: string | undefined
  /** Ends when the server does. */
  readonly exited: Promise<void>
  /** Stops the server if we launched it; otherwise only stops looking at it. */
  stop(): Promise<void>
}

const DATABASE = 'parvis'

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one that runs there.
 *
 * A server left by a killed launcher is stopped, then started again under our watch. Just after a `kill -9` of the
 * server itself its children need a moment to go (a second, more on a loaded machine): the start is tried again.
 * @throws {PostgresError} saying what to do, when no server can run there.
 */
export async function startPostgres(dataDir: string, options: LaunchOptions = {}): Promise<EmbeddedPostgres> {
  const place = findPlace(dataDir)
  const password = passwordIn(place, 'mot-de-passe')
  const patience = performance.now() + 20_000
  let attempt = options
  while (performance.now() < patience) {
    const found = await probe(place, password)
    if (found === 'busy') {
      await wait(100)
    } else if (found !== undefined) {
      if (await hasLauncher(place, found)) return joined(place, password, found)
      await stopLeftOver(found)
    } else {
      try {
        return await launched(place, password, attempt)
      } catch (error) {
        if (!isPassing(error) || performance.now() > patience - 1_000) throw error
        // A port taken meanwhile: any other will do.
        if (/could not bind|Address already in use/.test(error.message))
          attempt = { parameters: options.parameters ?? {} }
        await wait(150)
      }
    }
  }
  throw new PostgresError(
    `La base intégrée de ${place.notes} ne répond pas : arrêtez le PostgreSQL qui l’occupe, puis recommencez.`,
  )
}

async function launched(place: Place, password: string, options: LaunchOptions): Promise<EmbeddedPostgres> {
  const server: Launched = await launch(place, password, options)
  try {
    const appPassword = passwordIn(place, 'mot-de-passe-application')
    const pid = await prepare(server.port, password, appPassword)
    noteLauncher(place, pid)
  } catch (error) {
    await server.stop()
    throw error
  }
  async function stop(): Promise<void> {
    await server.stop()
    forgetLauncher(place)
  }
  return { ...addresses(place, server.port, password), adopted: false, exited: server.exited, stop }
}

function joined(place: Place, password: string, { pid, port }: Running): EmbeddedPostgres {
  const leaving = new AbortController()
  const exited = watch(pid, leaving.signal)
  async function stop(): Promise<void> {
    leaving.abort()
  }
  return { ...addresses(place, port, password), adopted: true, exited, stop }
}

// Somebody else's child: only its number can be looked at.
async function watch(pid: number, leaving: AbortSignal): Promise<void> {
  while (isAlive(pid) && !leaving.aborted) await wait(300, undefined, { ref: false, signal: leaving }).catch(() => {})
}

function addresses(place: Place, port: number, password: string) {
  const appPassword = passwordIn(place, 'mot-de-passe-application')
  return {
    url: `postgres://parvis:${password}@127.0.0.1:${port}/${DATABASE}`,
    appUrl: `postgres://${APP_ROLE}:${appPassword}@127.0.0.1:${port}/${DATABASE}`,
    port,
    movedTo: place.home === place.notes ? undefined : place.home,
  }
}

/** Makes the database and the application's role when they are not there; gives the server's process number. */
async function prepare(port: number, password: string, appPassword: string): Promise<number> {
  const client = new Client(ownerAccess(port, password))
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ base: boolean; role: boolean; pid: string }>(
      `select exists (select from pg_database where datname = $1) as base, exists (select from pg_roles where rolname = $2) as role,
        split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`,
      [DATABASE, APP_ROLE],
    )
    const [found] = rows
    if (found?.base !== true) await client.query(`create database ${escapeIdentifier(DATABASE)}`)
    // Each time, so that the file beside the data is always right.
    const change = found?.role === true ? 'alter' : 'create'
    await client.query(
      `${change} role ${APP_ROLE} login nosuperuser nobypassrls password ${escapeLiteral(appPassword)}`,
    )
    return Number(found?.pid)
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (code !== '28P01') throw error
    throw new PostgresError(
      `Le mot de passe de la base intégrée n’est plus celui du fichier : remettez le fichier postgres/mot-de-passe de PARVIS_DATA, ou repartez d’un autre dossier.`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

// What goes away by itself: the children of a killed server, a lock taken by a start at the same moment, a port.
function isPassing(error: unknown): error is PostgresError {
  return (
    error instanceof PostgresError &&
    /pre-existing shared memory|lock file "postmaster.pid" already exists|could not bind|Address already in use/.test(
      error.message,
    )
  )
}
