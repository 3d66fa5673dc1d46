import { TooMany } from '../../../infra/http/errors.ts'
import { type Hit, hit } from '../../../infra/http/limits.ts'
import type { Usager } from '../deps.ts'
import type { RoutesDeps } from './deps.ts'

/** What an account may do so many times an hour: far above anybody's need, far below what would burden an administration. */
interface Limites {
  /** Dossiers begun, copies included. */
  readonly commencer: number
  readonly depot: number
  readonly message: number
  /** Mails that somebody has us send: a link to come back, an invitation. */
  readonly courriel: number
}

const LIMITES: Limites = { commencer: 60, depot: 60, message: 60, courriel: 20 }
const HOUR = 3_600

/** Counts one more of these for the account, and says whether it is within the limit. */
export function countEnvoi(deps: Pick<RoutesDeps, 'db' | 'clock'>, usager: Usager, quoi: keyof Limites): Promise<Hit> {
  return hit(deps.db, {
    cle: `${quoi}|compte|${usager.compteId}`,
    max: LIMITES[quoi],
    secondes: HOUR,
    now: deps.clock(),
  })
}

/** Counts one more of these for the account. @throws {TooMany} beyond the limit. */
export async function checkLimite(
  deps: Pick<RoutesDeps, 'db' | 'clock'>,
  usager: Usager,
  quoi: keyof Limites,
): Promise<void> {
  const counted = await countEnvoi(deps, usager, quoi)
  if (!counted.permis) throw new TooMany(counted.secondes)
}
