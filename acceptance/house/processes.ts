import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPlace } from '../../src/infra/db/embedded/place.ts'

const run = promisify(execFile)

/** Every process of this machine, with the words it was started by. */
export async function listProcesses() {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,args='])
  return stdout.split('\n').map((line) => {
    const [pid, ppid, ...args] = line.trim().split(/\s+/)
    return { pid: Number(pid), ppid: Number(ppid), args }
  })
}

/** Signals a process and its children: a PostgreSQL is all of its processes. One that has just gone is left alone. */
export async function signalTree(pid: number, signal: NodeJS.Signals): Promise<void> {
  const children = (await listProcesses()).filter(({ ppid }) => ppid === pid)
  for (const one of [pid, ...children.map((child) => child.pid)]) {
    try {
      process.kill(one, signal)
    } catch (error) {
      if (!(error instanceof Error && Reflect.get(error, 'code') === 'ESRCH')) throw error
    }
  }
}

/** The process of the embedded PostgreSQL of a data folder, that the others come from. */
export async function postmasterOf(dataDir: string): Promise<number> {
  const [pid = ''] = (await readFile(join(findPlace(dataDir).cluster, 'postmaster.pid'), 'utf8')).split('\n')
  return Number(pid)
}
