import type { Kysely, Transaction } from 'kysely'
import { withContext } from '../db/with-context.ts'
import type { Log } from '../log/log.ts'
import { countAttempt, findToScan, giveUp, recordScan, type ToScan } from './analyse-store.ts'
import { type Antivirus, SCAN_MAX, type Scan } from './clamav.ts'
import type { QueueAnalyse } from './fichier.ts'
import type { FichierRange } from './sealed-file.ts'
import type { FileStore } from './store.ts'
import type { FichierTables } from './tables.ts'

/** Told, in the same transaction, that a virus was found in a file. */
// biome-ignore lint/suspicious/noExplicitAny: a hook crosses modules, each picks its own tables (house.md)
export type OnInfecte = (tx: Transaction<any>, found: { fichierId: string; nom: string; now: Date }) => Promise<void>

/** Where a file lies and what opens it; nothing when nobody holds it any more. */
// biome-ignore lint/suspicious/noExplicitAny: a hook crosses modules, each picks its own tables (house.md)
export type FindRange = (tx: Transaction<any>, fichierId: string) => Promise<FichierRange | undefined>

/** What scanning needs. */
export interface Analysis {
  readonly db: Kysely<FichierTables>
  readonly store: FileStore
  readonly antivirus: Antivirus
  readonly findRange: FindRange
  readonly queueAnalyse: QueueAnalyse
  readonly onInfecte: readonly OnInfecte[]
  readonly log: Log
}

/** When it is tried again after no engine answered: 1, 5, then 30 minutes later; then it is said not to have been scanned. */
const RETRIES_MS = [60_000, 300_000, 1_800_000] as const

/** Archives that cannot be unpacked here: an engine that did not open one either would call it sound all the same. */
const UNVERIFIED = new Set(['application/x-7z-compressed', 'application/x-rar-compressed'])

/**
 * Has one file scanned, and remembers what was said with the engine and its signatures. Done twice it says the same. A
 * file gone since, held by nobody, or already infected, is left alone; one that was sound stays so while the engine does not answer.
 */
export async function analyseFichier(deps: Analysis, { id, now }: { id: string; now: Date }): Promise<Scan['kind']> {
  const found = await withContext(deps.db, { role: 'systeme' }, async (tx) => {
    const toScan = await findToScan(tx, id)
    const range = toScan && (await deps.findRange(tx, id))
    return range && { ...toScan, range }
  })
  if (!found) return 'sain'
  // Before the scan: signatures that arrive during it may not have served, and are to be seen as new tomorrow.
  const moteur = await deps.antivirus.version()
  const scan = moteur === undefined ? undefined : await scanFile(deps, found)
  if (moteur === undefined || !scan || scan.kind === 'indisponible') {
    await withContext(deps.db, { role: 'systeme' }, (tx) => waitOrGiveUp(deps, tx, { found, now }))
    return 'indisponible'
  }
  const verdict = verdictOf(scan, found)
  await withContext(deps.db, { role: 'systeme' }, async (tx) => {
    const recorded = await recordScan(tx, { id, ...verdict, moteur, now })
    if (!recorded || scan.kind !== 'infecte') return
    deps.log.warn({ fichier: id, virus: scan.virus }, 'fichier infecté')
    for (const tell of deps.onInfecte) await tell(tx, { fichierId: id, nom: found.nom, now })
  })
  return scan.kind
}

async function scanFile(
  { store, antivirus }: Analysis,
  { range, octets }: ToScan & { readonly range: FichierRange },
): Promise<Scan> {
  return octets > SCAN_MAX ? { kind: 'trop_gros' } : antivirus.scan(() => store.open(range))
}

function verdictOf(
  scan: Exclude<Scan, { kind: 'indisponible' }>,
  { chiffre, type }: ToScan,
): Pick<Parameters<typeof recordScan>[1], 'analyse' | 'motif'> {
  switch (scan.kind) {
    case 'infecte':
      return { analyse: 'infecte', motif: null }
    case 'trop_gros':
    case 'chiffre':
      return { analyse: 'non_analyse', motif: scan.kind }
    case 'sain':
      if (chiffre) return { analyse: 'non_analyse', motif: 'chiffre' }
      return UNVERIFIED.has(type) ? { analyse: 'non_analyse', motif: 'format' } : { analyse: 'sain', motif: null }
  }
}

async function waitOrGiveUp(
  { queueAnalyse }: Analysis,
  tx: Transaction<FichierTables>,
  { found, now }: { found: ToScan; now: Date },
): Promise<void> {
  const { id, analyse, essais } = found
  // What was said before stays said: a file that was sound is looked at again tomorrow.
  if (analyse !== 'en_attente') return
  const delay = RETRIES_MS[essais]
  if (delay === undefined) return giveUp(tx, { id, motif: 'indisponible' })
  await countAttempt(tx, { id, essais: essais + 1 })
  await queueAnalyse(tx, id, new Date(now.getTime() + delay))
}
