import { createDb, createPool } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import { loadAnnuaire } from '../modules/annuaire/index.ts'
import type { Database } from './context.ts'

/** Brings communes, EPCI, départements and régions to the version of the package; a fifth of a second when they are. */
export async function loadReferences({ ownerUrl }: Database): Promise<void> {
  const pool = createPool(ownerUrl, { max: 1, profile: 'worker' })
  try {
    await withContext(createDb(pool), { role: 'systeme' }, (tx) => loadAnnuaire(tx))
  } finally {
    await pool.end()
  }
}
