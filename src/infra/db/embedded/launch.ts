import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { type Place, type ServerUser, writeForServer } from './place.ts'
import { PostgresError } from './postgres-error.ts'
import { isAlive } from './postmaster.ts'

/** A server launched by this process, which stops it; it also stops by itself half a second after our death. */
export interface Launched {
  readonly port: number
  /** Ends when the server does, asked or not. */
  readonly exited: Promise<void>
  /** Cuts the clients, writes everything, and waits for the end. */
  stop(): Promise<void>
}

/** What may be tuned for a server: its parameters (`fsync: 'off'` in tests), and the port to try first. */
export interface LaunchOptions {
  readonly parameters?: Readonly<Record<string, string>>
  readonly port?: number
}

// The third descriptor closes when Node dies, even by kill -9: the watchdog then asks PostgreSQL to stop.
const WATCHDOG =
  '"$@" 3<&- & p=$!; { read _; kill -INT $p; } <&3 >/dev/null 2>&1 & w=$!; wait $p; c=$?; kill $w; exit $c'

/**
 * Creates the cluster if there is none, and starts a server on it.
 * @throws {PostgresError} with the last words of the server.
 */
export async function launch(place: Place, password: string, options: LaunchOptions): Promise<Launched> {
  const native = findBinaries(place)
  if (!existsSync(place.cluster))
    await createCluster({ native, place, password, quick: options.parameters?.fsync === 'off' })
  const port = options.port ?? (await freePort())
  const parameters = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    lc_messages: 'C',
    timezone: 'UTC',
    ...options.parameters,
  }
  const child = spawn(
    '/bin/sh',
    [
      ...['-c', WATCHDOG, 'sh', join(native, 'bin/postgres'), '-D', place.cluster, '-p', String(port)],
      ...Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // Its own process group: the Ctrl-C of a terminal stops us first, and we stop it after our own drain.
    {
      ...identity(place.user),
      cwd: place.cluster,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: serverEnv(),
    },
  )
  // Writing to a watchdog that has just gone is no failure.
  child.stdio[3]?.on('error', () => {})
  const exited = once(child, 'exit').then(() => {})
  await untilReady(child, exited)
  return { port, exited, stop: () => stop(child, exited) }
}

/** A port of this machine that nobody listens to at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new PostgresError('La machine ne donne pas de port libre.')
  return address.port
}

interface NewCluster {
  readonly native: string
  readonly place: Place
  readonly password: string
  /** For tests: does not wait for the disk. */
  readonly quick: boolean
}

// Made under another name, then renamed: a cluster half made by a killed start is never taken for a real one, and of two
// first starts at once, one wins and the other takes it.
async function createCluster({ native, place, password, quick }: NewCluster): Promise<void> {
  removeDrafts(place)
  const draft = join(place.home, `ebauche-${process.pid}-${randomBytes(4).toString('hex')}`)
  const passwordFile = `${draft}.mdp`
  try {
    mkdirSync(draft, { mode: 0o700 })
    if (place.user !== undefined) chownSync(draft, place.user.uid, place.user.gid)
    writeForServer(passwordFile, password, place.user)
    const order = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=fr']
    const child = spawn(
      join(native, 'bin/initdb'),
      [
        '-D',
        draft,
        '-U',
        'parvis',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        ...order,
        ...(quick ? ['--no-sync'] : []),
      ],
      { ...identity(place.user), cwd: draft, stdio: ['ignore', 'ignore', 'pipe'], env: serverEnv() },
    )
    const words = lastWords(child)
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new PostgresError(`La base intégrée n’a pas pu être créée dans ${place.home} :\n${words()}`)
    if (!existsSync(place.cluster)) renameSync(draft, place.cluster)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

function removeDrafts(place: Place): void {
  for (const name of readdirSync(place.home)) {
    const pid = /^ebauche-(\d+)/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) {
      rmSync(join(place.home, name), { recursive: true, force: true })
    }
  }
}

async function untilReady(child: ChildProcess, exited: Promise<void>): Promise<void> {
  const words = lastWords(child)
  const ready = new Promise<true>((resolve) => {
    child.stderr?.on('data', () => {
      if (words().includes('ready to accept connections')) resolve(true)
    })
  })
  const patience = new AbortController()
  const late = wait(60_000, undefined, { signal: patience.signal }).catch(() => {})
  const outcome = await Promise.race([ready, exited, late])
  patience.abort()
  if (outcome === true) return
  askToStop(child)
  // The end of a process is known before its last words are read.
  await wait(50)
  throw new PostgresError(`PostgreSQL n’a pas démarré :\n${words()}`)
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  askToStop(child)
  const patience = new AbortController()
  const late = wait(15_000, true, { signal: patience.signal }).catch(() => false)
  // An immediate stop of the whole group loses nothing either: the journal is replayed at the next start.
  if ((await Promise.race([exited.then(() => false), late])) && child.pid !== undefined)
    process.kill(-child.pid, 'SIGQUIT')
  patience.abort()
  await exited
}

function askToStop(child: ChildProcess): void {
  const watchdog = child.stdio[3]
  if (watchdog instanceof Writable && !watchdog.destroyed) watchdog.end('\n')
}

// The server's stderr must be read, or it ends up waiting for us; only its last lines serve.
function lastWords(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.setEncoding('utf8').on('data', (words: string) => {
    text = (text + words).slice(-4_000)
  })
  // Clients knocking too early say nothing of the server.
  return () =>
    text
      .trim()
      .split('\n')
      .filter((line) => !line.includes('system is starting up'))
      .slice(-12)
      .join('\n')
}

function identity(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid }
}

// Nothing of our environment: neither its language, which would decide the encoding, nor our secrets.
function serverEnv(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}
