import type { Kysely } from 'kysely'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { DEMANDE_GARDEE, sinceOf } from '../rules.ts'
import { deleteOldDemandes, expireDemandes } from '../store/demandes.ts'
import type { EquipesTables } from '../tables.ts'

/** Ends the requests to join that nobody answered for thirty days, and erases those answered a year ago. Every hour. */
// biome-ignore lint/suspicious/noExplicitAny: called by the worker, whose connection knows every table
export async function purgeDemandes(anyDb: Kysely<any>, now: Date): Promise<void> {
  const db: Kysely<EquipesTables> = anyDb.$pickTables<keyof EquipesTables>()
  await withContext(db, { role: 'systeme' }, async (tx) => {
    for (const { compteId, organismeId } of await expireDemandes(tx, { since: sinceOf(now), now })) {
      const fait = { action: 'demande.expire', objet: `compte:${compteId}` }
      await writeJournal(tx, { ...fait, at: now, role: 'systeme', organismeId })
    }
    await deleteOldDemandes(tx, new Date(now.getTime() - DEMANDE_GARDEE))
  })
}
