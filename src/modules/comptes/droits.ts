import { type HeldRole, isHeldThere } from './rules.ts'
import type { RoleName } from './tables.ts'

/** A role as somebody holds it at this moment. */
export interface ActingRole extends HeldRole {
  /** Held until then: a delegation. Absent when held for good. */
  readonly finAt?: Date | undefined
}

/** A role as the table keeps it, ended or suspended included. */
export interface KnownRole extends ActingRole {
  readonly id: string
  readonly compteId: string
  /** Who delegated it: it ends with what its giver holds. */
  readonly deleguePar?: string | undefined
  /** Since when it opens nothing. */
  readonly suspenduAt?: Date | undefined
  readonly createdAt: Date
}

/** A delegation lasts a year at most: beyond, it is an appointment. */
export const DELEGATION_MAX = 366 * 86_400_000

const ORDINARY: readonly RoleName[] = ['instructeur', 'expert', 'gestionnaire_fonds']
const OF_ORGANISME: readonly RoleName[] = ['administrateur', 'administrateur_demarche', ...ORDINARY, 'auditeur']

/** What one role gives, takes back and delegates; what it still gives and takes back while held by a delegation. */
interface Gives {
  readonly roles: readonly RoleName[]
  readonly parDelegation: readonly RoleName[]
  /** In the organisme where it is held only, or anywhere. */
  readonly partout: boolean
}

/**
 * Who gives what, in one table; a role that is not there gives none.
 *
 * A delegate gives neither what administers nor what audits: nothing that he does may outlive him or put his giver out.
 */
const GIVES: Readonly<Partial<Record<RoleName, Gives>>> = {
  administrateur_instance: {
    roles: ['administrateur_instance', 'auteur_observatoire', ...OF_ORGANISME],
    parDelegation: ORDINARY,
    partout: true,
  },
  administrateur: { roles: OF_ORGANISME, parDelegation: ORDINARY, partout: false },
}

/** The roles that these allow to give, take back and, but for a delegate, delegate there; the widest first. */
export function givableRoles(acting: readonly ActingRole[], organismeId: string | undefined): readonly RoleName[] {
  const given = new Set(acting.flatMap((held) => rolesGivenBy(held, organismeId)))
  return ALL.filter((role) => given.has(role) && isHeldThere({ role, organismeId }))
}

const ALL: readonly RoleName[] = ['administrateur_instance', 'auteur_observatoire', ...OF_ORGANISME]

function rolesGivenBy(held: ActingRole, organismeId: string | undefined): readonly RoleName[] {
  const row = GIVES[held.role]
  if (!row || !(row.partout || (organismeId !== undefined && held.organismeId === organismeId))) return []
  return held.finAt === undefined ? row.roles : row.parDelegation
}

/** Whether these allow to give that role there, or to take it back. */
export function mayGive(acting: readonly ActingRole[], { role, organismeId }: HeldRole): boolean {
  return givableRoles(acting, organismeId).includes(role)
}

/** Whether who holds that role may delegate others, which end with it: a delegate passes nothing on. */
export function delegates({ role, finAt }: ActingRole): boolean {
  return GIVES[role] !== undefined && finAt === undefined
}

/** Whether these allow to delegate that role there: one holds for good what covers it. */
export function mayDelegate(acting: readonly ActingRole[], wanted: HeldRole): boolean {
  return mayGive(acting.filter(delegates), wanted)
}

/** Whether these allow to say who receives the dossiers of a démarche. */
export function managesGroupes(
  acting: readonly ActingRole[],
  { organismeId, demarcheId }: { readonly organismeId: string; readonly demarcheId: string },
): boolean {
  return acting.some(
    (held) =>
      held.role === 'administrateur_instance' ||
      (held.role === 'administrateur' && held.organismeId === organismeId) ||
      (held.role === 'administrateur_demarche' && held.demarcheId === demarcheId),
  )
}

/** Whether two roles are one and the same: by its name, its place and its démarche, whoever holds it and until when. */
export function isSameRole(one: HeldRole, other: HeldRole): boolean {
  return one.role === other.role && one.organismeId === other.organismeId && one.demarcheId === other.demarcheId
}

/** Whether a role that was held until an instant has ended. */
export function isOver({ finAt }: Pick<KnownRole, 'finAt'>, now: Date): boolean {
  return finAt !== undefined && finAt <= now
}

/** Whether a role opens something at that moment: neither ended nor suspended. */
export function isLive(role: Pick<KnownRole, 'finAt' | 'suspenduAt'>, now: Date): boolean {
  return role.suspenduAt === undefined && !isOver(role, now)
}

/**
 * The organismes whose roles are suspended when their holder's establishment changes from one SIREN to another.
 *
 * The one that is left; where none of them is it, those that have no SIREN (préfectures, départements), since nothing tells
 * that they are not. Never the one that is entered, nor one that another SIREN names: its invitation did not depend on this one.
 */
export function leftOrganismes(
  organismes: readonly { readonly id: string; readonly siren: string | null }[],
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
): readonly string[] {
  if (from === undefined || to === undefined || from === to) return []
  const left = organismes.filter(({ siren }) => siren === from)
  return (left.length > 0 ? left : organismes.filter(({ siren }) => siren === null)).map(({ id }) => id)
}

/** The role that administers there: an organisme, or the instance when none is named. */
export function administeringRole(organismeId: string | undefined): RoleName {
  return organismeId === undefined ? 'administrateur_instance' : 'administrateur'
}

/**
 * Whether taking that administrator away would leave the place to nobody.
 *
 * Delegates do not count beside somebody who holds the role for good: they go with their giver, or on a day that is known.
 */
export function isLastAdministrateur(
  administrateurs: readonly KnownRole[],
  { compteId, now }: { readonly compteId: string; readonly now: Date },
): boolean {
  const live = administrateurs.filter((one) => isLive(one, now))
  const own = live.find((one) => one.compteId === compteId)
  if (!own) return false
  const others = live.filter((one) => one.compteId !== compteId)
  return !others.some(({ finAt }) => own.finAt !== undefined || finAt === undefined)
}
