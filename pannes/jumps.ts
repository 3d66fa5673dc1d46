import type { DistantGround } from './ground.ts'
import { type Fault, untilMore } from './play.ts'

const HOUR = 3_600_000

/** The clock of the program jumps while people work, then is right again: two jumps, one each way. */
export function jumpFault(nom: string, hours: number): Fault<DistantGround> {
  return {
    nom,
    async play({ clock, untilReady }, load) {
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
