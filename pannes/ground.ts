import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { prepareRealStart, type Victime } from '../acceptance/house/real-start.ts'
import { openSmtp, type Smtp } from '../acceptance/house/smtp.ts'
import type { Random } from '../src/modules/demarches/demonstration/random.ts'
import { type Base, openBase } from './base.ts'
import { createMachineClock, type MachineClock } from './clock.ts'
import { type Disk, openDisk, whyNoDisk } from './disk.ts'
import { gatherTeam, publishDemarche, type Team } from './load.ts'
import { openWire, type Wire } from './wire.ts'

/** Where faults are played: the program in its own processes, its database, its mail server, and people at work in it. */
export interface Ground {
  readonly url: string
  readonly smtp: Smtp
  readonly team: Team
  /** What the program's clock says. */
  now(): Date
  /** What the program keeps, and the folder of its files there. */
  readonly dataDir: string
  readonly fichiers: string
  /** kill -9. */
  kill(victime: Victime): Promise<void>
  /** Stops it where it is, its connections open, until `thaw`. */
  freeze(victime: Victime): Promise<void>
  thaw(victime: Victime): Promise<void>
  /** The first process of the database: another one once it was started again. */
  postmaster(): Promise<number>
  /** Stops everything properly, and starts it again; gives how long it took to be ready, in ms. */
  restart(): Promise<number>
  /** Ends once the site answers that it is ready; gives how long that took, in ms. */
  untilReady(): Promise<number>
  /** Runs a command of the program there. */
  parvis(...args: readonly string[]): Promise<string>
  withOwner<R>(look: (pool: Pool) => Promise<R>): Promise<R>
  close(): Promise<void>
}

/** The program on a PostgreSQL that is not its own, at the end of a wire that can be damaged. */
export interface DistantGround extends Ground {
  readonly base: Base
  readonly wire: Wire
  readonly clock: MachineClock
  /** Holds the files; nothing where no disk can be mounted. */
  readonly disque: Disk | undefined
}

/** The program as `npm start` runs it on one machine, which keeps its own PostgreSQL. */
export async function openGround(random: Random): Promise<Ground> {
  const smtp = await openSmtp()
  const site = await prepareRealStart({ SMTP_URL: smtp.url })
  async function close(): Promise<void> {
    await site.close()
    await smtp.close()
  }
  return open(
    {
      ...{ ...site, smtp, fichiers: join(site.dataDir, 'fichiers') },
      now: () => new Date(),
      restart: restartOf(site),
      close,
    },
    site,
    random,
  )
}

const FICHIERS_OCTETS = 128_000_000

/** The same program as a production runs it. */
export async function openDistantGround(random: Random): Promise<DistantGround> {
  const [smtp, base] = await Promise.all([openSmtp(), openBase()])
  const wire = await openWire(base.port)
  const { owner, app } = base.addressesBy(wire.port)
  const folder = await mkdtemp(join(tmpdir(), 'parvis-horloge-'))
  const clock = createMachineClock(folder)
  const addresses = { SMTP_URL: smtp.url, DATABASE_URL: owner, PARVIS_APP_DATABASE_URL: app }
  const site = await prepareRealStart({ ...addresses, ...clock.settings })
  const fichiers = join(site.dataDir, 'fichiers')
  const disque = (await whyNoDisk()) === undefined ? await openDisk(fichiers, FICHIERS_OCTETS) : undefined
  async function close(): Promise<void> {
    wire.pass()
    await site.stop()
    await disque?.close()
    await site.close()
    await rm(folder, { recursive: true })
    await wire.close()
    await base.close()
    await smtp.close()
  }
  const isBase = (victime: Victime) => victime === 'postgres'
  const ground = {
    ...{ ...site, smtp, base, wire, clock, disque, fichiers, restart: restartOf(site), close },
    now: clock.now,
    withOwner: base.withOwner,
    postmaster: base.postmaster,
    kill: (victime: Victime) => (isBase(victime) ? base.signal('SIGKILL') : site.kill(victime)),
    freeze: (victime: Victime) => (isBase(victime) ? base.freeze() : site.freeze(victime)),
    thaw: (victime: Victime) => (isBase(victime) ? base.thaw() : site.thaw(victime)),
  }
  return open(ground, site, random)
}

interface Startable {
  start(): Promise<number>
  stop(): Promise<void>
}

function restartOf(site: Startable): () => Promise<number> {
  return async () => {
    await site.stop()
    return site.start()
  }
}

/** Puts the démarche online, starts the site and gathers people in it; closes everything when that fails. */
async function open<G extends Omit<Ground, 'team'>>(ground: G, site: Startable, random: Random) {
  try {
    // The database stays up from one command to the next.
    await ground.withOwner(() => publishDemarche(ground))
    await site.start()
    return { ...ground, team: await gatherTeam(ground, random) }
  } catch (error) {
    await ground.close()
    throw error
  }
}
