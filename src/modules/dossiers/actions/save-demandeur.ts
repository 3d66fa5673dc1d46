import type { Demandeur } from '../../../core/dossier/demandeur.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { findForUsager } from '../store/load.ts'
import { setDemandeur } from '../store/write.ts'
import { rememberRepeated } from './open-dossier.ts'

/** What came of saying who asks. */
export type SavedDemandeur = { readonly outcome: 'saved' } | { readonly outcome: 'not_editable' }

/** Records who asks, while the dossier is a draft: once filed, a dossier does not change hands. */
export async function saveDemandeur(
  deps: DossiersDeps,
  { numero, usager, demandeur, now }: { numero: number; usager: Usager; demandeur: Demandeur; now: Date },
): Promise<SavedDemandeur> {
  return asUsager(deps, usager, async (tx) => {
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId, lock: true })
    if (!dossier) throw new NotFound()
    if (dossier.etat !== 'brouillon') return { outcome: 'not_editable' }
    await setDemandeur(tx, { id: dossier.id, demandeur, now })
    await rememberRepeated(tx, { dossier, usager, action: 'dossier.save', now })
    return { outcome: 'saved' }
  })
}
