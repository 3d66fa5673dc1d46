import { parseShape } from '../../../core/schema/parse-definition.ts'
import { invariant } from '../../../infra/http/errors.ts'
import { type ExportedDemarche, writeExchange } from '../exchange.ts'
import { findDemarcheBySlug } from '../store/demarches.ts'
import { listGroupes } from '../store/groupes.ts'
import { findBrouillon, findRevisionRow } from '../store/revisions.ts'
import { findServiceById } from '../store/services.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/** The démarche as one document: what usagers see of it, or its draft while it was never published. Nothing when unknown. */
export async function exportDemarche(db: AnyDb, slug: string): Promise<ExportedDemarche | undefined> {
  const demarches = pickDemarches(db)
  const demarche = await findDemarcheBySlug(demarches, slug)
  if (!demarche) return undefined
  const { id, revisionPublieeId, serviceId } = demarche
  const revision =
    revisionPublieeId === null
      ? await findBrouillon(demarches, id)
      : await findRevisionRow(demarches, revisionPublieeId)
  invariant(revision, 'a démarche without revision')
  // The database forgets the order of keys; reading the shape gives it back.
  const parsed = parseShape(revision.definition)
  invariant(parsed.kind === 'definition', 'a stored definition that cannot be read')
  const service = serviceId === null ? undefined : await findServiceById(demarches, serviceId)
  const groupes = await listGroupes(demarches, id)
  return writeExchange({ slug: demarche.slug, definition: parsed.definition, service, groupes })
}
