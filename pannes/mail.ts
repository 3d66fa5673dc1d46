import type { Ground } from './ground.ts'
import { type Fault, untilMore } from './play.ts'

/**
 * Mails cannot leave for a while, and nobody who works is to notice. That each left in the end, and none was lost, is looked
 * at once for all the faults of the place.
 */
export const MAIL_FAULT: Fault<Ground> = {
  nom: 'serveur de courriel arrêté',
  async play({ smtp, untilReady }, load) {
    await smtp.close()
    await untilMore(load, 40)
    await smtp.open()
    return [{ apres: 'serveur de courriel revenu', ms: await untilReady() }]
  },
}
