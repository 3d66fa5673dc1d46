import { type Formulaire, isSensible } from '../../../core/schema/formulaire.ts'
import type { FichierGarde } from '../../../infra/files/fichier.ts'
import { type Coffre, Illisible } from '../../../infra/trousseau/trousseau.ts'
import { places } from '../places.ts'
import type { Chiffrement } from './answers.ts'
import type { Dossier, StoreDeps, Tx } from './load.ts'

/** Makes the key of a dossier that has none. */
export async function insertCle(
  { trousseau }: StoreDeps,
  tx: Tx,
  { dossierId, organismeId, now }: { dossierId: string; organismeId: string; now: Date },
): Promise<Coffre> {
  const made = await trousseau.make(tx, { organismeId, place: places.cle(dossierId), now })
  await tx
    .insertInto('dossiers.cle')
    .values({ dossier_id: dossierId, cle_organisme_id: made.cleOrganismeId, chiffree: made.chiffree })
    .execute()
  return made.coffre
}

/** What seals what is about to be written in a dossier, which its caller has locked: one begun before there were keys gets its own. */
export async function ensureCoffre(
  deps: StoreDeps,
  tx: Tx,
  { dossier, now }: { dossier: Pick<Dossier, 'id' | 'organismeId' | 'coffre'>; now: Date },
): Promise<Coffre> {
  return dossier.coffre ?? insertCle(deps, tx, { dossierId: dossier.id, organismeId: dossier.organismeId, now })
}

/** How the answers of a dossier, which its caller has locked, are kept. */
export async function chiffrementOf(
  deps: StoreDeps,
  tx: Tx,
  { formulaire, ...asked }: Parameters<typeof ensureCoffre>[2] & { readonly formulaire: Formulaire },
): Promise<Chiffrement> {
  return { coffre: await ensureCoffre(deps, tx, asked), isSensible: (cle) => isSensible(formulaire, cle) }
}

/** The key of a file as a dossier keeps it. */
export function sealFichier({ id, coffre }: { id: string; coffre: Coffre }, fichier: FichierGarde): string {
  return coffre.seal(fichier.cle.toString('base64url'), places.fichier({ dossierId: id, fichierId: fichier.id }))
}

/** What opens a file of a dossier; nothing for one that came before files were encrypted. @throws {Illisible} */
export function openFichier(
  { id, coffre }: Pick<Dossier, 'id' | 'coffre'>,
  fichier: { readonly id: string; readonly chiffree: string | null },
): Buffer | undefined {
  if (fichier.chiffree === null) return undefined
  const place = places.fichier({ dossierId: id, fichierId: fichier.id })
  if (!coffre) throw new Illisible(`the key of a dossier is gone: ${place}`)
  return Buffer.from(coffre.open(fichier.chiffree, place), 'base64url')
}
