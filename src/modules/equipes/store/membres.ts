import { sql } from 'kysely'
import { containing } from '../../../infra/db/like.ts'
import type { KnownRole, RoleName } from '../../comptes/index.ts'
import type { Tx } from '../deps.ts'
import { PAR_PAGE } from '../rules.ts'

/** Somebody of a team. */
export interface PersonneRow {
  readonly compteId: string
  readonly prenom: string | null
  readonly nom: string | null
  readonly courriel: string | null
}

/** A role as a page of its team shows it; the démarche is named by its key. */
export type RoleRow = Pick<KnownRole, 'role' | 'demarcheId' | 'createdAt' | 'finAt' | 'suspenduAt'>

/** A member with their roles there, the number of groups that they are in, and their last visit. */
export interface MembreRow extends PersonneRow {
  readonly roles: readonly RoleRow[]
  readonly groupes: number
  readonly vuAt: Date | null
}

/** A page of a team. */
export interface PageMembres {
  readonly membres: readonly MembreRow[]
  readonly total: number
}

interface Asked {
  readonly organismeId: string | undefined
  readonly q: string
  readonly page: number
}

interface Row extends PersonneRow {
  readonly roles: readonly JsonRole[]
  readonly groupes: number
  readonly vuAt: Date | null
  readonly total: number
}
// Inside JSON, instants are texts.
interface JsonRole {
  readonly role: RoleName
  readonly demarcheId: string | null
  readonly createdAt: string
  readonly finAt: string | null
  readonly suspenduAt: string | null
}

const PERSONNE = sql`p.id as "compteId", p.prenom, p.nom, p.courriel`
const NOM = sql`coalesce(nullif(p.nom, ''), nullif(p.prenom, ''), p.courriel, '') collate "fr-x-icu"`

function there(organismeId: string | undefined) {
  return organismeId === undefined ? sql`r.organisme_id is null` : sql`r.organisme_id = ${organismeId}::uuid`
}

/** The roles of `p` there, oldest first. */
function rolesThere(organismeId: string | undefined) {
  return sql`(select json_agg(json_build_object('role', r.role, 'demarcheId', r.demarche_id, 'createdAt', r.created_at,
      'finAt', r.fin_at, 'suspenduAt', r.suspendu_at) order by r.created_at)
    from comptes.role_tenu r where r.compte_id = p.id and ${there(organismeId)})`
}

/** Whoever holds, held or will hold a role there, by name; those whose name or address holds what was typed. */
export async function listMembres(tx: Tx, { organismeId, q, page }: Asked): Promise<PageMembres> {
  const { rows } = await sql<Row>`
    select ${PERSONNE}, count(*) over () as total,
      ${rolesThere(organismeId)} as roles,
      (select count(*) from demarches.affectation a
        where a.compte_id = p.id and a.organisme_id = ${organismeId ?? null}::uuid) as groupes,
      (select v.vu_at from comptes.derniere_visite v where v.compte_id = p.id) as "vuAt"
    from (select distinct r.compte_id from comptes.role_tenu r where ${there(organismeId)}) m
    join comptes.personne p on p.id = m.compte_id
    where ${matches(q)}
    order by ${NOM}, p.id limit ${PAR_PAGE} offset ${(page - 1) * PAR_PAGE}`.execute(tx)
  return {
    membres: rows.map(({ total: _, roles, ...row }) => ({ ...row, roles: roles.map(roleOf) })),
    total: rows[0]?.total ?? 0,
  }
}

/** Part of a name or of an address, whatever the accents. */
function matches(q: string) {
  return q === ''
    ? sql`true`
    : sql`infra.sans_accent(concat_ws(' ', p.prenom, p.nom, p.courriel)) like infra.sans_accent(${containing(q)}::text)`
}

function roleOf({ role, demarcheId, createdAt, finAt, suspenduAt }: JsonRole): RoleRow {
  return {
    role,
    demarcheId: demarcheId ?? undefined,
    createdAt: new Date(createdAt),
    finAt: finAt === null ? undefined : new Date(finAt),
    suspenduAt: suspenduAt === null ? undefined : new Date(suspenduAt),
  }
}

/** One member of a team, with their roles there; nothing for somebody who never held any. */
export async function findMembre(
  tx: Tx,
  { organismeId, compteId }: { readonly organismeId: string | undefined; readonly compteId: string },
): Promise<Omit<MembreRow, 'groupes'> | undefined> {
  const { rows } = await sql<Pick<Row, keyof PersonneRow | 'vuAt'> & { readonly roles: readonly JsonRole[] | null }>`
    select ${PERSONNE}, v.vu_at as "vuAt", ${rolesThere(organismeId)} as roles
    from comptes.personne p join comptes.derniere_visite v on v.compte_id = p.id
    where p.id = ${compteId}::uuid`.execute(tx)
  const [row] = rows
  return row?.roles ? { ...row, roles: row.roles.map(roleOf) } : undefined
}

/** By what identities somebody comes in, the last used first. */
export interface ProvenanceRow {
  readonly emetteur: string
  readonly siret: string | null
}

/** The identities of an account. */
export async function listProvenances(tx: Tx, compteId: string): Promise<readonly ProvenanceRow[]> {
  return tx
    .selectFrom('comptes.provenance')
    .select(['emetteur', 'siret'])
    .where('compte_id', '=', compteId)
    .orderBy('seen_at', 'desc')
    .execute()
}

/** The keys of the groups that somebody was put in, among the démarches of an organisme; in no order. */
export async function listAffectations(
  tx: Tx,
  { compteId, organismeId }: { readonly compteId: string; readonly organismeId: string },
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('demarches.affectation')
    .select('groupe_id')
    .where('compte_id', '=', compteId)
    .where('organisme_id', '=', organismeId)
    .execute()
  return new Set(rows.map(({ groupe_id }) => groupe_id))
}
