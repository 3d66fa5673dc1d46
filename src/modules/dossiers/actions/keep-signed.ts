import type { Recu } from '../../../infra/files/fichier.ts'
import type { DossiersDeps } from '../deps.ts'
import { ensureCoffre, sealFichier } from '../store/cles.ts'
import type { Dossier, Tx } from '../store/load.ts'
import type { MandatSigne } from '../store/mandat-moves.ts'

/** A mandate signed on paper, just received, and the dossier that it is about, which its caller has locked. */
interface Signed {
  readonly dossier: Pick<Dossier, 'id' | 'organismeId' | 'coffre'>
  readonly recu: Recu
  readonly compteId: string
  readonly now: Date
}

/** Keeps it under the key of its dossier, like everything else there. */
export async function keepSigned(
  deps: Pick<DossiersDeps, 'trousseau' | 'keepFichier'>,
  tx: Tx,
  { dossier, recu, compteId, now }: Signed,
): Promise<MandatSigne> {
  const fichier = await deps.keepFichier(tx, { recu, compteId, now })
  const coffre = await ensureCoffre(deps, tx, { dossier, now })
  return { id: fichier.id, chiffree: sealFichier({ id: dossier.id, coffre }, fichier) }
}
