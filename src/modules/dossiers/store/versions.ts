import { sql } from 'kysely'
import type { Saisies, Valeurs } from '../../../core/validation/reponses.ts'
import { newId } from '../../../infra/db/new-id.ts'
import { places } from '../places.ts'
import { type Chiffrement, openAnswers, sealAnswers } from './answers.ts'
import type { Dossier, Tx, VersionOuverte } from './load.ts'

/** Opens the answers to writing: a first draft, or a copy of what was filed. */
export async function insertVersion(
  tx: Tx,
  version: {
    dossierId: string
    nature: 'brouillon' | 'tampon'
    saisies: Saisies
    chiffrement: Chiffrement
    now: Date
  },
): Promise<string> {
  const id = newId(version.now)
  const kept = sealAnswers(version.saisies, version.chiffrement, (cle) => places.saisie(id, cle))
  await tx
    .insertInto('dossiers.version')
    .values({
      id,
      dossier_id: version.dossierId,
      nature: version.nature,
      saisies: JSON.stringify(kept.claires),
      saisies_chiffrees: JSON.stringify(kept.chiffrees),
      created_at: version.now,
      updated_at: version.now,
    })
    .execute()
  return id
}

/** What a save changes in the open version. */
export interface Patch {
  readonly version: VersionOuverte
  readonly saisies: Saisies
  readonly removed: readonly string[]
  readonly chiffrement: Chiffrement
  readonly now: Date
}

/**
 * Adds answers to the open version, and forgets those given as removed; gives it as it is from now on. One that came before
 * there were keys is written whole, so that nothing sensitive stays in it in clear. The row of the dossier is locked by the caller.
 */
export async function patchVersion(
  tx: Tx,
  { version, saisies, removed, chiffrement, now }: Patch,
): Promise<VersionOuverte> {
  const numero = version.numero + 1
  const touched = Object.fromEntries([...Object.keys(saisies), ...removed].map((cle) => [cle, numero]))
  const written = version.enClair ? { ...version.saisies, ...saisies } : saisies
  const kept = sealAnswers(written, chiffrement, (cle) => places.saisie(version.id, cle))
  // An answer is in one column: whichever it goes to, it leaves the other.
  const gone = [...removed, ...Object.keys(kept.chiffrees)]
  const opened = [...removed, ...Object.keys(kept.claires)]
  await tx
    .updateTable('dossiers.version')
    .set({
      saisies: sql`(saisies || ${JSON.stringify(kept.claires)}::jsonb) - ${gone}::text[]`,
      saisies_chiffrees: sql`(coalesce(saisies_chiffrees, '{}') || ${JSON.stringify(kept.chiffrees)}::jsonb) - ${opened}::text[]`,
      modifie: sql`modifie || ${JSON.stringify(touched)}::jsonb`,
      numero,
      updated_at: now,
    })
    .where('id', '=', version.id)
    .execute()
  const left = Object.entries({ ...version.saisies, ...saisies }).filter(([cle]) => !removed.includes(cle))
  const modifie = { ...version.modifie, ...touched }
  return { ...version, numero, saisies: Object.fromEntries(left), modifie, enClair: false }
}

/**
 * Turns the open version into the last filing: what it holds is from now on what was filed. The row of the dossier is locked
 * by the caller.
 */
export async function sealVersion(
  tx: Tx,
  filing: { id: string; saisies: Saisies; valeurs: Valeurs; chiffrement: Chiffrement; now: Date },
): Promise<void> {
  const { id, chiffrement, now } = filing
  const saisies = sealAnswers(filing.saisies, chiffrement, (cle) => places.saisie(id, cle))
  const valeurs = sealAnswers(filing.valeurs, chiffrement, (cle) => places.valeur(id, cle))
  await tx
    .updateTable('dossiers.version')
    .set({
      nature: 'depot',
      saisies: JSON.stringify(saisies.claires),
      saisies_chiffrees: JSON.stringify(saisies.chiffrees),
      valeurs: JSON.stringify(valeurs.claires),
      valeurs_chiffrees: JSON.stringify(valeurs.chiffrees),
      modifie: '{}',
      // Counted and not dated: whatever the clock says, the last one filed is the last one.
      rang: sql<number>`(select coalesce(max(d.rang), 0) + 1 from dossiers.version d
        where d.dossier_id = version.dossier_id and d.nature = 'depot')`,
      created_at: now,
      updated_at: now,
    })
    .where('id', '=', id)
    .execute()
}

/** Sets aside edits that were never filed: they stay readable by the usager for two weeks, and the files they removed come back. */
export async function setTamponAside(tx: Tx, { dossierId, now }: { dossierId: string; now: Date }): Promise<void> {
  await tx
    .updateTable('dossiers.version')
    .set({ nature: 'ecarte', updated_at: now })
    .where('dossier_id', '=', dossierId)
    .where('nature', '=', 'tampon')
    .execute()
  await tx.updateTable('dossiers.piece').set({ retire_at: null }).where('dossier_id', '=', dossierId).execute()
}

/** Edits that an agent's instruction overtook less than two weeks ago: their usager may still read them. */
export async function findEcarte(
  tx: Tx,
  { dossier, now }: { dossier: Pick<Dossier, 'id' | 'coffre'>; now: Date },
): Promise<Saisies | undefined> {
  const row = await tx
    .selectFrom('dossiers.version')
    .select(['id', 'saisies', 'saisies_chiffrees as chiffrees'])
    .where('dossier_id', '=', dossier.id)
    .where('nature', '=', 'ecarte')
    .where('updated_at', '>', new Date(now.getTime() - 14 * 86_400_000))
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, saisies: claires, chiffrees } = row
  return openAnswers({ claires, chiffrees }, dossier.coffre, (cle) => places.saisie(id, cle))
}

/** Whether these answers of a dossier were filed, lately or before others. */
export async function wasFiled(
  tx: Tx,
  { dossierId, version }: { dossierId: string; version: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('dossiers.version')
    .select('id')
    .where('id', '=', version)
    .where('dossier_id', '=', dossierId)
    .where('nature', '=', 'depot')
    .executeTakeFirst()
  return row !== undefined
}
