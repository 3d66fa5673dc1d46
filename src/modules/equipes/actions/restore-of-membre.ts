import type { HeldRole } from '../../comptes/index.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'

/** A suspended role of somebody of a team. */
export interface RestoreOfMembre extends HeldRole {
  readonly compteId: string
  readonly par: string
  readonly now: Date
}

/** Lets a suspended role open again. */
export async function restoreOfMembre(deps: EquipesDeps, restore: RestoreOfMembre) {
  return asAdministrateur(deps, restore.par, (tx) => deps.comptes.restoreRole(tx, restore))
}
