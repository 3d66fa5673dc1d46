import { sql } from 'kysely'
import { type Demandeur, nomDemandeur } from '../../../core/dossier/demandeur.ts'
import type { Etat } from '../../../core/dossier/etat.ts'
import { type Formulaire, isSensible } from '../../../core/schema/formulaire.ts'
import type { Langue } from '../../../core/texte.ts'
import type { Saisies } from '../../../core/validation/reponses.ts'
import type { Coffre } from '../../../infra/trousseau/trousseau.ts'
import { insertCle } from './cles.ts'
import type { StoreDeps, Tx } from './load.ts'
import { insertVersion } from './versions.ts'

/** The next term of the sequence that public numbers are drawn from. */
export async function nextNumero(tx: Tx): Promise<number> {
  const row = await sql<{ n: number }>`select nextval('dossiers.numero_dossier') as n`.execute(tx)
  return row.rows[0]?.n ?? 0
}

/** A dossier about to begin. */
export interface NewDossier {
  readonly numero: number
  readonly demarcheId: string
  readonly organismeId: string
  readonly revisionId: string
  readonly compteId: string
  readonly langue: Langue
  readonly demandeur: Demandeur | null
  /** The form of its revision: it tells which answers are sealed. */
  readonly formulaire: Formulaire
  readonly saisies: Saisies
  readonly now: Date
}

/** Creates a draft, its answers and its key; gives which it is, and what seals what it holds. */
export async function insertDossier(
  deps: StoreDeps,
  tx: Tx,
  dossier: NewDossier,
): Promise<{ readonly id: string; readonly coffre: Coffre }> {
  const { id } = await tx
    .insertInto('dossiers.dossier')
    .values({
      numero: dossier.numero,
      demarche_id: dossier.demarcheId,
      organisme_id: dossier.organismeId,
      revision_id: dossier.revisionId,
      compte_id: dossier.compteId,
      langue: dossier.langue,
      demandeur: dossier.demandeur && JSON.stringify(dossier.demandeur),
      demandeur_nom: dossier.demandeur && nomDemandeur(dossier.demandeur),
      created_at: dossier.now,
      updated_at: dossier.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { organismeId, formulaire, saisies, now } = dossier
  const coffre = await insertCle(deps, tx, { dossierId: id, organismeId, now })
  const chiffrement = { coffre, isSensible: (cle: string) => isSensible(formulaire, cle) }
  await insertVersion(tx, { dossierId: id, nature: 'brouillon', saisies, chiffrement, now })
  return { id, coffre }
}

/** Records who asks. */
export async function setDemandeur(tx: Tx, { id, demandeur, now }: { id: string; demandeur: Demandeur; now: Date }) {
  await tx
    .updateTable('dossiers.dossier')
    .set({ demandeur: JSON.stringify(demandeur), demandeur_nom: nomDemandeur(demandeur), updated_at: now })
    .where('id', '=', id)
    .execute()
}

/** Tells when the dossier last changed. */
export async function touchDossier(tx: Tx, { id, now }: { id: string; now: Date }): Promise<void> {
  await tx.updateTable('dossiers.dossier').set({ updated_at: now }).where('id', '=', id).execute()
}

/** What filing writes on the dossier itself. */
export interface Filing {
  readonly id: string
  readonly from: Etat
  readonly groupeId: string
  readonly codeDepartement: string | null
  /** Words an agent may search by, in clear, without what is sensitive. */
  readonly mots: string
  readonly now: Date
}

/** Marks a dossier filed if it still is where the caller saw it; false when somebody was faster. `depose_at` is set once for ever. */
export async function fileDossier(tx: Tx, filing: Filing): Promise<boolean> {
  const done = await tx
    .updateTable('dossiers.dossier')
    .set({
      etat: 'en_construction',
      groupe_id: filing.groupeId,
      depose_at: sql`coalesce(depose_at, ${filing.now})`,
      updated_at: filing.now,
      code_departement: filing.codeDepartement,
      recherche: sql`to_tsvector('infra.francais', ${filing.mots})`,
    })
    .where('id', '=', filing.id)
    .where('etat', '=', filing.from)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** A change of state by an agent or the system. */
export interface Move {
  readonly id: string
  readonly from: Etat
  readonly to: Etat
  readonly motivation: string | null
  readonly now: Date
}

/** Moves a dossier if it is still where the caller saw it; false when somebody was faster. */
export async function moveDossier(tx: Tx, { id, from, to, motivation, now }: Move): Promise<boolean> {
  const decided = to === 'accepte' || to === 'refuse' || to === 'sans_suite'
  const moved = await tx
    .updateTable('dossiers.dossier')
    .set({
      etat: to,
      motivation: decided ? motivation : null,
      traite_at: decided ? now : null,
      ...(to === 'en_instruction' ? { instruction_at: now } : {}),
      updated_at: now,
    })
    .where('id', '=', id)
    .where('etat', '=', from)
    .executeTakeFirst()
  return moved.numUpdatedRows === 1n
}

/** One line of the visible history. */
export interface NewTraitement {
  readonly dossierId: string
  readonly evenement: string
  readonly etat: Etat
  readonly par: 'usager' | 'instructeur' | 'systeme'
  readonly compteId: string | null
  readonly motivation?: string | null
  readonly revisionId: string
  readonly now: Date
}

/** Adds a line to the visible history. */
export async function insertTraitement(tx: Tx, traitement: NewTraitement): Promise<void> {
  await tx
    .insertInto('dossiers.traitement')
    .values({
      dossier_id: traitement.dossierId,
      evenement: traitement.evenement,
      etat: traitement.etat,
      par: traitement.par,
      compte_id: traitement.compteId,
      motivation: traitement.motivation ?? null,
      revision_id: traitement.revisionId,
      at: traitement.now,
    })
    .execute()
}

/** Ties a filing to its one acknowledgement; the primary key refuses a second. */
export async function insertRecepisse(
  tx: Tx,
  recepisse: { dossierId: string; versionId: string; courrielId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('dossiers.recepisse')
    .values({
      dossier_id: recepisse.dossierId,
      version_id: recepisse.versionId,
      courriel_id: recepisse.courrielId,
      created_at: recepisse.now,
    })
    .execute()
}
