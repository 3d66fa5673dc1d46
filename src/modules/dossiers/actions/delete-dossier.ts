import { nextEtat } from '../../../core/dossier/lifecycle.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { findForUsager } from '../store/load.ts'
import { findInTrash, restoreDossier as restoreRow, trashDossier } from '../store/trash.ts'
import { insertTraitement } from '../store/write.ts'

/** What came of deleting a draft or withdrawing a filed dossier. */
export type Deleted = { readonly outcome: 'deleted' } | { readonly outcome: 'not_allowed' }

/** Deletes a draft, or withdraws a filed dossier that nobody instructs yet. It stays two weeks in the trash. Its owner alone may. */
export async function deleteDossier(
  deps: DossiersDeps,
  { numero, usager, now }: { numero: number; usager: Usager; now: Date },
): Promise<Deleted> {
  return asUsager(deps, usager, async (tx): Promise<Deleted> => {
    const dossier = await findForUsager(tx, { numero, compteId: usager.compteId, lock: true })
    if (!dossier) throw new NotFound()
    const event = dossier.etat === 'brouillon' ? 'delete_brouillon' : 'withdraw'
    if (dossier.compteId !== usager.compteId || nextEtat(dossier.etat, event, 'usager') === undefined) {
      return { outcome: 'not_allowed' }
    }
    await trashDossier(tx, { id: dossier.id, now })
    await insertTraitement(tx, {
      dossierId: dossier.id,
      evenement: event,
      etat: dossier.etat,
      par: 'usager',
      compteId: usager.compteId,
      revisionId: dossier.revisionId,
      now,
    })
    await writeJournal(tx, {
      at: now,
      role: 'usager',
      compteId: usager.compteId,
      organismeId: dossier.organismeId,
      action: `dossier.${event}`,
      objet: `dossier:${dossier.id}`,
    })
    return { outcome: 'deleted' }
  })
}

/** Takes a dossier back from the trash, as it was. */
export async function restoreDossier(
  deps: DossiersDeps,
  { numero, usager, now }: { numero: number; usager: Usager; now: Date },
): Promise<void> {
  await asUsager(deps, usager, async (tx) => {
    const trashed = await findInTrash(tx, { numero, compteId: usager.compteId })
    if (!trashed) throw new NotFound()
    await restoreRow(tx, { id: trashed.id, now })
    await writeJournal(tx, {
      at: now,
      role: 'usager',
      compteId: usager.compteId,
      organismeId: trashed.organismeId,
      action: 'dossier.restore',
      objet: `dossier:${trashed.id}`,
    })
  })
}
