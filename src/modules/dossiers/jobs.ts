import type { Clock } from '../../infra/clock/clock.ts'
import { withContext } from '../../infra/db/with-context.ts'
import type { Jobs } from '../../infra/jobs/jobs.ts'
import { applyRetention, type RetentionDeps } from './actions/apply-retention.ts'
import { purgeTrash } from './actions/purge-trash.ts'
import { foldEffectifs, purgeEcartes } from './store/effectif.ts'
import { deleteOldMandats } from './store/mandat-moves.ts'

/** How long a mandate that is over, and has no dossier, is still known: as long as the journal. */
const MANDAT_KEPT = 365 * 86_400_000

/** What dossiers do by themselves: counts folded every minute, retention applied and the trash emptied every night. */
export function registerDossiersJobs(jobs: Jobs, deps: RetentionDeps & { readonly clock: Clock }): void {
  const { db, clock } = deps
  jobs.define('effectif', { cron: '* * * * *', concurrency: 1 }, async () => {
    await withContext(db, { role: 'systeme' }, foldEffectifs)
  })
  jobs.define('conservation', { cron: '40 3 * * *', concurrency: 1, expireSeconds: 3_600 }, async () => {
    await applyRetention(deps, clock())
  })
  jobs.define('corbeille', { cron: '20 3 * * *', concurrency: 1 }, async () => {
    const now = clock()
    await purgeTrash({ db }, now)
    await withContext(db, { role: 'systeme' }, async (tx) => {
      await purgeEcartes(tx, now)
      await deleteOldMandats(tx, new Date(now.getTime() - MANDAT_KEPT))
    })
  })
}
