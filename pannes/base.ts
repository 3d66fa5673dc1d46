import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import { withOwnerPool } from '../acceptance/house/owner-pool.ts'
import { postmasterOf, signalTree } from '../acceptance/house/processes.ts'
import { findPlace } from '../src/infra/db/embedded/place.ts'
import { type EmbeddedPostgres, startPostgres } from '../src/infra/db/embedded/start-postgres.ts'
import { type Disk, openDisk, whyNoDisk } from './disk.ts'

/** A PostgreSQL as a production has: apart from the program, and started again by its machine when it stops. */
export interface Base {
  readonly port: number
  /** Holds all of its data; nothing where no disk can be mounted. */
  readonly disk: Disk | undefined
  /** How the owner and the application enter by another port of this machine: that of a wire. */
  addressesBy(port: number): { readonly owner: string; readonly app: string }
  withOwner<R>(look: (pool: Pool) => Promise<R>): Promise<R>
  /** To its first process alone: SIGKILL for its death, SIGINT for a fast restart, its clients cut. */
  signal(name: NodeJS.Signals): Promise<void>
  /** All of its processes stop where they are, until `thaw`. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  postmaster(): Promise<number>
  close(): Promise<void>
}

const DISK_OCTETS = 400_000_000

/** Starts it in a folder of its own, which is a small disk where one can be mounted. */
export async function openBase(): Promise<Base> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parvis-base-'))
  const { home } = findPlace(dataDir)
  const disk = (await whyNoDisk()) === undefined ? await openDisk(home, DISK_OCTETS) : undefined
  const first = await startPostgres(dataDir, { parameters: { max_wal_size: '128MB' } })
  const { port } = first
  let closing = false
  let server: EmbeddedPostgres = first
  const kept = keep()

  async function keep(): Promise<void> {
    for (;;) {
      await server.exited
      if (closing) return
      server = (await startPostgres(dataDir, { port }).catch(() => undefined)) ?? server
      await wait(100)
    }
  }

  function by(url: string, otherPort: number): string {
    const address = new URL(url)
    address.port = String(otherPort)
    return address.href
  }

  return {
    port,
    disk,
    addressesBy: (other) => ({ owner: by(first.url, other), app: by(first.appUrl, other) }),
    withOwner: (look) => withOwnerPool(first.url, look),
    signal: async (name) => {
      process.kill(await postmasterOf(dataDir), name)
    },
    freeze: async () => signalTree(await postmasterOf(dataDir), 'SIGSTOP'),
    thaw: async () => signalTree(await postmasterOf(dataDir), 'SIGCONT'),
    postmaster: () => postmasterOf(dataDir),
    async close() {
      closing = true
      await server.stop()
      await kept
      await disk?.close()
      await rm(home, { recursive: true, force: true })
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
