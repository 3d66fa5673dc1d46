import { join } from 'node:path'
import type { Pool } from 'pg'
import { prepareRealStart, type Victime } from '../acceptance/house/real-start.ts'
import { openSmtp, type Smtp } from '../acceptance/house/smtp.ts'
import type { Random } from '../src/modules/demarches/demonstration/random.ts'
import { gatherTeam, publishDemarche, type Team } from './load.ts'

/** Where faults are played: the program in its own processes, its database, its mail server, and people at work in it. */
export interface Ground {
  readonly smtp: Smtp
  readonly team: Team
  /** The folder of its files. */
  readonly fichiers: string
  /** kill -9. */
  kill(victime: Victime): Promise<void>
  /** Stops it where it is, its connections open, until `thaw`. */
  freeze(victime: Victime): Promise<void>
  thaw(victime: Victime): Promise<void>
  /** Stops everything properly, and starts it again; gives how long it took to be ready, in ms. */
  restart(): Promise<number>
  /** Ends once the site answers that it is ready; gives how long that took, in ms. */
  untilReady(): Promise<number>
  /** Runs a command of the program there. */
  parvis(...args: readonly string[]): Promise<string>
  withOwner<R>(look: (pool: Pool) => Promise<R>): Promise<R>
  close(): Promise<void>
}

/** The program as `npm start` runs it on one machine, which keeps its own PostgreSQL. */
export async function openGround(random: Random): Promise<Ground> {
  const smtp = await openSmtp()
  const site = await prepareRealStart({ SMTP_URL: smtp.url })
  async function close(): Promise<void> {
    await site.close()
    await smtp.close()
  }
  try {
    // The database stays up from one command to the next.
    await site.withOwner(() => publishDemarche(site))
    await site.start()
    const team = await gatherTeam({ url: site.url, smtp, parvis: site.parvis }, random)
    async function restart(): Promise<number> {
      await site.stop()
      return site.start()
    }
    return { ...site, smtp, team, fichiers: join(site.dataDir, 'fichiers'), restart, close }
  } catch (error) {
    await close()
    throw error
  }
}
