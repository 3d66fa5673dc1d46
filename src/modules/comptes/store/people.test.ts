import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts'
import { createDb } from '../../../infra/db/pool.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import type { ComptesTables } from '../tables.ts'
import { selectAgentsByNom } from './people.ts'

let database: TestDatabase
let db: Kysely<ComptesTables>
beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<ComptesTables>(database.pool)
})
afterAll(() => database.close())

async function makeAgent(prenom: string, nom: string): Promise<string | undefined> {
  const { rows } = await database.ownerPool.query<{ id: string }>(
    `with c as (insert into comptes.compte (nature, prenom, nom) values ('identifie', $1, $2) returning id)
     insert into comptes.role (compte_id, role) select id, 'auteur_observatoire' from c returning compte_id as id`,
    [prenom, nom],
  )
  return rows[0]?.id
}
const search = (...mots: readonly string[]) => withContext(db, { role: 'systeme' }, (tx) => selectAgentsByNom(tx, mots))

test('an agent is found by words of their name, and what means something to `like` is but a letter of it', async () => {
  const [zoe, odd] = [await makeAgent('Zoé', 'Le Gall'), await makeAgent('Ana_Lou', '100%')]

  expect(await search('ZOE', 'gall')).toEqual([zoe])
  expect([await search('_'), await search('%'), await search('0%')]).toEqual([[odd], [odd], [odd]])
  expect([await search('_____'), await search('zo_'), await search('\\')]).toEqual([[], [], []])
})
