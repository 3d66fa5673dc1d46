import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { actorOf, type Par } from '../deps.ts'
import { lockDemarche } from '../store/demarches.ts'
import { type Contact, updateContact } from '../store/services.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/**
 * Writes how to reach the service behind a démarche, in the caller's transaction: what is given takes the place of what
 * was known, blanks and absences change nothing. Another démarche with the same service shows it too.
 * @throws {NotFound} when there is no such démarche.
 */
export async function completeService(
  db: AnyDb,
  {
    demarcheId,
    now,
    par,
    contact,
  }: Par & { readonly demarcheId: string; readonly now: Date; readonly contact: Contact },
): Promise<'completed' | 'nothing_said' | 'no_service'> {
  const tx = pickDemarches(db)
  const demarche = await lockDemarche(tx, demarcheId)
  if (!demarche) throw new NotFound()
  const { serviceId, organismeId } = demarche
  if (serviceId === null) return 'no_service'
  const said: Contact = Object.fromEntries(Object.entries(contact).filter(([, value]) => value.trim() !== ''))
  const champs = Object.keys(said)
  if (champs.length === 0) return 'nothing_said'
  await updateContact(tx, serviceId, said)
  const objet = `service:${serviceId}`
  const meta = { champs: champs.join(' ') }
  await writeJournal(db, { ...actorOf(par), at: now, organismeId, action: 'service.complete', objet, meta })
  return 'completed'
}
