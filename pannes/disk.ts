import { execFile, execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A small disk of its own, that can be filled to its last byte. */
export interface Disk {
  fill(): Promise<void>
  /** Gives back what `fill` took. */
  free(): Promise<void>
  /** Takes the disk away with all that it holds; the folder under it is left empty. */
  close(): Promise<void>
}

/** Mounts one in memory on a folder, made when absent. @throws {Error} where that is not permitted. */
export async function openDisk(folder: string, octets: number): Promise<Disk> {
  await mkdir(folder, { recursive: true })
  await run('mount', ['-t', 'tmpfs', '-o', `size=${octets},mode=0755`, 'parvis-pannes', folder])
  const ballast = join(folder, 'ballast')
  // Whoever stops us in the middle finds no mount afterwards.
  const leave = () => execFileSync('umount', ['--lazy', folder])
  process.once('exit', leave)
  return {
    fill: () => writeUntilFull(ballast),
    free: () => rm(ballast, { force: true }),
    async close() {
      process.off('exit', leave)
      await run('umount', ['--lazy', folder])
    },
  }
}

/** Why no disk can be mounted here; nothing when one can. */
export async function whyNoDisk(): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-disque-'))
  try {
    await (await openDisk(folder, 65_536)).close()
    return undefined
  } catch {
    return 'un petit disque en mémoire (tmpfs) ne peut être monté que par root'
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function writeUntilFull(path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (const octets of [1_000_000, 4_096, 1]) await writeWhileTaken(() => file.write(Buffer.alloc(octets)))
  } finally {
    await file.close()
  }
}

async function writeWhileTaken(write: () => Promise<unknown>): Promise<void> {
  try {
    for (;;) await write()
  } catch (error) {
    if (!(error instanceof Error && Reflect.get(error, 'code') === 'ENOSPC')) throw error
  }
}
