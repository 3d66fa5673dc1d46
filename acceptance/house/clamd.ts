import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findProgram } from './find-program.ts'

/**
 * The harmless file that every antivirus calls a virus (EICAR, 2003), written in two halves: this file itself is not to be
 * taken for one.
 */
export const EICAR = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join(''))

/** The largest file that this engine takes, in bytes. */
export const CLAMD_MAX = 2 * 1024 * 1024

/** A real clamd, whose signatures are two of our own: nothing is downloaded. */
export interface Clamd {
  /** What `PARVIS_ANTIVIRUS` says. */
  readonly address: string
  /** kill -9, then gone. */
  kill(): Promise<void>
  /** Starts it again after it was killed. */
  start(): Promise<void>
  close(): Promise<void>
}

/** Why it cannot be played here; nothing when it can. */
export function clamdMissing(): string | undefined {
  return findProgram('clamd', 'CLAMD_PATH') === undefined ? 'clamd absent (CLAMD_PATH)' : undefined
}

/** Starts it in a folder of its own, behind a socket. */
export async function openClamd(): Promise<Clamd> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-clamd-'))
  const socket = join(folder, 'clamd.ctl')
  await writeConfiguration(folder, socket)
  let child: ChildProcess | undefined
  async function start(): Promise<void> {
    await rm(socket, { force: true })
    const program = findProgram('clamd', 'CLAMD_PATH') ?? 'clamd'
    child = spawn(program, ['-c', join(folder, 'clamd.conf')], { stdio: 'ignore' })
    for (let tries = 0; tries < 300 && !existsSync(socket); tries += 1) await wait(100)
    if (!existsSync(socket)) throw new Error('clamd did not start')
  }
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    address: `unix:${socket}`,
    kill,
    start,
    async close() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function writeConfiguration(folder: string, socket: string): Promise<void> {
  const signatures = join(folder, 'signatures')
  await mkdir(signatures)
  // A name, any type of file, anywhere in it, its bytes.
  const lines = [
    `Parvis.Eicar:0:*:${EICAR.toString('hex')}`,
    `Parvis.Essai:0:*:${Buffer.from('virus-d-essai').toString('hex')}`,
  ]
  await writeFile(join(signatures, 'local.ndb'), `${lines.join('\n')}\n`)
  const settings = [
    ...['Foreground yes', `LocalSocket ${socket}`, `DatabaseDirectory ${signatures}`, `TemporaryDirectory ${folder}`],
    ...[`StreamMaxLength ${CLAMD_MAX / 1024 / 1024}M`, 'AlertEncrypted yes', 'AlertExceedsMax yes'],
  ]
  await writeFile(join(folder, 'clamd.conf'), `${settings.join('\n')}\n`)
}
