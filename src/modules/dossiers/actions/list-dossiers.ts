import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { listForCompte, type MonDossier } from '../store/lists.ts'
import { rememberListed } from './open-dossier.ts'

/** The dossiers of somebody, of one démarche when it is named; the journal is told how many were shown, unless none was. */
export async function listDossiers(
  deps: Pick<DossiersDeps, 'db' | 'clock'>,
  { usager, slug, now }: { readonly usager: Pick<Usager, 'compteId'>; readonly slug?: string; readonly now: Date },
): Promise<readonly MonDossier[]> {
  const { compteId } = usager
  return asUsager(deps, usager, async (tx) => {
    const listed = await listForCompte(tx, slug === undefined ? { compteId } : { compteId, slug })
    await rememberListed(tx, { usager, now, action: 'dossier.list', lignes: listed.length })
    return listed
  })
}
