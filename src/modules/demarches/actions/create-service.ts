import { invariant, NotFound } from '../../../infra/http/errors.ts'
import { findOrganisme } from '../../annuaire/index.ts'
import { lockDemarche, updateService } from '../store/demarches.ts'
import { findServiceById, insertService, type Service } from '../store/services.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/**
 * Adds a service to an organisme, in the caller's transaction; gives its key.
 * @throws {InvariantError} when the organisme does not exist.
 */
export async function createService(db: AnyDb, service: Omit<Service, 'id'>): Promise<string> {
  invariant(await findOrganisme(db, service.organismeId), 'a service of an unknown organisme')
  return insertService(pickDemarches(db), service)
}

/**
 * Puts a service behind a démarche, in the caller's transaction.
 * @throws {NotFound} when the démarche does not exist or the service is not one of its organisme.
 */
export async function assignService(
  db: AnyDb,
  { demarcheId, serviceId }: { readonly demarcheId: string; readonly serviceId: string },
): Promise<void> {
  const tx = pickDemarches(db)
  const demarche = await lockDemarche(tx, demarcheId)
  const service = await findServiceById(tx, serviceId)
  if (!demarche || service?.organismeId !== demarche.organismeId) throw new NotFound()
  await updateService(tx, { id: demarcheId, serviceId })
}
