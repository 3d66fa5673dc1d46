import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Curseur } from '../../../core/curseur.ts'
import type { Etat } from '../../../core/dossier/etat.ts'
import { type Filtre, numeroTyped, PAGE_SIZE } from '../rules.ts'
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
}

/** One page of dossiers, by keyset: reading the first page costs the same on ten thousand and on a million. */
export async function listDossiers(tx: Tx, key: TableKey): Promise<PageTable> {
  const page = await readPage(tx, key, PAGE_SIZE)
  if (!key.filtre.avant || page.before || page.lignes.length === PAGE_SIZE) return page
  // Going back from the middle of a page that has changed since: the list is shown from its beginning, not a part of a page.
  const { avant: _avant, ...filtre } = key.filtre
  return readPage(tx, { ...key, filtre }, PAGE_SIZE)
}

/** The dossiers before and after that one in a list, whether or not it is still part of it; by public number. */
export async function findNeighbours(
  tx: Tx,
  { dossierId, ...key }: TableKey & { readonly dossierId: string },
): Promise<{ readonly precedent?: number; readonly suivant?: number }> {
  const { apres: _apres, avant: _avant, ...filtre } = key.filtre
  const here = await tx
    .selectFrom('dossiers.depose as d')
    .select(cursorOf(filtre, 'd').as('cle'))
    .where('d.id', '=', dossierId)
    .executeTakeFirst()
  if (!here) return {}
  const place = { valeur: here.cle, id: dossierId }
  const before = await readPage(tx, { ...key, filtre: { ...filtre, avant: place } }, 1)
  const after = await readPage(tx, { ...key, filtre: { ...filtre, apres: place } }, 1)
  const [precedent] = before.lignes
  const [suivant] = after.lignes
  return { ...(precedent && { precedent: precedent.numero }), ...(suivant && { suivant: suivant.numero }) }
}

/**
 * Each group is read along its own index and the lists are merged, so that a small group is not searched for in the rows
 * of a large one. What a line tells besides its place is read for the page alone.
 */
async function readPage(tx: Tx, { compteId, groupes, filtre }: TableKey, limit: number): Promise<PageTable> {
  const backwards = filtre.avant !== undefined
  const curseur = filtre.apres ?? filtre.avant
  const order = orderOf(filtre, backwards)
  const where = conditions(filtre, compteId)
  if (filtre.q) where.push(await matches(tx, groupes, filtre.q))
  if (curseur) where.push(beyond(filtre, curseur, backwards))
  const { rows } = await sql<Omit<LigneTable, 'curseur'> & { cle: string }>`
    select t.id, t.numero, t.etat, t.demandeur_nom as "demandeurNom", t.depose_at as "deposeAt", t.traite_at as "traiteAt",
      t.code_departement as "codeDepartement", t.correction_en_cours as "correctionEnCours",
      t.message_recu_at as "messageRecuAt", t.dernier_depot_at as "dernierDepotAt", v.seen_at as "seenAt",
      ${cursorOf(filtre, 't')} as cle
    from (
      select d.id from unnest(${groupes}::uuid[]) as g(id)
      cross join lateral (
        select d.id, d.depose_at, d.demandeur_nom from dossiers.depose d
        where d.groupe_id = g.id and ${sql.join(where, sql` and `)}
        order by ${order('d')} limit ${limit + 1}
      ) d
      order by ${order('d')} limit ${limit + 1}
    ) p
    join dossiers.depose t on t.id = p.id
    left join instruction.vue v on v.dossier_id = t.id and v.compte_id = ${compteId}
    order by ${order('t')}`.execute(tx)
  const more = rows.length > limit
  const lignes = rows.slice(0, limit).map(({ cle, ...row }) => ({ ...row, curseur: { valeur: cle, id: row.id } }))
  if (backwards) lignes.reverse()
  return { lignes, before: backwards ? more : filtre.apres !== undefined, after: backwards || more }
}

function isNom(filtre: Filtre): boolean {
  return filtre.tri.startsWith('nom')
}

/** The value that sorts, to the microsecond and whatever the time zone of the connection. */
function cursorOf(filtre: Filtre, alias: string): RawBuilder<string> {
  return isNom(filtre)
    ? sql<string>`${sql.ref(`${alias}.demandeur_nom`)}`
    : sql<string>`to_char(${sql.ref(`${alias}.depose_at`)} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00'`
}

function orderOf(filtre: Filtre, backwards: boolean): (alias: string) => RawBuilder<unknown> {
  const column = isNom(filtre) ? 'demandeur_nom' : 'depose_at'
  const direction = sql.raw(filtre.tri.endsWith('desc') === backwards ? 'asc' : 'desc')
  return (alias) => sql`${sql.ref(`${alias}.${column}`)} ${direction}, ${sql.ref(`${alias}.id`)} ${direction}`
}

function beyond(filtre: Filtre, { valeur, id }: Curseur, backwards: boolean): RawBuilder<unknown> {
  const operator = sql.raw(filtre.tri.endsWith('desc') === backwards ? '>' : '<')
  return isNom(filtre)
    ? sql`(d.demandeur_nom, d.id) ${operator} (${valeur}, ${id}::uuid)`
    : sql`(d.depose_at, d.id) ${operator} (${valeur}::timestamptz, ${id}::uuid)`
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
  return where
}

/**
 * The number of a dossier finds that one alone; otherwise every word must be there, finished or not. Words too common to
 * be indexed (« le ») are left out; when there are no others, they are looked for at the beginning of the name.
 */
async function matches(tx: Tx, groupes: readonly string[], q: string): Promise<RawBuilder<unknown>> {
  const numero = numeroTyped(q)
  if (numero !== undefined && (await hasNumero(tx, groupes, numero))) return sql`d.numero = ${numero}`
  const words = q.match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0) return sql`false`
  const query = sql`to_tsquery('infra.francais', ${words.map((word) => `${word}:*`).join(' & ')})`
  const { rows } = await sql<{ nodes: number }>`select numnode(${query}) as nodes`.execute(tx)
  return rows[0]?.nodes === 0
    ? sql`starts_with(infra.sans_accent(d.demandeur_nom), infra.sans_accent(${words.join(' ')}))`
    : sql`d.recherche @@ ${query}`
}

async function hasNumero(tx: Tx, groupes: readonly string[], numero: number): Promise<boolean> {
  const found = await tx
    .selectFrom('dossiers.depose')
    .select('id')
    .where('numero', '=', numero)
    .where('groupe_id', '=', sql<string>`any(${groupes}::uuid[])`)
    .executeTakeFirst()
  return found !== undefined
}
