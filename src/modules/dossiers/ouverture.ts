import { type Ouverture, ouvertureOf, type Politique } from '../../core/dossier/analyse.ts'
import type { Clock } from '../../infra/clock/clock.ts'
import type { Keys } from '../../infra/crypto/keys.ts'
import { isConfirmed } from '../../infra/files/confirmation.ts'
import type { FichierServi } from './store/pieces.ts'

/** A file asked by somebody who may see it; `confirme` is what its address carries after a warning. */
interface Asked {
  readonly fichier: Pick<FichierServi, 'id' | 'analyse'>
  readonly compteId: string
  readonly confirme: string | undefined
}

interface OuvertureDeps {
  readonly politique: Politique
  readonly keys: Pick<Keys, 'csrf'>
  readonly clock: Clock
}

/** How a file opens for that person now, the warning they may have read counted. */
export function openingOf(
  { politique, keys, clock }: OuvertureDeps,
  { fichier, compteId, confirme }: Asked,
): Ouverture {
  const ouverture = ouvertureOf(fichier.analyse, { compteId, politique })
  if (ouverture !== 'a_confirmer' || confirme === undefined) return ouverture
  const warned = { fichierId: fichier.id, compteId, now: clock() }
  return isConfirmed(keys.csrf, confirme, warned) ? 'ouvert' : ouverture
}

/** The status of the page that stands in place of a file. */
export const OUVERTURE_STATUTS: Readonly<Record<Exclude<Ouverture, 'ouvert'>, number>> = {
  a_confirmer: 200,
  attente: 409,
  bloque: 403,
  infecte: 403,
}
