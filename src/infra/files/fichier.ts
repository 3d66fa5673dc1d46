import type { Transaction } from 'kysely'
import type { Recu } from './store.ts'
import type { FichierTables } from './tables.ts'

export type { Recu } from './store.ts'

// biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
type AnyTx = Transaction<any>

/** A received file about to be kept: who brought it, nobody when the house made it, and when. */
export interface Kept {
  readonly recu: Recu
  readonly compteId: string | null
  readonly now: Date
}

/** A received file that is now a row, and what opens it. */
export interface FichierGarde {
  readonly id: string
  readonly cle: Buffer
}

/** Keeps a received file in the transaction of what it is attached to. */
export type KeepFichier = (tx: AnyTx, kept: Kept) => Promise<FichierGarde>

/** Queues the scan of a file in the transaction that keeps it. */
export type QueueAnalyse = (tx: AnyTx, fichierId: string, at?: Date) => Promise<void>

/**
 * Keeps a received file, in the transaction of what it is attached to. One not kept is swept after a day.
 * Without a queue no antivirus is plugged, and the file is said not to have been scanned.
 */
export async function insertFichier(
  tx: AnyTx,
  { recu, compteId, now }: Kept,
  queueAnalyse?: QueueAnalyse,
): Promise<FichierGarde> {
  const fichiers: Transaction<FichierTables> = tx.$pickTables<'infra.fichier'>()
  const { id } = await fichiers
    .insertInto('infra.fichier')
    .values({
      nom: recu.nom,
      type: recu.type,
      octets: recu.octets,
      sha256: recu.sha256,
      md5: recu.md5,
      chiffre: recu.chiffre,
      emplacement: recu.emplacement,
      created_at: now,
      created_by: compteId,
      ...(queueAnalyse
        ? { analyse: 'en_attente', analyse_motif: null }
        : { analyse: 'non_analyse', analyse_motif: 'aucun_antivirus' }),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await queueAnalyse?.(tx, id)
  return { id, cle: recu.cle }
}

/** Keeps several received files, in their order. */
export async function keepFichiers(
  keep: KeepFichier,
  tx: AnyTx,
  { files, ...by }: Omit<Kept, 'recu'> & { readonly files: readonly Recu[] },
): Promise<readonly FichierGarde[]> {
  const kept: FichierGarde[] = []
  for (const recu of files) kept.push(await keep(tx, { recu, ...by }))
  return kept
}

/** Somebody who works on a dossier lets a file be opened although it was not scanned. */
export interface Release {
  readonly id: string
  readonly compteId: string
  /** Why, in their words. */
  readonly motif: string
  readonly now: Date
}

/** Releases a file that was not scanned; false when it has been since, or was released already. Rights are the caller's to check. */
export async function releaseFichier(tx: AnyTx, { id, compteId, motif, now }: Release): Promise<boolean> {
  const fichiers: Transaction<FichierTables> = tx.$pickTables<'infra.fichier'>()
  const released = await fichiers
    .updateTable('infra.fichier')
    .set({ libere_at: now, libere_par: compteId, libere_motif: motif })
    .where('id', '=', id)
    .where('analyse', '=', 'non_analyse')
    .where('libere_at', 'is', null)
    .executeTakeFirst()
  return released.numUpdatedRows === 1n
}
