import type { Definition } from '../../../core/schema/definition.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { findOrganisme } from '../../annuaire/index.ts'
import { actorOf, type Par } from '../deps.ts'
import { lockDemarche, updateCopies } from '../store/demarches.ts'
import { writeBrouillon } from '../store/revisions.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/** A draft to keep. */
export interface Brouillon extends Par {
  readonly demarcheId: string
  readonly definition: Definition
  readonly now: Date
}

/**
 * Keeps the draft of a démarche, in the caller's transaction; usagers see nothing of it until it is published. The draft
 * may still break the rules of publication. Gives the key of the revision.
 * @throws {NotFound} when there is no such démarche.
 */
export async function saveBrouillon(db: AnyDb, { demarcheId, definition, now, par }: Brouillon): Promise<string> {
  const tx = pickDemarches(db)
  const demarche = await lockDemarche(tx, demarcheId)
  if (!demarche) throw new NotFound()
  const { organismeId } = demarche
  const revisionId = await writeBrouillon(tx, { demarcheId, definition, now })
  if (demarche.etat === 'brouillon') {
    const organisme = await findOrganisme(db, organismeId)
    const { presentation } = definition
    await updateCopies(tx, { id: demarcheId, presentation, organismeNom: organisme?.nom ?? '' })
  }
  const objet = `demarche:${demarcheId}`
  await writeJournal(db, { ...actorOf(par), at: now, organismeId, action: 'demarche.save_draft', objet })
  return revisionId
}
