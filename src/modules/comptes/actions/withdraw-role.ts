import { writeJournal } from '../../../infra/journal/journal.ts'
import { type AnyTx, actorOf, metaOfRole, pickComptes } from '../deps.ts'
import {
  administeringRole,
  isLastAdministrateur,
  isLive,
  isSameRole,
  type KnownRole,
  mayDelegate,
  mayGive,
} from '../droits.ts'
import {
  deleteRole,
  endRoles,
  lockRoles,
  type NamedRole,
  selectDelegations,
  selectHoldersOf,
  selectKnownRoles,
} from '../store/roles.ts'
import { endSessionsOf, type Tx } from '../store/sessions.ts'

/** A role to take back. */
export interface WithdrawRole extends NamedRole {
  /** Who takes it back: an administrator, or the one who leaves. The program itself when absent. */
  readonly par: string | undefined
  readonly now: Date
}

/** What came of taking a role back. */
export type WithdrawnRole = {
  /** `last`: nobody else administers there for good. */
  readonly outcome: 'withdrawn' | 'not_held' | 'not_allowed' | 'last'
}

/**
 * Takes a role back, with the delegations that its holder gave and can no longer cover; who loses something signs in again.
 *
 * Whoever takes roles back at the same place waits: of two administrators who put each other out, the first one alone succeeds.
 */
export async function withdrawRole(anyTx: AnyTx, withdraw: WithdrawRole): Promise<WithdrawnRole> {
  const tx = pickComptes(anyTx)
  const { par, compteId, organismeId, now } = withdraw
  await lockRoles(tx, organismeId)
  if (par !== undefined && par !== compteId) {
    const acting = (await selectKnownRoles(tx, par)).filter((one) => isLive(one, now))
    if (!mayGive(acting, withdraw)) return { outcome: 'not_allowed' }
  }
  const held = await selectKnownRoles(tx, compteId)
  const lost = held.find((one) => isSameRole(one, withdraw))
  if (!lost) return { outcome: 'not_held' }
  if (await isLast(tx, withdraw)) return { outcome: 'last' }
  // Before the role goes: with it goes the sight that an administrator has of these sessions and delegations.
  await endSessionsOf(tx, { compteId, now })
  await endUncovered(tx, { par, compteId, left: held.filter((one) => one !== lost), now })
  if (!(await deleteRole(tx, withdraw))) return { outcome: 'not_held' }
  await writeJournal(tx, {
    ...actorOf(par),
    at: now,
    organismeId,
    action: par === compteId ? 'role.leave' : 'role.withdraw',
    objet: `compte:${compteId}`,
    meta: metaOfRole(withdraw),
  })
  return { outcome: 'withdrawn' }
}

async function isLast(tx: Tx, { compteId, role, organismeId, now }: WithdrawRole): Promise<boolean> {
  if (role !== administeringRole(organismeId)) return false
  return isLastAdministrateur(await selectHoldersOf(tx, { role, organismeId }), { compteId, now })
}

/** What somebody loses: who takes it, and what they still hold. */
export interface Loss {
  readonly par: string | undefined
  readonly compteId: string
  readonly left: readonly KnownRole[]
  readonly now: Date
}

/** Ends the delegations that somebody gave and no longer covers by what they still hold, in the transaction of their loss. */
export async function endUncovered(tx: Tx, { par, compteId, left, now }: Loss): Promise<void> {
  const acting = left.filter((one) => isLive(one, now))
  const over = (await selectDelegations(tx, { deleguePar: compteId, now })).filter((one) => !mayDelegate(acting, one))
  await endRoles(tx, { ids: over.map(({ id }) => id), now })
  for (const one of over) {
    await endSessionsOf(tx, { compteId: one.compteId, now })
    await writeJournal(tx, {
      ...actorOf(par),
      at: now,
      organismeId: one.organismeId,
      action: 'role.end',
      objet: `compte:${one.compteId}`,
      meta: { ...metaOfRole(one), deleguePar: compteId },
    })
  }
}
