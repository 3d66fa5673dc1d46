import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { actorOf, type Par } from '../deps.ts'
import { lockDemarche, markClose } from '../store/demarches.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/** What came of closing. */
export type Closed = { readonly outcome: 'closed' } | { readonly outcome: 'not_open' }

/**
 * Closes an open démarche, in the caller's transaction: no dossier can be begun nor filed for the first time; those
 * already filed follow their way.
 * @throws {NotFound} when there is no such démarche.
 */
export async function closeDemarche(
  db: AnyDb,
  { demarcheId, now, par }: Par & { readonly demarcheId: string; readonly now: Date },
): Promise<Closed> {
  const tx = pickDemarches(db)
  const demarche = await lockDemarche(tx, demarcheId)
  if (!demarche) throw new NotFound()
  if (!(await markClose(tx, { id: demarcheId, now }))) return { outcome: 'not_open' }
  const { organismeId } = demarche
  const objet = `demarche:${demarcheId}`
  await writeJournal(db, { ...actorOf(par), at: now, organismeId, action: 'demarche.close', objet })
  return { outcome: 'closed' }
}
