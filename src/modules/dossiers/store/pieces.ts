import { sql } from 'kysely'
import type { Tx } from './load.ts'

/** A file as it is served: where it lies, and what to say of it. */
export interface FichierServi {
  readonly id: string
  readonly nom: string
  readonly type: string
  readonly octets: number
  readonly emplacement: string
}

/** Attaches a received file to an answer. */
export async function insertPiece(
  tx: Tx,
  piece: { dossierId: string; cle: string; fichierId: string; compteId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('dossiers.piece')
    .values({
      dossier_id: piece.dossierId,
      cle: piece.cle,
      fichier_id: piece.fichierId,
      created_at: piece.now,
      created_by: piece.compteId,
    })
    .execute()
}

/** Detaches files from a dossier by their keys; those of another dossier are left alone. */
export async function deletePieces(
  tx: Tx,
  { dossierId, ids }: { dossierId: string; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return
  await tx.deleteFrom('dossiers.piece').where('dossier_id', '=', dossierId).where('id', 'in', ids).execute()
}

/** Marks filed files as removed by edits that are not filed yet. */
export async function retirePieces(
  tx: Tx,
  { dossierId, ids, now }: { dossierId: string; ids: readonly string[]; now: Date },
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('dossiers.piece')
    .set({ retire_at: now })
    .where('dossier_id', '=', dossierId)
    .where('id', 'in', ids)
    .execute()
}

/** One file of a dossier, attached to an answer or to a message, by either key. */
export async function findFichier(
  tx: Tx,
  { dossierId, id }: { dossierId: string; id: string },
): Promise<FichierServi | undefined> {
  return tx
    .selectFrom('infra.fichier as i')
    .select(['i.id', 'i.nom', 'i.type', 'i.octets', 'i.emplacement'])
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('dossiers.piece as p')
            .select('p.id')
            .where('p.id', '=', id)
            .where('p.dossier_id', '=', dossierId)
            .whereRef('p.fichier_id', '=', 'i.id'),
        ),
        eb.exists(
          eb
            .selectFrom('dossiers.message_piece as mp')
            .innerJoin('dossiers.message as m', 'm.id', 'mp.message_id')
            .select('m.id')
            .where('m.dossier_id', '=', dossierId)
            .where('mp.fichier_id', '=', id)
            .whereRef('mp.fichier_id', '=', 'i.id'),
        ),
      ]),
    )
    .executeTakeFirst()
}

/** Every file attached to the answers of a dossier, in the order they came. */
export async function listFichiers(
  tx: Tx,
  dossierId: string,
): Promise<readonly (FichierServi & { readonly pieceId: string })[]> {
  return tx
    .selectFrom('dossiers.piece as p')
    .innerJoin('infra.fichier as i', 'i.id', 'p.fichier_id')
    .select(['i.id', 'i.nom', 'i.type', 'i.octets', 'i.emplacement', 'p.id as pieceId'])
    .where('p.dossier_id', '=', dossierId)
    .orderBy('p.created_at')
    .orderBy('p.id')
    .execute()
}

/** Which of these files are attached to an answer or a message. */
export async function heldFichiers(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await sql<{
    id: string
  }>`select fichier_id as id from dossiers.piece where fichier_id = any(${ids}::uuid[])
    union select fichier_id from dossiers.message_piece where fichier_id = any(${ids}::uuid[])`.execute(tx)
  return rows.rows.map(({ id }) => id)
}

/** Copies the files of a dossier to another one: the bytes are shared, the attachments are not. */
export async function copyPieces(
  tx: Tx,
  { from, to, compteId, now }: { from: string; to: string; compteId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('dossiers.piece')
    .columns(['dossier_id', 'cle', 'fichier_id', 'created_at', 'created_by'])
    .expression((eb) =>
      eb
        .selectFrom('dossiers.piece as p')
        .select([
          eb.val(to).as('dossier_id'),
          'p.cle',
          'p.fichier_id',
          eb.val(now).as('created_at'),
          eb.val(compteId).as('created_by'),
        ])
        .where('p.dossier_id', '=', from),
    )
    .execute()
}
