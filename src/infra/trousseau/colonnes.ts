import { type RawBuilder, sql, type Transaction } from 'kysely'
import type { Ring } from '../crypto/keys.ts'
import { open, seal } from '../crypto/seal.ts'

/** What in a table depends on a key of the instance, and the key of each row. */
export interface Dependance {
  /** What is there, in words: « secrets d’applications de codes ». */
  readonly nom: string
  readonly table: string
  /** The name of the key of a row; null when the row depends on none. */
  readonly kid: RawBuilder<string | null>
  /** The keys of that purpose: the present one, then the former while both are active. */
  readonly ring: Ring
}

/** A column whose values are sealed by a key of the instance, and can be sealed again by another. */
export interface Colonne extends Dependance {
  readonly colonne: string
  /** What tells one row from the others, as text. */
  readonly ligne: RawBuilder<string>
  readonly placeOf: (ligne: string) => string
}

/** A column of sealed values, whose rows say under which key they are. */
export function colonneOf(asked: Omit<Colonne, 'kid'>): Colonne {
  return { ...asked, kid: sql<string | null>`split_part(${sql.ref(asked.colonne)}, '.', 2)` }
}

/** How many rows depend on each key, by its name. */
export async function countByCle(
  tx: Transaction<unknown>,
  { table, kid }: Dependance,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ kid: string; nombre: number }>`
    select ${kid} as kid, count(*)::int as nombre from ${sql.table(table)} where ${kid} is not null group by 1`.execute(
    tx,
  )
  return new Map(rows.map(({ kid: name, nombre }) => [name, nombre]))
}

const BATCH = 500

/** What a batch did. */
export interface Batch {
  readonly scelles: number
  /** The last row looked at: the next batch begins after it. Nothing: there is no other. */
  readonly last: string | undefined
}

/**
 * Seals under the present key what is under another, at most five hundred rows after that one. What does not open is left
 * as it is, and goes on being counted; a row that somebody is changing is left for the next time.
 */
export async function resealBatch(tx: Transaction<unknown>, colonne: Colonne, after: string): Promise<Batch> {
  const { ring, placeOf } = colonne
  const { rows } = await sql<{ ligne: string; valeur: string }>`
    select ${colonne.ligne} as ligne, ${sql.ref(colonne.colonne)} as valeur from ${sql.table(colonne.table)}
    where ${colonne.kid} <> ${ring[0].kid} and ${colonne.ligne} > ${after}
    order by ${colonne.ligne} limit ${BATCH} for update skip locked`.execute(tx)
  const sealed = rows.flatMap(({ ligne, valeur }) => {
    const text = open(ring, valeur, placeOf(ligne))
    return text === undefined ? [] : [{ ligne, valeur: seal(ring[0], text, placeOf(ligne)) }]
  })
  if (sealed.length > 0)
    await sql`update ${sql.table(colonne.table)} set ${sql.ref(colonne.colonne)} = n.valeur
      from unnest(${sealed.map(({ ligne }) => ligne)}::text[], ${sealed.map(({ valeur }) => valeur)}::text[]) n(nouvelle, valeur)
      where ${colonne.ligne} = n.nouvelle`.execute(tx)
  return { scelles: sealed.length, last: rows.at(-1)?.ligne }
}

/** The keys of organismes, which the master key seals. */
export function clesOrganismes(ring: Ring): Colonne {
  return colonneOf({
    nom: 'clés d’organismes',
    table: 'infra.cle_organisme',
    colonne: 'chiffree',
    ligne: sql<string>`organisme_id || '|' || usage || '|' || rang`,
    ring,
    placeOf: (ligne) => `infra.cle_organisme|chiffree|${ligne}`,
  })
}
