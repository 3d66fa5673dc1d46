import { writeJournal } from '../../../infra/journal/journal.ts'
import { actorOf, type Par } from '../deps.ts'
import { insertMembre } from '../store/groupes.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/**
 * Adds an account to a group, in the caller's transaction: its dossiers are theirs to read from then on. Asked again, it
 * changes nothing and the journal says nothing.
 */
export async function addMembre(
  db: AnyDb,
  { groupeId, compteId, now, par }: Par & { readonly groupeId: string; readonly compteId: string; readonly now: Date },
): Promise<void> {
  if (!(await insertMembre(pickDemarches(db), { groupeId, compteId, now }))) return
  const fait = {
    ...actorOf(par),
    at: now,
    action: 'groupe.add_member',
    objet: `groupe:${groupeId}`,
    meta: { compteId },
  }
  await writeJournal(db, fait)
}
