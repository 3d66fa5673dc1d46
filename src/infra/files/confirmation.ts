import type { Ring } from '../crypto/keys.ts'
import { hmac, isHmac } from '../crypto/tokens.ts'

/** Who read the warning about which file. */
interface Warned {
  readonly fichierId: string
  readonly compteId: string
  readonly now: Date
}

const WINDOW_MS = 10 * 60_000

/** What the address of a file carries once its reader was warned: theirs alone, and made by the form of the warning only. */
export function confirmationOf(ring: Ring, warned: Warned): string {
  return hmac(ring[0], textOf(warned, 0))
}

/** Whether that person was warned of that file, ten to twenty minutes ago at most. */
export function isConfirmed(ring: Ring, text: string, warned: Warned): boolean {
  return isHmac(ring, textOf(warned, 0), text) || isHmac(ring, textOf(warned, -1), text)
}

function textOf({ fichierId, compteId, now }: Warned, shift: number): string {
  return `fichier|${fichierId}|${compteId}|${Math.floor(now.getTime() / WINDOW_MS) + shift}`
}
