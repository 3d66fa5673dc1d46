import { sql } from 'kysely'
import type { KnownRole } from '../droits.ts'
import type { HeldRole } from '../rules.ts'
import type { RoleName } from '../tables.ts'
import type { Db } from './sessions.ts'

const COLUMNS = [
  'id',
  'compte_id',
  'role',
  'organisme_id',
  'demarche_id',
  'created_at',
  'fin_at',
  'delegue_par',
  'suspendu_at',
] as const

interface RoleRow {
  readonly id: string
  readonly compte_id: string
  readonly role: RoleName
  readonly organisme_id: string | null
  readonly demarche_id: string | null
  readonly created_at: Date
  readonly fin_at: Date | null
  readonly delegue_par: string | null
  readonly suspendu_at: Date | null
}

function knownOf(row: RoleRow): KnownRole {
  return {
    id: row.id,
    compteId: row.compte_id,
    role: row.role,
    organismeId: row.organisme_id ?? undefined,
    demarcheId: row.demarche_id ?? undefined,
    createdAt: row.created_at,
    finAt: row.fin_at ?? undefined,
    deleguePar: row.delegue_par ?? undefined,
    suspenduAt: row.suspendu_at ?? undefined,
  }
}

/** A role to give: for good, or until a day, perhaps in the name of who delegates it. */
export interface NewRole extends HeldRole {
  readonly compteId: string
  readonly finAt?: Date | undefined
  readonly deleguePar?: string | undefined
  readonly now: Date
}

/**
 * Gives a role; false when nothing changed. One that was suspended opens again; one held for a time is held on the new terms, or
 * for good; one held for good stays so.
 */
