import { sql } from 'kysely'
import type { Recherche } from '../rules.ts'
import type { AnnuaireDb } from '../tables.ts'

/** A commune as a search proposes it. */
export interface CommuneTrouvee {
  readonly code: string
  readonly nom: string
  readonly codesPostaux: readonly string[]
  /** Name of the département. */
  readonly departement: string
}

/** Communes whose name begins so (and whose postal code does, when one is given): that very name first, then the most populated. */
export async function listCommunesByDebut(
  db: AnnuaireDb,
  { nom, debutCodePostal, limit }: Recherche & { readonly limit: number },
): Promise<readonly CommuneTrouvee[]> {
  const all = selectCommunes(db)
  const query = nom === '' ? all : all.where('c.nom_recherche', 'like', `${nom}%`)
  return withCodePostal(query, debutCodePostal)
    .orderBy(sql`(c.nom_recherche = ${nom})`, 'desc')
    .orderBy(sql`c.population desc nulls last`)
    .orderBy('c.code')
    .limit(limit)
    .execute()
}

/** Communes one of whose words looks like this text, whatever the article or a letter mistyped: closest first, then the most populated. */
export async function listCommunesLike(
  db: AnnuaireDb,
  { nom, debutCodePostal, limit }: Recherche & { readonly limit: number },
): Promise<readonly CommuneTrouvee[]> {
  const query = selectCommunes(db).where(sql<boolean>`c.nom_recherche %> ${nom}`)
  return withCodePostal(query, debutCodePostal)
    .orderBy(sql`word_similarity(${nom}, c.nom_recherche)`, 'desc')
    .orderBy(sql`c.population desc nulls last`)
    .orderBy('c.code')
    .limit(limit)
    .execute()
}

function selectCommunes(db: AnnuaireDb) {
  return db
    .selectFrom('annuaire.commune as c')
    .innerJoin('annuaire.departement as d', 'd.code', 'c.code_departement')
    .select(['c.code', 'c.nom', 'c.codes_postaux as codesPostaux', 'd.nom as departement'])
}

function withCodePostal(query: ReturnType<typeof selectCommunes>, debut: string | undefined) {
  if (debut === undefined) return query
  if (debut.length === 5) return query.where(sql<boolean>`c.codes_postaux @> array[${debut}]::text[]`)
  // No index helps a prefix inside an array; nearly all communes have one code, and looking at it first takes 5 ms for all.
  const prefix = `${debut}%`
  return query.where(sql<boolean>`(c.codes_postaux[1] like ${prefix} or cardinality(c.codes_postaux) > 1
    and exists (select from unnest(c.codes_postaux) as code_postal where code_postal like ${prefix}))`)
}
