import { isNiveauReached } from '../../../core/dossier/niveau.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { currentSaisies } from '../lecture.ts'
import { findForUsager } from '../store/load.ts'
import { copyPieces } from '../store/pieces.ts'
import { insertDossier, nextNumero } from '../store/write.ts'
import type { Started } from './start-dossier.ts'

/** What came of beginning one from another; who helps takes no copy, which would outlive the help. */
export type Copied = Started | { readonly outcome: 'not_owner' }

/**
 * Begins a new draft from an old dossier of the same person: answers and files are copied, champs keep their identity
 * through revisions, and an answer that the present revision no longer asks is left behind at filing.
 */
export async function copyDossier(
  deps: DossiersDeps,
  { numero, usager, cle, now }: { numero: number; usager: Usager; cle: string; now: Date },
): Promise<Copied> {
  const old = await asUsager(deps, usager, (tx) => findForUsager(deps, tx, { numero, compteId: usager.compteId }))
  if (!old) throw new NotFound()
  if (old.mandat) return { outcome: 'not_owner' }
  const demarche = await deps.demarches.findPublished(old.fiche.slug)
  if (demarche?.etat !== 'publiee') return { outcome: 'closed' }
  const { definition, formulaire } = await deps.demarches.findRevision(demarche.revisionId)
  if (!isNiveauReached(usager.acr, definition.niveauMinimum)) return { outcome: 'level_too_low', definition }
  return asUsager(deps, usager, (tx) =>
    once(tx, `dossier.copy:${usager.compteId}:${cle}`, async (): Promise<Started> => {
      const copy = deps.makeNumero(await nextNumero(tx))
      const to = await insertDossier(deps, tx, {
        numero: copy,
        demarcheId: demarche.id,
        organismeId: demarche.organismeId,
        revisionId: demarche.revisionId,
        compteId: usager.compteId,
        langue: usager.langue,
        demandeur: old.demandeur,
        formulaire,
        saisies: old.depot?.saisies ?? currentSaisies(old),
        now,
      })
      await copyPieces(tx, { from: old, to, compteId: usager.compteId, now })
      await writeJournal(tx, {
        at: now,
        role: 'usager',
        compteId: usager.compteId,
        organismeId: demarche.organismeId,
        action: 'dossier.copy',
        objet: `dossier:${to.id}`,
      })
      return { outcome: 'started', numero: copy }
    }),
  )
}
