import { nextEtat } from '../../../core/dossier/lifecycle.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { type Dossier, findForUsager } from '../store/load.ts'
import { findInTrash, restoreDossier as restoreRow, trashDossier } from '../store/trash.ts'
import { insertTraitement } from '../store/write.ts'

/** What came of deleting a draft or withdrawing a filed dossier. */
export type Deleted = { readonly outcome: 'deleted' } | { readonly outcome: 'not_allowed' }

/** What a usager takes away: a draft, or a filed dossier. */
export type Leaving = 'delete_brouillon' | 'withdraw'

/** What leaving a dossier means in that state. */
export function leavingOf({ etat }: Pick<Dossier, 'etat'>): Leaving {
  return etat === 'brouillon' ? 'delete_brouillon' : 'withdraw'
}

/**
 * Deletes a draft, or withdraws a filed dossier that nobody instructs yet. It stays two weeks in the trash. Its owner alone may.
 *
 * `event` is what the page said: a draft filed meanwhile is not withdrawn by who was asked whether to delete it. Asked twice,
 * the second time finds it in the trash: it is done.
 */
export async function deleteDossier(
  deps: DossiersDeps,
  { numero, usager, event, now }: { numero: number; usager: Usager; event: Leaving | undefined; now: Date },
): Promise<Deleted> {
  return asUsager(deps, usager, async (tx): Promise<Deleted> => {
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId, lock: true })
    if (!dossier) {
      if (await findInTrash(tx, { numero, compteId: usager.compteId })) return { outcome: 'deleted' }
      throw new NotFound()
    }
    const owner = dossier.compteId === usager.compteId
    if (!owner || event !== leavingOf(dossier) || nextEtat(dossier.etat, event, 'usager') === undefined) {
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

/** Takes a dossier back from the trash, as it was; one that is back already is left as it is. */
export async function restoreDossier(
  deps: DossiersDeps,
  { numero, usager, now }: { numero: number; usager: Usager; now: Date },
): Promise<void> {
  await asUsager(deps, usager, async (tx) => {
    const trashed = await findInTrash(tx, { numero, compteId: usager.compteId })
    if (!trashed) {
      const back = await findForUsager(deps, tx, { numero, compteId: usager.compteId })
      if (back?.compteId !== usager.compteId) throw new NotFound()
      return
    }
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
