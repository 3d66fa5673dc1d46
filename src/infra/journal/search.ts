import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Curseur } from '../../core/curseur.ts'
import type { Jour } from '../../core/jour.ts'

/** What is looked for in the journal; what is absent narrows nothing, an empty list finds nothing. */
export interface Recherche {
  /** Keys of organismes, or what belongs to none. */
  readonly organismes?: readonly string[] | 'aucun' | undefined
  /** Legal days, both included. */
  readonly du?: Jour | undefined
  readonly au?: Jour | undefined
  readonly comptes?: readonly string[] | undefined
  readonly actions?: readonly string[] | undefined
  readonly objets?: readonly string[] | undefined
  readonly origine?: string | undefined
}

/** A line as it is read again. */
export interface LigneLue {
  readonly id: string
  readonly at: Date
  readonly organismeId: string | null
  readonly compteId: string | null
  readonly pourId: string | null
  readonly role: string
  readonly action: string
  readonly objet: string
  readonly meta: Readonly<Record<string, unknown>>
  /** Nothing for what was written before origins were told. */
  readonly origine: string | null
  /** Where it stands in the list. */
  readonly curseur: Curseur
}

/** Lines older than a place, or newer; the newest when there is none. */
export interface Place {
  readonly apres?: Curseur | undefined
  readonly avant?: Curseur | undefined
}

/** A page, latest first, and whether there is something on either side. */
export interface PageLignes {
  readonly lignes: readonly LigneLue[]
  readonly before: boolean
  readonly after: boolean
}

/**
 * One page of the journal by keyset, latest first: what its reader may see of it, which PostgreSQL decides.
 *
 * Each key of the narrowest criterion (an object, a person, a network, an act, an organisme) is read along its own index,
 * and the lists are merged: no page costs more than so many lines for each key.
 */
export async function searchLignes(
  // biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
  tx: Transaction<any>,
  { recherche, place, limit }: { recherche: Recherche; place: Place; limit: number },
): Promise<PageLignes> {
  const backwards = place.avant !== undefined
  const direction = sql.raw(backwards ? 'asc' : 'desc')
  const order = (alias: string) => sql`${sql.ref(`${alias}.at`)} ${direction}, ${sql.ref(`${alias}.id`)} ${direction}`
  const where = [...conditionsOf(recherche), ...beyond(place)]
  const key = keyOf(recherche)
  const of = (more: readonly RawBuilder<unknown>[]) => sql`
    select j.id, j.at, j.organisme_id as "organismeId", j.compte_id as "compteId", j.pour_id as "pourId", j.role, j.action,
      j.objet, j.meta, j.origine, to_char(j.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' as cle
    from infra.journal j where ${sql.join([sql`true`, ...more], sql` and `)}
    order by ${order('j')} limit ${limit + 1}`
  const { rows } = await sql<Omit<LigneLue, 'curseur'> & { cle: string }>`${
    key
      ? sql`select p.* from unnest(${key.values}) as k(cle)
          cross join lateral (${of([sql`${key.column} = k.cle`, ...where])}) p
          order by ${order('p')} limit ${limit + 1}`
      : of(where)
  }`.execute(tx)
  const lignes = rows.slice(0, limit).map(({ cle, ...row }) => ({ ...row, curseur: { valeur: cle, id: row.id } }))
  const more = rows.length > limit
  if (backwards) lignes.reverse()
  return { lignes, before: backwards ? more : place.apres !== undefined, after: backwards || more }
}

interface Key {
  readonly column: RawBuilder<unknown>
  readonly values: RawBuilder<unknown>
}

/** The criterion that leads, the narrowest first; nothing when every line is wanted. */
function keyOf({ objets, comptes, origine, actions, organismes }: Recherche): Key | undefined {
  if (objets) return { column: sql`j.objet`, values: sql`${objets}::text[]` }
  if (comptes) return { column: sql`j.compte_id`, values: sql`${comptes}::uuid[]` }
  if (origine !== undefined) return { column: sql`j.origine`, values: sql`${[origine]}::text[]` }
  if (actions) return { column: sql`j.action`, values: sql`${actions}::text[]` }
  if (organismes && organismes !== 'aucun') return { column: sql`j.organisme_id`, values: sql`${organismes}::uuid[]` }
  return undefined
}

function conditionsOf({ organismes, du, au, comptes, actions, origine }: Recherche): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = []
  if (organismes === 'aucun') where.push(sql`j.organisme_id is null`)
  else if (organismes) where.push(sql`j.organisme_id = any(${organismes}::uuid[])`)
  // Days are those of Paris, as on every screen.
  if (du !== undefined) where.push(sql`j.at >= (${du}::date)::timestamp at time zone 'Europe/Paris'`)
  if (au !== undefined) where.push(sql`j.at < (${au}::date + 1)::timestamp at time zone 'Europe/Paris'`)
  if (comptes) where.push(sql`j.compte_id = any(${comptes}::uuid[])`)
  if (actions) where.push(sql`j.action = any(${actions}::text[])`)
  if (origine !== undefined) where.push(sql`j.origine = ${origine}`)
  return where
}

function beyond({ apres, avant }: Place): RawBuilder<unknown>[] {
  if (apres) return [sql`(j.at, j.id) < (${apres.valeur}::timestamptz, ${apres.id}::uuid)`]
  return avant ? [sql`(j.at, j.id) > (${avant.valeur}::timestamptz, ${avant.id}::uuid)`] : []
}
