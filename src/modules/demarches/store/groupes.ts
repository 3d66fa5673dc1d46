import { type RawBuilder, sql } from 'kysely'
import type { Condition } from '../../../core/conditions/condition.ts'
import type { Texte } from '../../../core/texte.ts'
import type { DemarchesDb, EtatDemarche } from '../tables.ts'

/** A group of agents who receive dossiers of one démarche. */
export interface Groupe {
  readonly id: string
  readonly numero: number
  readonly demarcheId: string
  /** Unique in its démarche. */
  readonly label: string
  readonly parDefaut: boolean
  /** Receives no new dossier. */
  readonly ferme: boolean
  /** Which dossiers come here; nobody's by themselves without one. */
  readonly regle: Condition | null
}

const COLUMNS = [
  'g.id',
  'g.numero',
  'g.demarche_id as demarcheId',
  'g.label',
  'g.par_defaut as parDefaut',
  'g.ferme',
  'g.regle',
] as const

/** The groups of a démarche by label, in French order: the order in which their rules are tried. */
export async function listGroupes(db: DemarchesDb, demarcheId: string): Promise<readonly Groupe[]> {
  return db
    .selectFrom('demarches.groupe as g')
    .select(COLUMNS)
    .where('g.demarche_id', '=', demarcheId)
    .orderBy(sql`g.label collate "fr-x-icu"`)
    .orderBy('g.label')
    .execute()
}

/** The next ranks of groups, to be turned into their public numbers. */
export async function nextRangsGroupe(tx: DemarchesDb, nombre: number): Promise<readonly number[]> {
  const { rows } = await sql<{ rang: number }>`
    select nextval('demarches.numero_groupe') as rang from generate_series(1, ${nombre}::integer)`.execute(tx)
  return rows.map(({ rang }) => rang)
}

/** Adds groups; gives the keys of those whose label their démarche did not have yet. */
export async function insertGroupes(
  tx: DemarchesDb,
  groupes: readonly Omit<Groupe, 'id'>[],
): Promise<readonly string[]> {
  const rows = await tx
    .insertInto('demarches.groupe')
    .values(
      groupes.map((groupe) => ({
        numero: groupe.numero,
        demarche_id: groupe.demarcheId,
        label: groupe.label,
        par_defaut: groupe.parDefaut,
        ferme: groupe.ferme,
        regle: groupe.regle === null ? null : JSON.stringify(groupe.regle),
      })),
    )
    .onConflict((conflict) => conflict.columns(['demarche_id', 'label']).doNothing())
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Adds somebody to a group; false, and nothing changes, when they are in it already. */
export async function insertMembre(
  tx: DemarchesDb,
  { groupeId, compteId, now }: { readonly groupeId: string; readonly compteId: string; readonly now: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('demarches.membre')
    .values({ groupe_id: groupeId, compte_id: compteId, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Takes somebody out of a group; false when they were not in it. */
export async function deleteMembre(
  tx: DemarchesDb,
  { groupeId, compteId }: { readonly groupeId: string; readonly compteId: string },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('demarches.membre')
    .where('groupe_id', '=', groupeId)
    .where('compte_id', '=', compteId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** The organisme of the démarche of a group. */
export async function findOrganismeOf(tx: DemarchesDb, groupeId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('demarches.groupe as g')
    .innerJoin('demarches.demarche as d', 'd.id', 'g.demarche_id')
    .select('d.organisme_id')
    .where('g.id', '=', groupeId)
    .executeTakeFirst()
  return row?.organisme_id
}

/** A démarche with its groups, as those who say who receives its dossiers choose among them. */
export interface DemarcheGroupes {
  readonly id: string
  readonly numero: number
  readonly titre: Texte
  readonly organismeId: string
  /** By label. */
  readonly groupes: readonly { readonly id: string; readonly numero: number; readonly label: string }[]
}

/** The démarches of these organismes with their groups, by title; or the one of that number, whosever it is. */
export async function listDemarchesGroupes(
  db: DemarchesDb,
  which: { readonly organismeIds: readonly string[] } | { readonly numero: number },
): Promise<readonly DemarcheGroupes[]> {
  const all = db
    .selectFrom('demarches.demarche as d')
    .innerJoin('demarches.groupe as g', 'g.demarche_id', 'd.id')
    .select(['d.id', 'd.numero', 'd.titre', 'd.organisme_id as organismeId'])
    .select(groupesAsJson())
    .groupBy('d.id')
    .orderBy(sql`d.titre ->> 'fr'`)
  return (
    'numero' in which
      ? all.where('d.numero', '=', which.numero)
      : all.where(sql<boolean>`d.organisme_id = any(${which.organismeIds}::uuid[])`)
  ).execute()
}

function groupesAsJson() {
  return sql<DemarcheOfAgent['groupes']>`json_agg(json_build_object('id', g.id, 'numero', g.numero, 'label', g.label)
    order by g.label collate "fr-x-icu")`.as('groupes')
}

/** The groups whose dossiers somebody receives, by démarche then label. */
export async function listGroupesOf(db: DemarchesDb, compteId: string): Promise<readonly Groupe[]> {
  return db
    .selectFrom('demarches.groupe as g')
    .select(COLUMNS)
    .where(isReceived(compteId))
    .orderBy('g.demarche_id')
    .orderBy(sql`g.label collate "fr-x-icu"`)
    .execute()
}

// Being in a group is not enough: one must still instruct there. Asked of the database, which holds its wall by the same answer.
function isReceived(compteId: string): RawBuilder<boolean> {
  return sql<boolean>`g.id in (select demarches.groupes_recus(${compteId}::uuid))`
}

/** A démarche as one of its agents sees it, with the groups they are in. */
export interface DemarcheOfAgent {
  readonly id: string
  readonly numero: number
  readonly slug: string
  readonly titre: Texte
  readonly etat: EtatDemarche
  readonly organismeNom: string
  readonly groupes: readonly { readonly id: string; readonly numero: number; readonly label: string }[]
}

/** The démarches whose dossiers somebody receives, open ones first, then by title. */
export async function listDemarchesOf(db: DemarchesDb, compteId: string): Promise<readonly DemarcheOfAgent[]> {
  return db
    .selectFrom('demarches.groupe as g')
    .innerJoin('demarches.demarche as d', 'd.id', 'g.demarche_id')
    .innerJoin('demarches.fiche as f', 'f.id', 'd.id')
    .select(['d.id', 'd.numero', 'd.slug', 'd.titre', 'd.etat', 'f.organisme_nom as organismeNom'])
    .select(groupesAsJson())
    .where(isReceived(compteId))
    .groupBy(['d.id', 'f.organisme_nom'])
    .orderBy(sql`d.etat = 'close'`)
    .orderBy(sql`d.titre ->> 'fr'`)
    .execute()
}
