import { sql } from 'kysely'
import type { Tx } from '../deps.ts'
import type { Reponse } from '../tables.ts'

/** A request to join the team of an organisme. */
export interface DemandeRow {
  readonly id: string
  readonly compteId: string
  readonly message: string
  readonly createdAt: Date
  readonly reponse: Reponse | null
  /** Why it was refused. */
  readonly motif: string | null
}

const COLUMNS = ['id', 'compte_id as compteId', 'message', 'created_at as createdAt', 'reponse', 'motif'] as const

/** The establishment that somebody's providers told last. */
export async function findLastSiret(tx: Tx, compteId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('comptes.provenance')
    .select('siret')
    .where('compte_id', '=', compteId)
    .where('siret', 'is not', null)
    .orderBy('seen_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.siret ?? undefined
}

/** The last request of somebody there, answered or not. */
export async function findLastDemande(
  tx: Tx,
  { compteId, organismeId }: { readonly compteId: string; readonly organismeId: string },
): Promise<DemandeRow | undefined> {
  return tx
    .selectFrom('equipes.demande')
    .select(COLUMNS)
    .where('compte_id', '=', compteId)
    .where('organisme_id', '=', organismeId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Writes a request down; gives its key, or nothing when one already waits. */
export async function insertDemande(
  tx: Tx,
  asked: { readonly compteId: string; readonly organismeId: string; readonly message: string; readonly now: Date },
): Promise<string | undefined> {
  const { compteId, organismeId, message, now } = asked
  const row = await tx
    .insertInto('equipes.demande')
    .values({ compte_id: compteId, organisme_id: organismeId, message, created_at: now })
    .onConflict((oc) => oc.columns(['compte_id', 'organisme_id']).where('reponse', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Somebody who waits for an answer. */
export interface CandidatRow extends DemandeRow {
  readonly prenom: string | null
  readonly nom: string | null
  readonly courriel: string | null
}

/** Those who wait for an answer there, who asked first first; a request made at `since` or before no longer waits. */
export async function listDemandes(
  tx: Tx,
  { organismeId, since }: { readonly organismeId: string; readonly since: Date },
): Promise<readonly CandidatRow[]> {
  return candidats(tx)
    .where('organisme_id', '=', organismeId)
    .where('reponse', 'is', null)
    .where('created_at', '>', since)
    .orderBy('created_at')
    .orderBy('d.id')
    .execute()
}

/** One request to an organisme, answered or not; nothing when there is none. */
export async function findDemande(
  tx: Tx,
  { id, organismeId }: { readonly id: string; readonly organismeId: string },
): Promise<CandidatRow | undefined> {
  return candidats(tx).where('organisme_id', '=', organismeId).where('d.id', '=', id).executeTakeFirst()
}

function candidats(tx: Tx) {
  return tx
    .selectFrom('equipes.demande as d')
    .innerJoin('comptes.personne as p', 'p.id', 'd.compte_id')
    .select(['d.id', 'compte_id as compteId', 'message', 'created_at as createdAt', 'reponse', 'motif'])
    .select(['p.prenom', 'p.nom', 'p.courriel'])
}

/** Whether a request still waits: not one made at `since` or before. Others who answer it wait for the end of the transaction. */
export async function lockWaiting(
  tx: Tx,
  { id, organismeId, since }: { readonly id: string; readonly organismeId: string; readonly since: Date },
): Promise<boolean> {
  const row = await tx
    .selectFrom('equipes.demande')
    .select('id')
    .where('id', '=', id)
    .where('organisme_id', '=', organismeId)
    .where('reponse', 'is', null)
    .where('created_at', '>', since)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** An answer to a request. */
export interface Answer {
  readonly id: string
  readonly reponse: 'acceptee' | 'refusee'
  readonly motif: string | null
  readonly par: string
  readonly now: Date
}

/** Writes the answer to a request that waits, locked before. */
export async function answerDemande(tx: Tx, { id, reponse, motif, par, now }: Answer): Promise<void> {
  await tx
    .updateTable('equipes.demande')
    .set({ reponse, motif, repondu_at: now, repondu_par: par })
    .where('id', '=', id)
    .execute()
}

/** Those who administer an organisme for good or for a time at that moment; those of the instance where nobody does. */
export async function listAnswerers(
  tx: Tx,
  { organismeId, now }: { readonly organismeId: string; readonly now: Date },
): Promise<readonly { readonly compteId: string; readonly courriel: string | null; readonly langue: 'fr' | 'en' }[]> {
  const { rows } = await sql<{ compteId: string; courriel: string | null; langue: 'fr' | 'en'; ici: boolean }>`
    select p.id as "compteId", p.courriel, p.langue, bool_or(r.role = 'administrateur') as ici
    from comptes.role_tenu r join comptes.personne p on p.id = r.compte_id
    where ((r.role = 'administrateur' and r.organisme_id = ${organismeId}::uuid) or r.role = 'administrateur_instance')
      and r.suspendu_at is null and (r.fin_at is null or r.fin_at > ${now})
    group by p.id, p.courriel, p.langue order by p.id`.execute(tx)
  const here = rows.filter(({ ici }) => ici)
  return here.length > 0 ? here : rows
}

/** Ends the requests that waited too long; gives them. */
export async function expireDemandes(
  tx: Tx,
  { since, now }: { readonly since: Date; readonly now: Date },
): Promise<readonly { readonly compteId: string; readonly organismeId: string }[]> {
  return tx
    .updateTable('equipes.demande')
    .set({ reponse: 'expiree', repondu_at: now })
    .where('reponse', 'is', null)
    .where('created_at', '<=', since)
    .returning(['compte_id as compteId', 'organisme_id as organismeId'])
    .execute()
}

/** Erases the requests answered before. */
export async function deleteOldDemandes(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('equipes.demande').where('repondu_at', '<', before).execute()
}
