import type { Clock } from '../clock/clock.ts'
import { withContext } from '../db/with-context.ts'
import type { Log } from '../log/log.ts'
import { writeJournal } from './journal.ts'
import { readOwnScelles } from './scelles.ts'
import type { JournalSigning } from './signing.ts'
import type { Db } from './store.ts'
import { type Verification, verifyJournal } from './verify.ts'

/** What the nightly reading needs. */
export interface NightlyVerification extends Pick<JournalSigning, 'cles' | 'dossier'> {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
}

/**
 * Reads the whole journal again, with the checkpoints written on this machine, and tells the journal what was found: the
 * page of auditors shows it. An alteration is an error in the log, to be watched for.
 */
export async function verifyNightly({ db, cles, dossier, clock, log }: NightlyVerification): Promise<Verification> {
  const found = await verifyJournal({ db, cles, notes: await readOwnScelles(dossier), now: clock() })
  const { lignes, chaines, scelles } = found
  const anomalies = found.anomalies.length
  const fait = { at: clock(), role: 'systeme', action: 'journal.verify', objet: 'journal' } as const
  await withContext(db, { role: 'systeme' }, (tx) =>
    writeJournal(tx, { ...fait, meta: { lignes, chaines, scelles, anomalies } }),
  )
  if (anomalies > 0) log.error({ lignes, anomalies }, 'journal : altéré, « parvis journal verifier » dit où')
  else log.info({ lignes, chaines, scelles }, 'journal : relu, intact')
  return found
}
