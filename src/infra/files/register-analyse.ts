import type { Clock } from '../clock/clock.ts'
import { withContext } from '../db/with-context.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { ServiceAddress } from '../net/service-address.ts'
import { type Analysis, analyseFichier } from './analyse-fichier.ts'
import { giveUp, giveUpWaiting } from './analyse-store.ts'
import { createClamav } from './clamav.ts'
import { destroyInfected, rescanFichiers } from './rescan.ts'

interface AnalyseDeps extends Omit<Analysis, 'antivirus'> {
  readonly settings: { readonly antivirus: ServiceAddress | undefined }
  readonly clock: Clock
}

/** Night: the round lasts as long as it takes, and goes on the next night. */
const ROUND_SECONDS = 5 * 60 * 60

/**
 * What is done about viruses: each file kept is scanned, and every night those of the last thirty days when the signatures
 * changed. What waited for an antivirus that was unplugged is said not to have been scanned. What was found infected is
 * destroyed.
 */
export function registerAnalyse(jobs: Jobs, { settings, clock, ...deps }: AnalyseDeps): void {
  const antivirus = settings.antivirus && createClamav(settings.antivirus)
  jobs.define('analyse', { concurrency: 2 }, async ({ id }) => {
    if (antivirus) await analyseFichier({ ...deps, antivirus }, { id, now: clock() })
    else await withContext(deps.db, { role: 'systeme' }, (tx) => giveUp(tx, { id, motif: 'aucun_antivirus' }))
  })
  jobs.define('reanalyse', { cron: '30 1 * * *', concurrency: 1, expireSeconds: ROUND_SECONDS }, async ({ signal }) => {
    const now = clock()
    if (antivirus) await rescanFichiers({ ...deps, antivirus }, { now, signal })
    else await withContext(deps.db, { role: 'systeme' }, (tx) => giveUpWaiting(tx, now))
    await destroyInfected({ db: deps.db, store: deps.store, now })
  })
}
