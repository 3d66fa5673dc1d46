import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { actorOf, type Par } from '../deps.ts'
import { lockDemarche, markRouverte } from '../store/demarches.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/** What came of opening again. */
export type Reopened = { readonly outcome: 'reopened' } | { readonly outcome: 'not_closed' }

/**
 * Opens a closed démarche again, under the revision it was closed with, in the caller's transaction.
 * @throws {NotFound} when there is no such démarche.
 */
export async function reopenDemarche(
  db: AnyDb,
  { demarcheId, now, par }: Par & { readonly demarcheId: string; readonly now: Date },
): Promise<Reopened> {
  const tx = pickDemarches(db)
  const demarche = await lockDemarche(tx, demarcheId)
  if (!demarche) throw new NotFound()
  if (!(await markRouverte(tx, demarcheId))) return { outcome: 'not_closed' }
  const { organismeId } = demarche
  const objet = `demarche:${demarcheId}`
  await writeJournal(db, { ...actorOf(par), at: now, organismeId, action: 'demarche.reopen', objet })
  return { outcome: 'reopened' }
}
