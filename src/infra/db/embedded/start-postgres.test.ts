import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packageRoot } from '../../package-root.ts'
import { findPlace } from './place.ts'
import { isAlive } from './postmaster.ts'
import { type EmbeddedPostgres, startPostgres } from './start-postgres.ts'

let folder: string
let running: EmbeddedPostgres[]
const quick = { parameters: { fsync: 'off' } }

beforeEach(() => {
  const parent = mkdtempSync(join(tmpdir(), 'parvis-lanceur-'))
  chmodSync(parent, 0o755)
  folder = join(parent, 'dossier à accents')
  running = []
})
afterEach(async () => {
  for (const server of running.reverse()) await server.stop()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

async function start(options = quick): Promise<EmbeddedPostgres> {
  const server = await startPostgres(folder, options)
  running.push(server)
  return server
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

function serverPid(): number {
  return Number(readFileSync(join(findPlace(folder).cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function untilGone(pid: number): Promise<void> {
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await wait(50)
  expect(isAlive(pid)).toBe(false)
}

async function startElsewhere(): Promise<ChildProcess> {
  const script = join(packageRoot(), 'test/launcher-process.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

test('names are in French order, whatever the environment', async () => {
  const { url } = await start()
  const rows = await ask(
    url,
    "select nom from unnest(array['étang', 'Zuydcoote', 'Écully', 'eau', 'Œuvre', 'ouest']) as nom order by nom",
  )
  expect(rows).toEqual(['eau', 'Écully', 'étang', 'Œuvre', 'ouest', 'Zuydcoote'].map((nom) => ({ nom })))
})

test('the application’s role may connect but creates nothing; passwords are for us alone', async () => {
  const { appUrl } = await start()
  await expect(ask(appUrl, 'create table t (n int)')).rejects.toThrow(/permission denied/)
  expect(statSync(join(folder, 'postgres/mot-de-passe')).mode & 0o077).toBe(0)
  expect(statSync(join(folder, 'postgres/mot-de-passe-application')).mode & 0o077).toBe(0)
})

test('a second process joins the server and leaves it running', async () => {
  const first = await start()
  const second = await start()
  expect([first.adopted, second.adopted]).toEqual([false, true])
  await second.stop()
  expect(await ask(first.url, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('two first starts at once end up with one server', async () => {
  const servers = await Promise.all([start(), start()])
  expect(servers.filter(({ adopted }) => adopted)).toHaveLength(1)
  expect(servers[0].port).toBe(servers[1].port)
})

test('what was written is there after a stop and a start', async () => {
  const { url, stop } = await start()
  await ask(url, 'create table t as select 7 as n')
  await stop()
  expect(await ask((await start()).url, 'select n from t')).toEqual([{ n: 7 }])
})

test('a server killed with kill -9 is started again, its commits kept', async () => {
  const { url, exited } = await start({ parameters: { fsync: 'on' } })
  await ask(url, 'create table t as select 7 as n')
  process.kill(serverPid(), 'SIGKILL')
  await exited
  const again = await start()
  expect(again.adopted).toBe(false)
  expect(await ask(again.url, 'select n from t')).toEqual([{ n: 7 }])
})

test('when its launcher is killed with kill -9, the server stops by itself and the next start works', async () => {
  const launcher = await startElsewhere()
  const pid = serverPid()
  launcher.kill('SIGKILL')
  await once(launcher, 'exit')
  const again = await start()
  expect(again.adopted).toBe(false)
  await untilGone(pid)
})

test('a server left without launcher nor watchdog is stopped and started again under our watch', async () => {
  const launcher = await startElsewhere()
  const pid = serverPid()
  const shell = Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }))
  const watchdogs = execFileSync('ps', ['-o', 'pid=', '--ppid', String(shell)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
  for (const watchdog of watchdogs.map(Number)) if (watchdog !== pid) process.kill(watchdog, 'SIGKILL')
  process.kill(shell, 'SIGKILL')
  launcher.kill('SIGKILL')
  await untilGone(launcher.pid ?? 0)
  expect(isAlive(pid)).toBe(true)
  const again = await start()
  expect(again.adopted).toBe(false)
  expect(isAlive(pid)).toBe(false)
})

test('a port already taken is left to its owner', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const server = await startPostgres(folder, { ...quick, port })
  running.push(server)
  expect(server.port).not.toBe(port)
  other.close()
})

test('as root in a closed folder, the data goes where the server may read it, and stays there', async ({ skip }) => {
  skip(process.getuid?.() !== 0, 'non joué : seul root est concerné')
  const closed = join(folder, '..')
  mkdirSync(folder)
  chmodSync(closed, 0o700)
  const { movedTo = '', url, stop } = await start()
  expect(movedTo).toMatch(/^\/var\/tmp\/parvis-/)
  await ask(url, 'create table t as select 7 as n')
  await stop()
  chmodSync(closed, 0o755)
  const again = await start()
  expect(await ask(again.url, 'select n from t')).toEqual([{ n: 7 }])
  await again.stop()
  rmSync(movedTo, { recursive: true })
})
