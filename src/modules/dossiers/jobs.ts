import type { Kysely } from 'kysely'
import type { Clock } from '../../infra/clock/clock.ts'
import { withContext } from '../../infra/db/with-context.ts'
import type { Jobs } from '../../infra/jobs/jobs.ts'
import { purgeTrash } from './actions/purge-trash.ts'
import { foldEffectifs, purgeEcartes } from './store/effectif.ts'
import type { DossiersTables } from './tables.ts'

/** What dossiers do by themselves: counts folded every minute, the trash emptied every night. */
export function registerDossiersJobs(jobs: Jobs, { db, clock }: { db: Kysely<DossiersTables>; clock: Clock }): void {
  jobs.define('effectif', { cron: '* * * * *', concurrency: 1 }, async () => {
    await withContext(db, { role: 'systeme' }, foldEffectifs)
  })
  jobs.define('corbeille', { cron: '20 3 * * *', concurrency: 1 }, async () => {
    const now = clock()
    await purgeTrash({ db }, now)
    await withContext(db, { role: 'systeme' }, (tx) => purgeEcartes(tx, now))
  })
}
