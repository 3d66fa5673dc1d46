import { sql } from 'kysely'
import type { Tx } from './table.ts'

/** A note of the team. */
export interface NoteRow {
  readonly id: string
  readonly auteur: string | null
  readonly corps: string
  readonly createdAt: Date
}

/** The notes of a dossier, oldest first. */
export async function listNotes(tx: Tx, dossierId: string): Promise<readonly NoteRow[]> {
  return tx
    .selectFrom('instruction.note as n')
    .leftJoin('comptes.personne as p', 'p.id', 'n.compte_id')
    .select([
      'n.id',
      sql<string | null>`coalesce(nullif(trim(concat(p.prenom, ' ', p.nom)), ''), p.courriel)`.as('auteur'),
      'n.corps',
      'n.created_at as createdAt',
    ])
    .where('n.dossier_id', '=', dossierId)
    .orderBy('n.created_at')
    .orderBy('n.id')
    .execute()
}

/** Adds a note of the team. */
export async function insertNote(
  tx: Tx,
  note: { dossierId: string; compteId: string; corps: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('instruction.note')
    .values({ dossier_id: note.dossierId, compte_id: note.compteId, corps: note.corps, created_at: note.now })
    .execute()
}

/** When an agent last looked at a dossier; nothing when they never did. */
export async function findSeenAt(
  tx: Tx,
  { dossierId, compteId }: { dossierId: string; compteId: string },
): Promise<Date | null> {
  const row = await tx
    .selectFrom('instruction.vue')
    .select('seen_at')
    .where('dossier_id', '=', dossierId)
    .where('compte_id', '=', compteId)
    .executeTakeFirst()
  return row?.seen_at ?? null
}

/** Remembers that an agent looked at a dossier. */
export async function markSeen(
  tx: Tx,
  { dossierId, compteId, now }: { dossierId: string; compteId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('instruction.vue')
    .values({ dossier_id: dossierId, compte_id: compteId, seen_at: now })
    .onConflict((oc) => oc.columns(['dossier_id', 'compte_id']).doUpdateSet({ seen_at: now }))
    .execute()
}

/** Somebody who follows a dossier. */
export interface Follower {
  readonly compteId: string
  readonly nom: string | null
}

/** Who follows a dossier, the first one first. */
export async function listFollowers(tx: Tx, dossierId: string): Promise<readonly Follower[]> {
  return tx
    .selectFrom('instruction.suivi as s')
    .leftJoin('comptes.personne as p', 'p.id', 's.compte_id')
    .select([
      's.compte_id as compteId',
      sql<string | null>`coalesce(nullif(trim(concat(p.prenom, ' ', p.nom)), ''), p.courriel)`.as('nom'),
    ])
    .where('s.dossier_id', '=', dossierId)
    .orderBy('s.created_at')
    .execute()
}

/** Makes an agent follow a dossier, or stop; asking twice changes nothing more. */
export async function setFollowing(
  tx: Tx,
  { dossierId, compteId, follow, now }: { dossierId: string; compteId: string; follow: boolean; now: Date },
): Promise<void> {
  if (follow) {
    await tx
      .insertInto('instruction.suivi')
      .values({ dossier_id: dossierId, compte_id: compteId, created_at: now })
      .onConflict((oc) => oc.doNothing())
      .execute()
  } else {
    await tx
      .deleteFrom('instruction.suivi')
      .where('dossier_id', '=', dossierId)
      .where('compte_id', '=', compteId)
      .execute()
  }
}