export async function insertRole(
  tx: Db,
  { compteId, role, organismeId, demarcheId, finAt, deleguePar, now }: NewRole,
): Promise<boolean> {
  const terms = { created_at: now, fin_at: finAt ?? null, delegue_par: deleguePar ?? null }
  const inserted = await tx
    .insertInto('comptes.role')
    .values({
      compte_id: compteId,
      role,
      organisme_id: organismeId ?? null,
      demarche_id: demarcheId ?? null,
      ...terms,
    })
    .onConflict((oc) =>
      oc
        .columns(['compte_id', 'role', 'organisme_id', 'demarche_id'])
        .doUpdateSet({ ...terms, suspendu_at: null })
        .where(sql<boolean>`role.suspendu_at is not null or role.fin_at is not null`),
    )
    .executeTakeFirst()
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The roles that somebody holds at that moment, oldest first: neither ended nor suspended. */
export async function selectRoles(
  db: Db,
  { compteId, now }: { compteId: string; now: Date },
): Promise<readonly HeldRole[]> {
  const rows = await db
    .selectFrom('comptes.role')
    .select(['role', 'organisme_id', 'demarche_id'])
    .where('compte_id', '=', compteId)
    .where('suspendu_at', 'is', null)
    .where((eb) => eb.or([eb('fin_at', 'is', null), eb('fin_at', '>', now)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(({ role, organisme_id, demarche_id }) => ({
    role,
    ...(organisme_id === null ? {} : { organismeId: organisme_id }),
    ...(demarche_id === null ? {} : { demarcheId: demarche_id }),
  }))
}

/** Every role of somebody that who asks may see, ended and suspended ones included; oldest first. */
export async function selectKnownRoles(tx: Db, compteId: string): Promise<readonly KnownRole[]> {
  const all = tx.selectFrom('comptes.role').select(COLUMNS).where('compte_id', '=', compteId)
  return (await all.orderBy('created_at').orderBy('id').execute()).map(knownOf)
}

/** Who holds that role there, ended and suspended ones included; oldest first. */
export async function selectHoldersOf(
  tx: Db,
  { role, organismeId }: { role: RoleName; organismeId: string | undefined },
): Promise<readonly KnownRole[]> {
  const rows = await tx
    .selectFrom('comptes.role')
    .select(COLUMNS)
    .where('role', '=', role)
    .where(isThere(organismeId))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(knownOf)
}

function isThere(organismeId: string | undefined) {
  return organismeId === undefined
    ? sql<boolean>`organisme_id is null`
    : sql<boolean>`organisme_id = ${organismeId}::uuid`
}

/** Which role, of whom, where. */
export interface NamedRole extends HeldRole {
  readonly compteId: string
}

function isNamed({ role, organismeId, demarcheId, compteId }: NamedRole) {
  return sql<boolean>`compte_id = ${compteId}::uuid and role = ${role} and ${isThere(organismeId)}
    and demarche_id is not distinct from ${demarcheId ?? null}::uuid`
}

/** Takes a role back; false when it was not held. */
export async function deleteRole(tx: Db, named: NamedRole): Promise<boolean> {
  const deleted = await tx.deleteFrom('comptes.role').where(isNamed(named)).executeTakeFirst()
  return deleted.numDeletedRows > 0n
}

/** Suspends roles: they open nothing until an administrator lets them. */
export async function suspendRoles(tx: Db, { ids, now }: { ids: readonly string[]; now: Date }): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('comptes.role').set({ suspendu_at: now }).where('id', 'in', ids).execute()
}

/** Lets a suspended role open again; false when it was not suspended. */
export async function unsuspendRole(tx: Db, named: NamedRole): Promise<boolean> {
  const changed = await tx
    .updateTable('comptes.role')
    .set({ suspendu_at: null })
    .where(isNamed(named))
    .where('suspendu_at', 'is not', null)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/** The delegations that somebody gave and that hold at that moment. */
export async function selectDelegations(
  tx: Db,
  { deleguePar, now }: { deleguePar: string; now: Date },
): Promise<readonly KnownRole[]> {
  const rows = await tx
    .selectFrom('comptes.role')
    .select(COLUMNS)
    .where('delegue_par', '=', deleguePar)
    .where('fin_at', '>', now)
    .execute()
  return rows.map(knownOf)
}

/** Ends roles that were held until a later day. */
export async function endRoles(tx: Db, { ids, now }: { ids: readonly string[]; now: Date }): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('comptes.role').set({ fin_at: now }).where('id', 'in', ids).execute()
}

/** Makes others wait who change the roles of that organisme, or of the instance; until the end of the transaction. */
export async function lockRoles(tx: Db, organismeId: string | undefined): Promise<void> {
  // Whoever changes the instance's own roles waits for everybody: its administrators act everywhere. Always in this order.
  if (organismeId === undefined)
    await sql`select pg_advisory_xact_lock(hashtextextended('roles|instance', 0))`.execute(tx)
  else
    await sql`select pg_advisory_xact_lock_shared(hashtextextended('roles|instance', 0)),
      pg_advisory_xact_lock(hashtextextended(${`roles|${organismeId}`}, 0))`.execute(tx)
}

/** The accounts that use that address and hold that role at that moment: one address may have several. */
export async function selectHolders(
  db: Db,
  { courriel, role, organismeId, demarcheId, now }: HeldRole & { courriel: string; now: Date },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('comptes.compte as c')
    .innerJoin('comptes.role as r', 'r.compte_id', 'c.id')
    .select('c.id')
    .where('c.courriel', '=', courriel)
    .where('c.rattache_a', 'is', null)
    .where('r.role', '=', role)
    .where(sql<boolean>`r.organisme_id is not distinct from ${organismeId ?? null}::uuid`)
    .where(sql<boolean>`r.demarche_id is not distinct from ${demarcheId ?? null}::uuid`)
    .where('r.suspendu_at', 'is', null)
    .where((eb) => eb.or([eb('r.fin_at', 'is', null), eb('r.fin_at', '>', now)]))
    .execute()
  return rows.map(({ id }) => id)
}
