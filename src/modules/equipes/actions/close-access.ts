import { asAdministrateur, type EquipesDeps } from '../deps.ts'

/** Whose sessions an administrator ends, when access is lost or doubtful. */
export interface CloseAccess {
  readonly compteId: string
  readonly par: string
  readonly organismeId: string | undefined
  readonly now: Date
}

/** Ends every session of somebody of a team; asked again, it ends those opened since. */
export async function closeAccess(deps: EquipesDeps, close: CloseAccess): Promise<void> {
  await asAdministrateur(deps, close.par, (tx) => deps.comptes.closeSessionsOf(tx, close))
}
