import type { HeldRole, WithdrawnRole } from '../../comptes/index.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { tellWithdrawn } from '../mails.ts'
import { findDestinataire } from '../store/personnes.ts'

/** A role to take back from somebody of a team. */
export interface WithdrawFromMembre extends HeldRole {
  readonly par: string
  readonly compteId: string
  /** The name of the team, for the mail. */
  readonly equipe: string
  readonly now: Date
}

/** Takes a role back, and tells the person unless they leave by themselves; in one transaction. */
export async function withdrawFromMembre(deps: EquipesDeps, withdraw: WithdrawFromMembre): Promise<WithdrawnRole> {
  return asAdministrateur(deps, withdraw.par, async (tx) => {
    // Before the role goes, and with it the right to see whom it was taken from.
    const to = await findDestinataire(tx, withdraw.compteId)
    const withdrawn = await deps.comptes.withdrawRole(tx, withdraw)
    if (to && withdrawn.outcome === 'withdrawn' && withdraw.par !== withdraw.compteId)
      await tellWithdrawn(deps, tx, { ...withdraw, to })
    return withdrawn
  })
}
