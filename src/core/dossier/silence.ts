import type { Jour } from '../jour.ts'
import { addMonths } from './calendrier.ts'

/** What silence means for a démarche, and after how many calendar months. */
export interface Silence {
  readonly effet: 'accord' | 'rejet' | 'sans_objet'
  readonly delaiEnMois: number
}

/**
 * The day on which the administration's silence takes effect, written in the accusé de réception; nothing when it has none.
 *
 * The delay runs from the day the complete request is received, whenever somebody opens it, and ends on the same day of
 * the month, or on the last one when there is none (CRPA L231-1 and L231-4, delays counted from date to date).
 * Suspensions for an incomplete file (CRPA L114-5) are not counted here.
 */
export function silenceTakesEffectOn(deposeLe: Jour, silence: Silence): Jour | undefined {
  return silence.effet === 'sans_objet' ? undefined : addMonths(deposeLe, silence.delaiEnMois)
}
