import { withContext } from '../../../infra/db/with-context.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { actFor } from '../../../infra/journal/source.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import type { Tx } from '../store/load.ts'
import { findGiven, findReceived, type GivenMandat, lockMandated, revokeMandat } from '../store/mandat-moves.ts'

/** A mandate, and who ends it. */
export interface EndMandat {
  readonly id: string
  readonly usager: Pick<Usager, 'compteId'>
  readonly now: Date
}

/**
 * Takes back a mandate that one gave, at once: whoever is acting by it at this moment ends first, and nothing is done by it
 * afterwards. Taken back twice, it is once.
 * @throws {NotFound} when it is not one's own.
 */
export async function takeBackMandat(deps: DossiersDeps, { id, usager, now }: EndMandat): Promise<void> {
  await asUsager(deps, usager, async (tx) => {
    const mandat = await findGiven(tx, { id, compteId: usager.compteId })
    if (!mandat) throw new NotFound()
    await end(tx, mandat, { compteId: usager.compteId, action: 'mandat.take_back', now })
  })
}

/**
 * Gives up a mandate that one holds.
 * @throws {NotFound} when one does not.
 */
export async function giveUpMandat(deps: DossiersDeps, { id, usager, now }: EndMandat): Promise<void> {
  await withContext(deps.db, { role: 'systeme', now }, async (tx) => {
    const mandat = await findReceived(tx, { id, compteId: usager.compteId })
    if (!mandat) throw new NotFound()
    actFor(mandat.mandantId)
    await end(tx, mandat, { compteId: usager.compteId, action: 'mandat.give_up', now })
  })
}

async function end(
  tx: Tx,
  mandat: GivenMandat,
  { compteId, action, now }: { compteId: string; action: string; now: Date },
): Promise<void> {
  await lockMandated(tx, mandat.portee)
  if (!(await revokeMandat(tx, { id: mandat.id, now }))) return
  const { organismeId, objet, id } = mandat
  await writeJournal(tx, { at: now, role: 'usager', compteId, organismeId, action, objet, meta: { mandat: id } })
}
