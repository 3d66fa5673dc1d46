import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Etat } from '../../../core/dossier/etat.ts'
import { type Curseur, type Filtre, numeroTyped, PAGE_SIZE } from '../rules.ts'
import type { InstructionTables } from '../tables.ts'

/** A transaction that sees this module's tables. */
export type Tx = Transaction<InstructionTables>

/** A line of the agents' table. */
export interface LigneTable {
  readonly id: string
  readonly numero: number
  readonly etat: Etat
  readonly demandeurNom: string
  readonly deposeAt: Date
  readonly traiteAt: Date | null
  readonly codeDepartement: string | null
  readonly correctionEnCours: boolean
  readonly messageRecuAt: Date | null
  readonly dernierDepotAt: Date
  readonly seenAt: Date | null
  readonly suivi: boolean
  /** Where it stands in the sorted list. */
  readonly curseur: Curseur
}

/** One page of the table, and whether there is something on either side. */
export interface PageTable {
  readonly lignes: readonly LigneTable[]
  readonly before: boolean
  readonly after: boolean
}

/** Whose table: the agent, and those of his groups that receive this démarche's dossiers. */
export interface TableKey {
  readonly compteId: string
  readonly groupes: readonly string[]
  readonly filtre: Filtre
  /** Rows to read; a page by default. */
  readonly limit?: number
}

/**
 * One page of dossiers, by keyset: reading the first page costs the same on ten thousand and on a million.
 *
 * Each group is read along its own index and the lists are merged, so that a small group is not searched for in the
 * rows of a large one.
 */
export async function listDossiers(tx: Tx, { compteId, groupes, filtre, limit = PAGE_SIZE }: TableKey): Promise<PageTable> {
  const backwards = filtre.avant !== undefined
  const curseur = filtre.apres ?? filtre.avant
  const order = orderOf(filtre, backwards)
  const where = conditions(filtre, compteId)
  if (curseur) where.push(beyond(filtre, curseur, backwards))
  const rows = await sql<Omit<LigneTable, 'curseur'> & { cle: string }>`
    select t.id, t.numero, t.etat, t.demandeur_nom as "demandeurNom", t.depose_at as "deposeAt", t.traite_at as "traiteAt",
      t.code_departement as "codeDepartement", t.correction_en_cours as "correctionEnCours",
      t.message_recu_at as "messageRecuAt", t.dernier_depot_at as "dernierDepotAt", v.seen_at as "seenAt",
      (s.compte_id is not null) as suivi, ${sql.raw(isNom(filtre) ? 't.demandeur_nom' : 't.depose_at::text')} as cle
    from (
      select d.* from unnest(${groupes}::uuid[]) as g(id)
      cross join lateral (
        select d.* from dossiers.depose d
        where d.groupe_id = g.id and ${sql.join(where, sql` and `)}
        order by ${order('d')} limit ${limit + 1}
      ) d
      order by ${order('d')} limit ${limit + 1}
    ) t
    left join instruction.vue v on v.dossier_id = t.id and v.compte_id = ${compteId}
    left join instruction.suivi s on s.dossier_id = t.id and s.compte_id = ${compteId}
    order by ${order('t')}`.execute(tx)
  const more = rows.rows.length > limit
  const page = rows.rows.slice(0, limit).map(({ cle, ...row }) => ({ ...row, curseur: { valeur: cle, id: row.id } }))
  if (backwards) page.reverse()
  return { lignes: page, before: backwards ? more : filtre.apres !== undefined, after: backwards || more }
}

function isNom(filtre: Filtre): boolean {
  return filtre.tri.startsWith('nom')
}

function orderOf(filtre: Filtre, backwards: boolean): (alias: string) => RawBuilder<unknown> {
  const column = isNom(filtre) ? 'demandeur_nom' : 'depose_at'
  const direction = filtre.tri.endsWith('desc') === backwards ? 'asc' : 'desc'
  return (alias) => sql.raw(`${alias}.${column} ${direction}, ${alias}.id ${direction}`)
}

function beyond(filtre: Filtre, { valeur, id }: Curseur, backwards: boolean): RawBuilder<unknown> {
  const operator = sql.raw(filtre.tri.endsWith('desc') === backwards ? '>' : '<')
  return isNom(filtre)
    ? sql`(d.demandeur_nom, d.id) ${operator} (${valeur}, ${id}::uuid)`
    : sql`(d.depose_at, d.id) ${operator} (${timestamp(valeur)}, ${id}::uuid)`
}

/** A cursor comes from an address: what is no instant must not become an error of PostgreSQL. */
function timestamp(valeur: string): RawBuilder<unknown> {
  const valid = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?\+\d{2}$/.test(valeur) && !Number.isNaN(Date.parse(valeur.replace(' ', 'T').replace(/\+\d{2}$/, 'Z')))
  return sql`${valid ? valeur : '1970-01-01 00:00:00+00'}::timestamptz`
}

function conditions(filtre: Filtre, compteId: string): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [sql`true`]
  if (filtre.etat) where.push(sql`d.etat = ${filtre.etat}`)
  if (filtre.departement) where.push(sql`d.code_departement = ${filtre.departement}`)
  // Days are those of Paris: a filing at 0:30 there is not of the day before, as UTC would have it.
  if (filtre.du) where.push(sql`d.depose_at >= (${filtre.du}::date)::timestamp at time zone 'Europe/Paris'`)
  if (filtre.au) where.push(sql`d.depose_at < (${filtre.au}::date + 1)::timestamp at time zone 'Europe/Paris'`)
  if (filtre.suivis) {
    where.push(sql`exists (select from instruction.suivi f where f.dossier_id = d.id and f.compte_id = ${compteId})`)
  }
  if (filtre.q) where.push(matches(filtre.q))
  return where
}

/** A number finds its dossier; otherwise every word must be there, the last one perhaps unfinished. */
function matches(q: string): RawBuilder<unknown> {
  const numero = numeroTyped(q)
  if (numero !== undefined) return sql`d.numero = ${numero}`
  const words = q.match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0) return sql`false`
  return sql`d.recherche @@ (to_tsquery('infra.francais', ${words.map((word) => `${word}:*`).join(' & ')}))`
}

/** How many dossiers of those groups are in each state, exact. */
export async function countByEtat(tx: Tx, groupes: readonly string[]): Promise<Readonly<Partial<Record<Etat, number>>>> {
  const rows = await tx
    .selectFrom('dossiers.effectif')
    .select(['etat', sql<string>`sum(nombre)`.as('nombre')])
    .where('groupe_id', '=', sql<string>`any(${groupes}::uuid[])`)
    .groupBy('etat')
    .execute()
  return Object.fromEntries(rows.map(({ etat, nombre }) => [etat, Number(nombre)]))
}

/** The same, group by group: the list of an agent's démarches. */
export async function countByGroupe(
  tx: Tx,
  groupes: readonly string[],
): Promise<readonly { readonly groupeId: string; readonly etat: Etat; readonly nombre: number }[]> {
  const rows = await tx
    .selectFrom('dossiers.effectif')
    .select(['groupe_id as groupeId', 'etat', sql<string>`sum(nombre)`.as('nombre')])
    .where('groupe_id', '=', sql<string>`any(${groupes}::uuid[])`)
    .groupBy(['groupe_id', 'etat'])
    .execute()
  return rows.map((row) => ({ ...row, nombre: Number(row.nombre) }))
}
