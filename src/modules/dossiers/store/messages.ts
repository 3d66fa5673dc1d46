import type { FichierGarde } from '../../../infra/files/fichier.ts'
import type { Coffre } from '../../../infra/trousseau/trousseau.ts'
import type { Motif } from '../tables.ts'
import { sealFichier } from './cles.ts'
import type { Tx } from './load.ts'

/** A message about a dossier. */
export interface NewMessage {
  readonly dossierId: string
  readonly auteur: 'usager' | 'agent'
  readonly compteId: string
  readonly corps: string
  readonly coffre: Coffre
  readonly fichiers: readonly FichierGarde[]
  readonly now: Date
}

/** Adds a message and its files; gives its key. */
export async function insertMessage(tx: Tx, message: NewMessage): Promise<string> {
  const { id } = await tx
    .insertInto('dossiers.message')
    .values({
      dossier_id: message.dossierId,
      auteur: message.auteur,
      compte_id: message.compteId,
      corps: message.corps,
      created_at: message.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (message.fichiers.length > 0) {
    await tx
      .insertInto('dossiers.message_piece')
      .values(
        message.fichiers.map((fichier) => ({
          message_id: id,
          fichier_id: fichier.id,
          cle_fichier: sealFichier({ id: message.dossierId, coffre: message.coffre }, fichier),
        })),
      )
      .execute()
  }
  return id
}

/** Opens a correction; the caller has checked that none is pending, and an index holds it. */
export async function insertCorrection(
  tx: Tx,
  correction: { dossierId: string; messageId: string; motif: Motif; now: Date },
): Promise<void> {
  await tx
    .insertInto('dossiers.correction')
    .values({
      dossier_id: correction.dossierId,
      message_id: correction.messageId,
      motif: correction.motif,
      created_at: correction.now,
    })
    .execute()
}

/** Closes the pending correction, if there is one. */
export async function resolveCorrection(tx: Tx, { dossierId, now }: { dossierId: string; now: Date }): Promise<void> {
  await tx
    .updateTable('dossiers.correction')
    .set({ resolue_at: now })
    .where('dossier_id', '=', dossierId)
    .where('resolue_at', 'is', null)
    .execute()
}
