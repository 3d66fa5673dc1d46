import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Victime } from '../acceptance/house/real-start.ts'
import { findPlace } from '../src/infra/db/embedded/place.ts'
import { between, type Random } from '../src/modules/demarches/demonstration/random.ts'
import type { Ground } from './ground.ts'
import { type Fault, untilAnotherBase, untilMore } from './play.ts'

/** Kills these at the same instant, in the middle of operations, and waits for what they did to be done again. */
export function killFault(victimes: readonly Victime[], random: Random): Fault<Ground> {
  return {
    nom: `kill -9 : ${victimes.join(', ')}`,
    async play(ground, load) {
      await wait(between(random, 0, 300))
      const ms = await killAndWait(ground, victimes)
      await untilMore(load, 5)
      const quoi = victimes.includes('serve') || victimes.includes('postgres') ? 'service' : 'taches'
      return [{ apres: `kill ${victimes.join('+')}`, quoi, ms }]
    },
  }
}

/** Kills the database of one machine, and lets nothing bring it back for a while. */
export const LOST_BASE: Fault<Ground> = {
  nom: 'kill -9 : postgres, qui ne peut revenir de 8 s',
  async play(ground, load) {
    const configuration = join(findPlace(ground.dataDir).cluster, 'postgresql.conf')
    await rename(configuration, `${configuration}.absent`)
    await ground.kill('postgres')
    await wait(8_000)
    const ms = await untilAnotherBase(ground, () => rename(`${configuration}.absent`, configuration))
    await untilMore(load, 5)
    return [{ apres: 'postgres empêché, puis rendu', ms }]
  },
}

async function killAndWait(ground: Ground, victimes: readonly Victime[]): Promise<number> {
  const kill = async () => {
    await Promise.all(victimes.map((victime) => ground.kill(victime)))
  }
  if (victimes.includes('postgres')) return untilAnotherBase(ground, kill)
  await kill()
  return victimes.includes('serve') ? ground.untilReady() : untilChaining(ground)
}

/** Ends once the worker chains the journal, which it does every second while people work; gives how long that took, in ms. */
async function untilChaining(ground: Ground): Promise<number> {
  const from = Date.now()
  return ground.withOwner(async (pool) => {
    const chained = async () => {
      const { rows } = await pool.query<{ chained: number }>(
        'select coalesce(max(rang), 0) as chained from infra.maillon',
      )
      return rows[0]?.chained ?? 0
    }
    const before = await chained()
    while (Date.now() - from < 60_000) {
      if ((await chained()) > before) return Date.now() - from
      await wait(50)
    }
    throw new Error('the worker did not come back within a minute')
  })
}
