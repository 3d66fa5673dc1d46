import type { Kysely } from 'kysely'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { destroyDossiers, selectTrashed } from '../store/trash.ts'
import type { DossiersTables } from '../tables.ts'

const TWO_WEEKS = 14 * 86_400_000

/**
 * Destroys what has lain in the trash for two weeks, keys included, by batches; gives how many dossiers. What an older copy
 * holds of their files and sensitive answers no longer opens without those keys. Safe to run twice, or by two workers.
 */
export async function purgeTrash({ db }: { db: Kysely<DossiersTables> }, now: Date): Promise<number> {
  let destroyed = 0
  for (;;) {
    const batch = await withContext(db, { role: 'systeme' }, async (tx) => {
      const trashed = await selectTrashed(tx, new Date(now.getTime() - TWO_WEEKS))
      await destroyDossiers(tx, { ids: trashed.map(({ id }) => id), now })
      // Kept for ever: it says since when what an older copy still holds of it was to be gone.
      const told = { at: now, role: 'systeme', action: 'dossier.destroy', classe: 'permanent' } as const
      await writeJournal(
        tx,
        ...trashed.map(({ id, organismeId }) => ({ ...told, organismeId, objet: `dossier:${id}` })),
      )
      return trashed.length
    })
    destroyed += batch
    if (batch === 0) return destroyed
  }
}
