import { writeJournal } from '../../../infra/journal/journal.ts'
import { type AnyTx, actorOf, metaOfRole, pickComptes } from '../deps.ts'
import { isLive, mayGive } from '../droits.ts'
import { lockRoles, type NamedRole, selectKnownRoles, unsuspendRole } from '../store/roles.ts'

/** A suspended role that opens again. */
export interface RestoreRole extends NamedRole {
  readonly par: string
  readonly now: Date
}

/** Lets a suspended role open again, as an administrator may who could give it; nobody does it for himself. */
export async function restoreRole(
  anyTx: AnyTx,
  restore: RestoreRole,
): Promise<{ readonly outcome: 'restored' | 'not_suspended' | 'not_allowed' }> {
  const tx = pickComptes(anyTx)
  const { par, compteId, organismeId, now } = restore
  await lockRoles(tx, organismeId)
  const acting = (await selectKnownRoles(tx, par)).filter((one) => isLive(one, now))
  if (par === compteId || !mayGive(acting, restore)) return { outcome: 'not_allowed' }
  if (!(await unsuspendRole(tx, restore))) return { outcome: 'not_suspended' }
  const objet = `compte:${compteId}`
  const meta = metaOfRole(restore)
  await writeJournal(tx, { ...actorOf(par), at: now, organismeId, action: 'role.restore', objet, meta })
  return { outcome: 'restored' }
}
