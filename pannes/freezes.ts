import { setTimeout as wait } from 'node:timers/promises'
import type { Victime } from '../acceptance/house/real-start.ts'
import type { Ground } from './ground.ts'
import { type Fault, untilMore } from './play.ts'

/** Stops a process where it is, its connections open and silent, then lets it go on. */
export function freezeFault(victime: Victime, seconds: number): Fault<Ground> {
  return {
    nom: `SIGSTOP ${seconds} s : ${victime}`,
    async play(ground, load) {
      await ground.freeze(victime)
      await wait(seconds * 1_000)
      await ground.thaw(victime)
      const ms = await ground.untilReady()
      await untilMore(load, 5)
      return [{ apres: `SIGSTOP ${victime}`, ms }]
    },
  }
}
