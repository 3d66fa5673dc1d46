import type { Transaction } from 'kysely'
import type { AnalyseEtat, AnalyseMotif } from '../../core/dossier/analyse.ts'
import type { FichierTables } from './tables.ts'

/** A transaction that sees files. */
type Tx = Transaction<FichierTables>

/** A file about to be scanned. */
export interface ToScan {
  readonly id: string
  readonly nom: string
  readonly type: string
  readonly octets: number
  readonly chiffre: boolean
  readonly analyse: AnalyseEtat
  /** How many attempts found no engine. */
  readonly essais: number
}

/** The file of that key; nothing once a virus was found in it, or when it is gone. */
export function findToScan(tx: Tx, id: string): Promise<ToScan | undefined> {
  return tx
    .selectFrom('infra.fichier')
    .select(['id', 'nom', 'type', 'octets', 'chiffre', 'analyse', 'analyse_essais as essais'])
    .where('id', '=', id)
    .where('analyse', '<>', 'infecte')
    .executeTakeFirst()
}

/** What is remembered of a scan. */
interface Recorded {
  readonly id: string
  readonly analyse: Exclude<AnalyseEtat, 'en_attente'>
  readonly motif: AnalyseMotif | null
  readonly moteur: string
  readonly now: Date
}

/** Remembers what the engine said; false when a virus had been found meanwhile, which nothing undoes. */
export async function recordScan(tx: Tx, { id, analyse, motif, moteur, now }: Recorded): Promise<boolean> {
  const recorded = await tx
    .updateTable('infra.fichier')
    .set({ analyse, analyse_motif: motif, analyse_moteur: moteur, analyse_at: now, analyse_essais: 0 })
    .where('id', '=', id)
    .where('analyse', '<>', 'infecte')
    .executeTakeFirst()
  return recorded.numUpdatedRows === 1n
}

/** Counts an attempt that found no engine to answer. */
export async function countAttempt(tx: Tx, { id, essais }: { id: string; essais: number }): Promise<void> {
  await tx.updateTable('infra.fichier').set({ analyse_essais: essais }).where('id', '=', id).execute()
}

/** Says of a file that waits that it was not scanned, and why. */
export async function giveUp(tx: Tx, { id, motif }: { id: string; motif: AnalyseMotif }): Promise<void> {
  await tx
    .updateTable('infra.fichier')
    .set({ analyse: 'non_analyse', analyse_motif: motif })
    .where('id', '=', id)
    .where('analyse', '=', 'en_attente')
    .execute()
}

/** The same of every file that waits since before that: the antivirus was unplugged meanwhile. */
export async function giveUpWaiting(tx: Tx, since: Date): Promise<void> {
  await tx
    .updateTable('infra.fichier')
    .set({ analyse: 'non_analyse', analyse_motif: 'aucun_antivirus' })
    .where('analyse', '=', 'en_attente')
    .where('created_at', '<', since)
    .execute()
}

/** What a nightly round looks for. */
interface Round {
  /** The engine and signatures of today: those who were seen by others are seen again. */
  readonly moteur: string
  /** Sound files kept before that are not looked at again. */
  readonly since: Date
  /** Files that wait since before that have lost their job. */
  readonly waitingSince: Date
  readonly after: string
  readonly limit: number
}

/**
 * Keys of the files to look at again: sound ones of the last days seen by other signatures, those that no engine saw, and
 * those whose turn never came. By key, after the one given.
 */
export async function listToRescan(
  tx: Tx,
  { moteur, since, waitingSince, after, limit }: Round,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('infra.fichier')
    .select('id')
    .where('id', '>', after)
    .where((eb) =>
      eb.or([
        eb('analyse', '=', 'sain').and('created_at', '>=', since).and('analyse_moteur', '<>', moteur),
        eb('analyse', '=', 'non_analyse').and('analyse_motif', 'in', ['indisponible', 'aucun_antivirus']),
        eb('analyse', '=', 'en_attente').and('created_at', '<', waitingSince),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Infected files found before that whose bytes are still there; at most 500. */
export function listInfected(
  tx: Tx,
  before: Date,
): Promise<readonly { readonly id: string; readonly emplacement: string }[]> {
  return tx
    .selectFrom('infra.fichier')
    .select(['id', 'emplacement'])
    .where('analyse', '=', 'infecte')
    .where('detruit_at', 'is', null)
    .where('analyse_at', '<', before)
    .limit(500)
    .execute()
}

/** Remembers that their bytes are no more. */
export async function markDestroyed(tx: Tx, { ids, now }: { ids: readonly string[]; now: Date }): Promise<void> {
  await tx.updateTable('infra.fichier').set({ detruit_at: now }).where('id', 'in', ids).execute()
}
