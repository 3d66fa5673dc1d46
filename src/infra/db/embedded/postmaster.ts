import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import type { Place } from './place.ts'

/** A server that answers on a cluster. */
export interface Running {
  readonly pid: number
  readonly port: number
}

/**
 * Looks at the cluster: a server of ours answers; one is starting or stopping (`'busy'`, ask again soon); or none, even
 * when a file left by a killed server says otherwise.
 */
export async function probe(place: Place, password: string): Promise<Running | 'busy' | undefined> {
  const noted = readPostmaster(place)
  if (noted === undefined || !isAlive(noted.pid)) return undefined
  if (noted.port === undefined) return 'busy'
  const client = new Client({ ...ownerAccess(noted.port, password), connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    // The port may have been taken by another cluster since: ours says where its data is.
    const { rows } = await client.query<{ pid: string }>(
      "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid",
    )
    return Number(rows[0]?.pid) === noted.pid ? { pid: noted.pid, port: noted.port } : undefined
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    // 57P03: starting, recovering or stopping. Anything else on that port is not our server.
    return code === '57P03' || code === 'ECONNRESET' ? 'busy' : undefined
  } finally {
    await client.end().catch(() => {})
  }
}

/** How the owner enters the server's maintenance database. */
export function ownerAccess(port: number, password: string) {
  return { host: '127.0.0.1', port, user: 'parvis', password, database: 'postgres' }
}

/** Says which process launched the server and so will stop it: read by those who join. */
export function noteLauncher(place: Place, server: number): void {
  writeFileSync(launcherNote(place), `${server} ${process.pid} ${birthOf(process.pid)}`, { mode: 0o600 })
}

/** Forgets the launcher: its server has stopped. */
export function forgetLauncher(place: Place): void {
  rmSync(launcherNote(place), { force: true })
}

/** Whether the process that launched this server still lives; a server that nobody watches is a left-over. */
export async function hasLauncher(place: Place, server: Running): Promise<boolean> {
  // A launcher notes itself just after its server answers: leave it the time.
  for (let tries = 0; tries < 20; tries += 1) {
    const [noted, launcher, birth] = readLines(launcherNote(place))[0]?.split(' ') ?? []
    if (Number(noted) === server.pid) return isAlive(Number(launcher)) && birthOf(Number(launcher)) === birth
    await wait(50)
  }
  return false
}

/** Stops a left-over server: its clients are cut, its data is whole. */
export async function stopLeftOver(server: Running): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (isAlive(server.pid)) process.kill(server.pid, signal)
    for (let tries = 0; tries < 100 && isAlive(server.pid); tries += 1) await wait(50)
  }
}

/** Whether a process with this number exists (it may be somebody else's). */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM'
  }
}

// Line 1 is the process, line 4 the port (written a moment later).
function readPostmaster(place: Place): { pid: number; port: number | undefined } | undefined {
  const lines = readLines(join(place.cluster, 'postmaster.pid'))
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!(pid > 0)) return undefined
  return { pid, port: port > 0 ? port : undefined }
}

function launcherNote(place: Place): string {
  return join(place.notes, 'lanceur')
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}

// Numbers of processes are used again: on Linux the instant of birth (field 22) tells two of them apart, and the state
// (field 3) tells a process that has been killed but whose parent has not noticed.
function birthOf(pid: number): string {
  const stat = readLines(`/proc/${pid}/stat`)[0]
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  return fields[0] === 'Z' || fields[0] === 'X' ? 'mort' : (fields[19] ?? '-')
}
