import { setTimeout as wait } from 'node:timers/promises'
import type { DistantGround } from './ground.ts'
import { type Fault, untilMore } from './play.ts'

const HOUR = 3_600_000

// Long enough to be read by every process, short enough to find one in the middle of something.
const SHAKEN_MS = 150

/** The clock of the program jumps to and fro while people work, stays away for a while, then is right again. */
export function jumpFault(nom: string, hours: number): Fault<DistantGround> {
  return {
    nom,
    async play({ clock, untilReady }, load) {
      for (const shift of [hours, 0, hours, 0]) {
        clock.shift(shift * HOUR)
        await wait(SHAKEN_MS)
      }
      clock.shift(hours * HOUR)
      const away = { apres: nom, ms: await untilReady() }
      // Enough for sessions to have ended, and for people to have come back.
      await untilMore(load, 30)
      clock.shift(0)
      const back = { apres: `${nom}, remise à l’heure`, ms: await untilReady() }
      await untilMore(load, 20)
      return [away, back]
    },
  }
}
