import { sql } from 'kysely'
import { containing } from '../../../infra/db/like.ts'
import type { Db } from './sessions.ts'

/** Every account that uses that address, joined ones left out; in small letters. */
export async function selectByCourriel(db: Db, courriel: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('comptes.compte')
    .select('id')
    .where('courriel', '=', courriel)
    .where('rattache_a', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** The accounts that hold a role, or held one that ended, and whose name has each of these words; twenty at most. */
export async function selectAgentsByNom(db: Db, mots: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from comptes.compte c
    where exists (select from comptes.role r where r.compte_id = c.id)
      and (select bool_and(infra.sans_accent(concat_ws(' ', c.prenom, c.nom)) like infra.sans_accent(part))
        from unnest(${mots.map(containing)}::text[]) as m(part))
    order by c.nom, c.prenom, c.id limit 20`.execute(db)
  return rows.map(({ id }) => id)
}
