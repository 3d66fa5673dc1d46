import { withContext } from '../../../infra/db/with-context.ts'
import type { Recu } from '../../../infra/files/fichier.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { actFor } from '../../../infra/journal/source.ts'
import type { DossiersDeps, Usager } from '../deps.ts'
import { findById } from '../store/load.ts'
import { acceptMandat as acceptRow, findMandatById, lockMandated } from '../store/mandat-moves.ts'
import { keepSigned } from './keep-signed.ts'

/** A mandate whose link was followed, which is the proof. */
export interface AcceptMandat {
  readonly id: string
  /** The address that the link was sent to. */
  readonly courriel: string
  readonly usager: Pick<Usager, 'compteId'>
  /** The mandate signed on paper, when one helps at a counter with one dossier: it is kept with it. */
  readonly signe?: Recu | undefined
  readonly now: Date
}

/** Opens what a mandate is about to the account of who followed its link; false when it was taken back or ended meanwhile, or is one's own. */
export async function acceptMandat(deps: DossiersDeps, asked: AcceptMandat): Promise<boolean> {
  const { id, courriel, usager, signe, now } = asked
  const { compteId } = usager
  return withContext(deps.db, { role: 'systeme', now }, async (tx) => {
    const mandat = await findMandatById(tx, id)
    if (!mandat) return false
    const { portee } = mandat
    await lockMandated(tx, portee)
    const dossier = portee.kind === 'dossier' ? await findById(deps, tx, portee.dossierId) : undefined
    const kept = signe && dossier ? await keepSigned(deps, tx, { dossier, recu: signe, compteId, now }) : undefined
    if (!(await acceptRow(tx, { id, courriel, compteId, signe: kept }))) return false
    actFor(mandat.mandantId)
    await writeJournal(tx, {
      at: now,
      role: 'usager',
      compteId,
      organismeId: mandat.organismeId,
      action: 'mandat.accept',
      objet: mandat.objet,
      meta: { mandat: id },
    })
    return true
  })
}
