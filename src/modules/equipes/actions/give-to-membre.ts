import type { GivenRole, GiveRole } from '../../comptes/index.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { tellGiven } from '../mails.ts'
import { findDestinataire } from '../store/personnes.ts'

/** A role to give to somebody of a team, or to somebody who asks to join it. */
export interface GiveToMembre extends GiveRole {
  /** The name of the team, for the mail. */
  readonly equipe: string
}

/** Gives a role, and tells the person; in one transaction. */
export async function giveToMembre(deps: EquipesDeps, give: GiveToMembre): Promise<GivenRole> {
  return asAdministrateur(deps, give.par, async (tx) => {
    const given = await deps.comptes.giveRole(tx, give)
    const to = given.outcome === 'given' ? await findDestinataire(tx, give.compteId) : undefined
    if (to) await tellGiven(deps, tx, { ...give, to })
    return given
  })
}
