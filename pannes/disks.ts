import { setTimeout as wait } from 'node:timers/promises'
import type { DistantGround } from './ground.ts'
import { type Fault, untilMore, untilRefused } from './play.ts'

/** What may befall the disks: that of files, then that of the database, full for a while, then given room. */
export const DISK_FAULTS: readonly Fault<DistantGround>[] = [
  {
    nom: 'disque des fichiers plein',
    async play({ disque, untilReady }, load) {
      await disque?.fill()
      await untilRefused(load)
      // What needs no file goes on.
      await untilMore(load, 10)
      await disque?.free()
      const ms = await untilReady()
      await untilMore(load, 10)
      return [{ apres: 'disque des fichiers libéré', ms }]
    },
  },
  {
    nom: 'disque de la base plein',
    async play({ base, untilReady }, load) {
      await base.disk?.fill()
      await untilRefused(load)
      // Its log wants a new file: the database stops for good, until there is room.
      const switched = base.withOwner((pool) => pool.query('select pg_switch_wal()')).catch(() => {})
      await Promise.race([switched, wait(2_000)])
      await wait(3_000)
      await base.disk?.free()
      const ms = await untilReady()
      await untilMore(load, 10)
      return [{ apres: 'disque de la base libéré', ms }]
    },
  },
]
