import { type Ouverture, ouvertureOf, type Politique } from '../../../core/dossier/analyse.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { findSigned, listGiven, listReceived, type MandatDonne, type MandatRecu } from '../store/mandats.ts'
import { type FichierServi, findRange } from '../store/pieces.ts'
import { rememberListed } from './open-dossier.ts'

interface Asked {
  readonly usager: Pick<Usager, 'compteId'>
  readonly now: Date
}

/** Who helps somebody, and whom they help, at this instant; the journal is told once a quarter of an hour, unless it is nobody. */
export async function listMandatsOf(
  deps: Pick<DossiersDeps, 'db' | 'clock'>,
  { usager, now }: Asked,
): Promise<{ readonly donnes: readonly MandatDonne[]; readonly recus: readonly MandatRecu[] }> {
  return asUsager(deps, usager, async (tx) => {
    const donnes = await listGiven(tx, usager.compteId)
    const recus = await listReceived(tx, usager)
    await rememberListed(tx, { usager, now, action: 'mandat.list', lignes: donnes.length + recus.length })
    return { donnes, recus }
  })
}

/**
 * The signed mandate, for who gave it and who holds it, and how it opens; the journal is told when it does.
 * The two know each other: a file that was not scanned opens without a warning where the instance would only warn.
 * @throws {NotFound} for anybody else, or when there is none.
 */
export async function openSigned(
  deps: Pick<DossiersDeps, 'db' | 'clock' | 'trousseau'>,
  { id, usager, politique, now }: Asked & { readonly id: string; readonly politique: Politique },
): Promise<{ readonly fichier: FichierServi; readonly ouverture: Ouverture }> {
  return asUsager(deps, usager, async (tx) => {
    const signed = await findSigned(tx, { id, compteId: usager.compteId })
    const range = signed && (await findRange(deps, tx, signed.id))
    if (!range) throw new NotFound()
    const asked = ouvertureOf(signed.analyse, { compteId: usager.compteId, politique })
    const ouverture = asked === 'a_confirmer' ? 'ouvert' : asked
    await rememberListed(tx, { usager, now, action: 'fichier.read', lignes: ouverture === 'ouvert' ? 1 : 0 })
    return { fichier: { ...signed, ...range }, ouverture }
  })
}
