import { type RawBuilder, sql } from 'kysely'
import type { Texte } from '../../../core/texte.ts'
import type { DemarchesDb } from '../tables.ts'

/** Démarches on one page of a list. */
export const PAR_PAGE = 20

const MAX_WORDS = 12

/** A démarche as a list shows it. */
export interface DemarcheTrouvee {
  readonly slug: string
  readonly titre: Texte
  readonly resume: Texte
  readonly dureeEnMinutes: number
  readonly delai: Texte
  readonly organismeNom: string
}

/** One page of the démarches that are open, and how many there are in all. */
export interface Trouvees {
  readonly total: number
  readonly demarches: readonly DemarcheTrouvee[]
}

/** What a list of démarches is narrowed by. `page` counts from 1. */
export interface Criteres {
  readonly q?: string | undefined
  readonly organismeId?: string | undefined
  readonly page?: number | undefined
}

/**
 * The open démarches that hold all these words, in their title, summary, audience or organisation's name: closest first,
 * then by title. The last word may be the beginning of one. Without words, all of them by title.
 */
export async function searchDemarches(db: DemarchesDb, { q = '', organismeId, page = 1 }: Criteres): Promise<Trouvees> {
  const words = (q.slice(0, 200).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MAX_WORDS)
  const query = queryOf(words)
  const filter = sql`d.etat = 'publiee'
    ${query === undefined ? sql`` : sql`and d.recherche @@ ${query}`}
    ${organismeId === undefined ? sql`` : sql`and d.organisme_id = ${organismeId}`}`
  const rank = query === undefined ? sql`0::real` : sql`ts_rank(d.recherche, ${query})`
  const { rows } = await sql<Row>`
    select d.slug, d.titre, d.resume, d.duree_en_minutes as "dureeEnMinutes", d.delai, f.organisme_nom as "organismeNom",
      count(*) over () as total
    from demarches.demarche d join demarches.fiche f on f.id = d.id
    where ${filter}
    order by ${rank} desc, d.titre ->> 'fr', d.slug
    limit ${PAR_PAGE} offset ${(page - 1) * PAR_PAGE}`.execute(db)
  return { total: rows[0]?.total ?? 0, demarches: rows.map(({ total: _, ...demarche }) => demarche) }
}

type Row = DemarcheTrouvee & { readonly total: number }

// Each word by its root in French, or by its beginning: « inscription » also finds « inscrire », which the French roots of
// PostgreSQL tell apart. The last word may not be finished. A word that French search ignores (« de ») narrows nothing.
function queryOf(words: readonly string[]): RawBuilder<unknown> | undefined {
  if (words.length === 0) return undefined
  const parts = words.map((word, index) => {
    const root = sql`plainto_tsquery('infra.francais', ${word}::text)`
    const debut = index === words.length - 1 ? word : beginningOf(word)
    if (debut === undefined) return root
    return sql`(${root} || to_tsquery('simple', quote_literal(infra.sans_accent(${debut}::text)) || ':*'))`
  })
  return sql`(${sql.join(parts, sql` && `)})`
}

// What a noun and its verb share once the ending is cut: « inscri », « déclar », « occup ». Shorter words have none.
function beginningOf(word: string): string | undefined {
  return word.length < 8 ? undefined : word.slice(0, Math.max(5, word.length - 5))
}

/** The open démarches of these keys, in that order; those that are missing or closed are left out. */
export async function listByIds(db: DemarchesDb, ids: readonly string[]): Promise<readonly DemarcheTrouvee[]> {
  const { rows } = await sql<DemarcheTrouvee>`
    select d.slug, d.titre, d.resume, d.duree_en_minutes as "dureeEnMinutes", d.delai, f.organisme_nom as "organismeNom"
    from unnest(${ids}::uuid[]) with ordinality as wanted(id, rang)
    join demarches.demarche d on d.id = wanted.id and d.etat = 'publiee'
    join demarches.fiche f on f.id = d.id
    order by wanted.rang`.execute(db)
  return rows
}

/** The organismes that have an open démarche. */
export async function listOrganismeIds(db: DemarchesDb): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('demarches.demarche')
    .select('organisme_id')
    .distinct()
    .where('etat', '=', 'publiee')
    .execute()
  return rows.map(({ organisme_id }) => organisme_id)
}
