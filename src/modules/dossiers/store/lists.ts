import { sql } from 'kysely'
import type { Analyse } from '../../../core/dossier/analyse.ts'
import type { Etat } from '../../../core/dossier/etat.ts'
import type { Texte } from '../../../core/texte.ts'
import type { Valeurs } from '../../../core/validation/reponses.ts'
import { places } from '../places.ts'
import type { Motif } from '../tables.ts'
import { openAnswers } from './answers.ts'
import { ANALYSE, type Dossier, MANDAT, type Tx } from './load.ts'

/** A line of « Mes dossiers ». */
export interface MonDossier {
  readonly numero: number
  readonly etat: Etat
  readonly updatedAt: Date
  readonly deposeAt: Date | null
  readonly titre: Texte
  readonly slug: string
  readonly organismeNom: string
  readonly demandeurNom: string | null
  readonly aCorriger: boolean
  /** Whose dossier it is, when they help; blank when that person has no name. */
  readonly pour: string | null
}

/** The dossiers of a person, their own and those they help with at this instant: drafts first, then the latest changed. At most 200. */
export async function listForCompte(
  tx: Tx,
  { compteId, slug }: { compteId: string; slug?: string },
): Promise<readonly MonDossier[]> {
  const query = tx
    .selectFrom('dossiers.dossier as d')
    .innerJoin('demarches.fiche as f', 'f.id', 'd.demarche_id')
    .leftJoin('comptes.personne as p', 'p.id', 'd.compte_id')
    .select((eb) => [
      'd.numero',
      'd.etat',
      'd.updated_at as updatedAt',
      'd.depose_at as deposeAt',
      'f.titre',
      'f.slug',
      'f.organisme_nom as organismeNom',
      'd.demandeur_nom as demandeurNom',
      eb
        .exists(
          eb
            .selectFrom('dossiers.correction as c')
            .select('c.id')
            .whereRef('c.dossier_id', '=', 'd.id')
            .where('c.resolue_at', 'is', null),
        )
        .$castTo<boolean>()
        .as('aCorriger'),
      sql<string | null>`case when d.compte_id <> ${compteId} then trim(concat(p.prenom, ' ', p.nom)) end`.as('pour'),
    ])
    .where('d.supprime_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('d.compte_id', '=', compteId),
        sql<boolean>`exists (select from dossiers.invite i where i.compte_id = ${compteId} and ${sql.raw(MANDAT)})`,
      ]),
    )
    .orderBy(sql`(d.etat = 'brouillon')`, 'desc')
    .orderBy('d.updated_at', 'desc')
    .limit(200)
  return (slug === undefined ? query : query.where('f.slug', '=', slug).where('d.etat', '=', 'brouillon')).execute()
}

/** A line of a dossier's visible history. */
export interface TraitementRow {
  readonly evenement: string
  readonly etat: Etat
  readonly par: 'usager' | 'instructeur' | 'systeme'
  readonly at: Date
  readonly motivation: string | null
  /** The name of who did it. */
  readonly agent: string | null
  /** For whom, when somebody else than the usager did it by a mandate; blank when the usager has no name. */
  readonly pour: string | null
}

/** The visible history of a dossier, oldest first. */
export async function listTraitements(tx: Tx, dossierId: string): Promise<readonly TraitementRow[]> {
  return (
    tx
      .selectFrom('dossiers.traitement as t')
      .innerJoin('dossiers.dossier as d', 'd.id', 't.dossier_id')
      .leftJoin('comptes.personne as p', 'p.id', 't.compte_id')
      .leftJoin('comptes.personne as o', 'o.id', 'd.compte_id')
      .select([
        't.evenement',
        't.etat',
        't.par',
        't.at',
        't.motivation',
        sql<
          string | null
        >`case when t.par = 'usager' and t.compte_id <> d.compte_id then trim(concat(o.prenom, ' ', o.nom)) end`.as(
          'pour',
        ),
        sql<string | null>`nullif(trim(concat(p.prenom, ' ', p.nom)), '')`.as('agent'),
      ])
      .where('t.dossier_id', '=', dossierId)
      // Not by `at`, read before waiting for the dossier: of two people at once, the second may have come with the earlier time.
      .orderBy('t.id')
      .execute()
  )
}

/** A message as both sides read it. */
export interface MessageRow {
  readonly id: string
  readonly auteur: 'usager' | 'agent'
  readonly nom: string | null
  /** Written for the usager by somebody who helps. */
  readonly pourUsager: boolean
  readonly corps: string
  readonly createdAt: Date
  readonly motif: Motif | null
  readonly pieces: readonly {
    readonly id: string
    readonly nom: string
    readonly type: string
    readonly octets: number
    readonly analyse: Analyse
  }[]
}

/** The messages of a dossier, oldest first. */
export async function listMessages(tx: Tx, dossierId: string): Promise<readonly MessageRow[]> {
  return tx
    .selectFrom('dossiers.message as m')
    .innerJoin('dossiers.dossier as d', 'd.id', 'm.dossier_id')
    .leftJoin('comptes.personne as p', 'p.id', 'm.compte_id')
    .leftJoin('dossiers.correction as c', 'c.message_id', 'm.id')
    .select([
      'm.id',
      'm.auteur',
      sql<string | null>`nullif(trim(concat(p.prenom, ' ', p.nom)), '')`.as('nom'),
      sql<boolean>`m.auteur = 'usager' and m.compte_id <> d.compte_id`.as('pourUsager'),
      'm.corps',
      'm.created_at as createdAt',
      'c.motif',
      sql<MessageRow['pieces']>`coalesce((
        select json_agg(json_build_object('id', i.id, 'nom', i.nom, 'type', i.type, 'octets', i.octets, 'analyse', ${sql.raw(ANALYSE)}) order by i.nom)
        from dossiers.message_piece mp join infra.fichier i on i.id = mp.fichier_id where mp.message_id = m.id), '[]')`.as(
        'pieces',
      ),
    ])
    .where('m.dossier_id', '=', dossierId)
    .orderBy('m.created_at')
    .orderBy('m.id')
    .execute()
}

/** A filing, as it was. */
export interface DepotRow {
  readonly id: string
  readonly valeurs: Valeurs
  readonly createdAt: Date
}

/** The filings of a dossier, latest first; at most 50. */
export async function listDepots(
  tx: Tx,
  { id: dossierId, coffre }: Pick<Dossier, 'id' | 'coffre'>,
): Promise<readonly DepotRow[]> {
  const rows = await tx
    .selectFrom('dossiers.version')
    .select(['id', 'valeurs', 'valeurs_chiffrees as chiffrees', 'created_at as createdAt'])
    .where('dossier_id', '=', dossierId)
    .where('nature', '=', 'depot')
    .orderBy('rang', (order) => order.desc().nullsLast())
    .orderBy('created_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(({ valeurs, chiffrees, ...row }) => ({
    ...row,
    valeurs: openAnswers({ claires: valeurs ?? {}, chiffrees }, coffre, (cle) => places.valeur(row.id, cle)),
  }))
}
