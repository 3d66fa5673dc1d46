import { writeJournal } from '../../../infra/journal/journal.ts'
import { type AnyTx, actorOf, metaOfRole, pickComptes } from '../deps.ts'
import { DELEGATION_MAX, isLive, type KnownRole, mayDelegate, mayGive } from '../droits.ts'
import { type HeldRole, isHeldThere } from '../rules.ts'
import { insertRole, lockRoles, type NewRole, selectKnownRoles } from '../store/roles.ts'
import { endSessionsOf, type Tx } from '../store/sessions.ts'

/** Gives a role to an account, in the name of the program; false when nothing changed. Takes effect at its next request. */
export async function grantRole(anyTx: AnyTx, grant: NewRole): Promise<boolean> {
  const tx = pickComptes(anyTx)
  await lockRoles(tx, grant.organismeId)
  return recordGrant(tx, grant)
}

/** A role that an administrator gives, for good or until an instant (a delegation). */
export interface GiveRole extends HeldRole {
  /** Who gives it: what they hold is read again in this transaction. */
  readonly par: string
  readonly compteId: string
  readonly finAt?: Date | undefined
  readonly now: Date
}

/** What came of giving a role. */
export type GivenRole =
  | { readonly outcome: 'given' | 'already' }
  /** Nobody gives a role to himself. */
  | { readonly outcome: 'self' }
  /** What its giver holds does not allow it. */
  | { readonly outcome: 'not_allowed' }
  /** In the past, or more than a year away. */
  | { readonly outcome: 'bad_end' }

/** Gives a role as an administrator may; whoever receives it signs in again. The démarche must be one of that organisme. */
export async function giveRole(anyTx: AnyTx, give: GiveRole): Promise<GivenRole> {
  const tx = pickComptes(anyTx)
  const { par, compteId, finAt, now } = give
  await lockRoles(tx, give.organismeId)
  const refused = refusalOf(await selectKnownRoles(tx, par), give)
  if (refused !== undefined) return { outcome: refused }
  const deleguePar = finAt === undefined ? undefined : par
  if (!(await recordGrant(tx, { ...give, deleguePar }))) return { outcome: 'already' }
  await endSessionsOf(tx, { compteId, now })
  return { outcome: 'given' }
}

/** Why somebody may not give that role, given all that they hold; nothing when they may. */
export function refusalOf(
  held: readonly KnownRole[],
  { par, compteId, finAt, now, ...wanted }: HeldRole & Pick<GiveRole, 'par' | 'finAt' | 'now'> & { compteId?: string },
): 'self' | 'not_allowed' | 'bad_end' | undefined {
  const acting = held.filter((one) => isLive(one, now))
  const allowed = finAt === undefined ? mayGive(acting, wanted) : mayDelegate(acting, wanted)
  const ofDemarche = (wanted.role === 'administrateur_demarche') === (wanted.demarcheId !== undefined)
  if (!allowed || !isHeldThere(wanted) || !ofDemarche) return 'not_allowed'
  if (par === compteId) return 'self'
  const away = finAt === undefined ? 1 : finAt.getTime() - now.getTime()
  return away <= 0 || away > DELEGATION_MAX ? 'bad_end' : undefined
}

async function recordGrant(tx: Tx, grant: NewRole & { readonly par?: string }): Promise<boolean> {
  if (!(await insertRole(tx, grant))) return false
  const { par, compteId, organismeId, finAt, now } = grant
  await writeJournal(tx, {
    ...actorOf(par),
    at: now,
    organismeId,
    action: finAt === undefined ? 'role.grant' : 'role.delegate',
    objet: `compte:${compteId}`,
    meta: { ...metaOfRole(grant), ...(finAt === undefined ? {} : { fin: finAt.toISOString() }) },
  })
  return true
}
