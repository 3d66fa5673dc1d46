import { NotFound } from '../../../infra/http/errors.ts'
import { type Fait, writeRepeated } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { type Dossier, findForUsager, type Tx } from '../store/load.ts'

interface Asked {
  readonly numero: number
  readonly usager: Pick<Usager, 'compteId'>
  readonly now: Date
}

/**
 * The dossier of that number when it is theirs or shared with them; the journal is told once a quarter of an hour.
 * `run` reads more of it in the same transaction.
 * @throws {NotFound} when it is somebody else's, or none.
 */
export async function openDossier<More>(
  deps: Pick<DossiersDeps, 'db' | 'clock' | 'trousseau'>,
  { numero, usager, now }: Asked,
  run: (tx: Tx, dossier: Dossier) => Promise<More>,
): Promise<{ readonly dossier: Dossier; readonly more: More }> {
  return asUsager(deps, usager, async (tx) => {
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId })
    if (!dossier) throw new NotFound()
    const more = await run(tx, dossier)
    await rememberRepeated(tx, { dossier, usager, action: 'dossier.read', now })
    return { dossier, more }
  })
}

/** Tells what a usager did to a dossier, once a quarter of an hour. */
export async function rememberRepeated(
  tx: Tx,
  told: Pick<Asked, 'usager' | 'now'> & Pick<Fait, 'action' | 'meta'> & { readonly dossier: Dossier },
): Promise<void> {
  const { dossier, usager, action, meta = {}, now } = told
  await writeRepeated(tx, {
    ...{ at: now, role: 'usager', compteId: usager.compteId, organismeId: dossier.organismeId },
    ...{ action, objet: `dossier:${dossier.id}`, meta },
  })
}

/** Tells how much of a list of their own a usager was shown, once a quarter of an hour, unless it was nothing. */
export async function rememberListed(
  tx: Tx,
  told: Pick<Asked, 'usager' | 'now'> & { readonly action: string; readonly lignes: number },
): Promise<void> {
  const { usager, action, lignes, now } = told
  if (lignes === 0) return
  const { compteId } = usager
  await writeRepeated(tx, { at: now, role: 'usager', compteId, action, objet: `compte:${compteId}`, meta: { lignes } })
}
