import { sql } from 'kysely'
import type { Tx } from '../deps.ts'

/** Somebody to write to. */
export interface Destinataire {
  readonly compteId: string
  readonly courriel: string | null
  readonly langue: 'fr' | 'en'
}

/** How to write to somebody, if who asks may see them. */
export async function findDestinataire(tx: Tx, compteId: string): Promise<Destinataire | undefined> {
  return tx
    .selectFrom('comptes.personne')
    .select(['id as compteId', 'courriel', 'langue'])
    .where('id', '=', compteId)
    .executeTakeFirst()
}

/** Somebody's name and address, if who asks may see them. */
export async function findPersonne(
  tx: Tx,
  compteId: string,
): Promise<
  { readonly prenom: string | null; readonly nom: string | null; readonly courriel: string | null } | undefined
> {
  return tx
    .selectFrom('comptes.personne')
    .select(['prenom', 'nom', 'courriel'])
    .where('id', '=', compteId)
    .executeTakeFirst()
}

/** An instructeur of an organisme, with the groups of one démarche that they are in, by public number. */
export interface InstructeurRow {
  readonly compteId: string
  readonly prenom: string | null
  readonly nom: string | null
  readonly courriel: string | null
  readonly groupes: readonly number[]
}

/** Those who instruct in an organisme at that moment, by name, with their groups in one démarche. */
export async function listInstructeurs(
  tx: Tx,
  asked: { readonly organismeId: string; readonly demarcheId: string; readonly now: Date },
): Promise<readonly InstructeurRow[]> {
  const { organismeId, demarcheId, now } = asked
  const { rows } = await sql<InstructeurRow>`
    select p.id as "compteId", p.prenom, p.nom, p.courriel,
      coalesce((select json_agg(a.groupe_numero) from demarches.affectation a
        where a.compte_id = p.id and a.demarche_id = ${demarcheId}::uuid), '[]') as groupes
    from comptes.role_tenu r join comptes.personne p on p.id = r.compte_id
    where r.organisme_id = ${organismeId}::uuid and r.role = 'instructeur'
      and r.suspendu_at is null and (r.fin_at is null or r.fin_at > ${now})
    order by coalesce(nullif(p.nom, ''), p.courriel, '') collate "fr-x-icu", p.id`.execute(tx)
  return rows
}

/** An organisme with who administers it at that moment, and how many people hold a role there. */
export interface OrganismeRow {
  readonly organismeId: string
  readonly administrateurs: readonly {
    readonly prenom: string | null
    readonly nom: string | null
    readonly courriel: string | null
  }[]
  readonly membres: number
}

/** Who administers these organismes at that moment, and how many people hold a role there. */
export async function listAdministrateurs(
  tx: Tx,
  { organismes, now }: { readonly organismes: readonly string[]; readonly now: Date },
): Promise<readonly OrganismeRow[]> {
  const { rows } = await sql<OrganismeRow>`
    select r.organisme_id as "organismeId", count(distinct r.compte_id) as membres,
      coalesce(json_agg(json_build_object('prenom', p.prenom, 'nom', p.nom, 'courriel', p.courriel) order by p.nom)
        filter (where r.role = 'administrateur'), '[]') as administrateurs
    from comptes.role_tenu r join comptes.personne p on p.id = r.compte_id
    where r.organisme_id = any(${organismes}::uuid[])
      and r.suspendu_at is null and (r.fin_at is null or r.fin_at > ${now})
    group by r.organisme_id`.execute(tx)
  return rows
}

/** Whether somebody instructs in an organisme at that moment. */
export async function isInstructeur(
  tx: Tx,
  { compteId, organismeId, now }: { readonly compteId: string; readonly organismeId: string; readonly now: Date },
): Promise<boolean> {
  const row = await tx
    .selectFrom('comptes.role_tenu')
    .select('role')
    .where('compte_id', '=', compteId)
    .where('organisme_id', '=', organismeId)
    .where('role', '=', 'instructeur')
    .where('suspendu_at', 'is', null)
    .where((eb) => eb.or([eb('fin_at', 'is', null), eb('fin_at', '>', now)]))
    .executeTakeFirst()
  return row !== undefined
}
