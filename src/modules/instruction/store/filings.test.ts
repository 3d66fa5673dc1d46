import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts'
import { createDb } from '../../../infra/db/pool.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import type { InstructionTables } from '../tables.ts'
import { listMostFiled, mostFiledQuery } from './filings.ts'

const SINCE = new Date('2026-08-25T10:00:00Z')
const RECENT = '2026-11-01T10:00:00Z'
const OLD = '2026-08-25T09:59:59Z'
let database: TestDatabase
let db: Kysely<InstructionTables>
let numero = 0

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<InstructionTables>(database.pool)
  await database.ownerPool.query(`
    insert into annuaire.organisme (nature, nom) values ('commune', 'Vern');
    insert into comptes.compte (nature, nom) values ('identifie', 'Le Roux')`)
})
afterAll(() => database.close())

/** A démarche with its revision and its group; gives its key. */
async function makeDemarche(): Promise<string> {
  numero += 1
  const { rows } = await database.ownerPool.query<{ id: string }>(
    `with d as (
       insert into demarches.demarche (numero, slug, organisme_id, titre, resume, duree_en_minutes, delai, recherche, created_at)
       select $1::integer, concat('demarche-', $1::integer), id, '{}', '{}', 5, '{}', '', now() from annuaire.organisme returning id),
     r as (insert into demarches.revision (demarche_id, numero, definition, created_at) select id, 1, '{}', now() from d),
     g as (insert into demarches.groupe (numero, demarche_id, label) select $1::integer, id, 'Accueil' from d)
     select id from d`,
    [numero],
  )
  return rows[0]?.id ?? ''
}

interface Filed {
  readonly nombre: number
  readonly at?: string | null
  readonly supprimeAt?: string
}

/** That many dossiers of a démarche, filed then, or drafts when `at` is null. */
async function file(demarche: string, { nombre, at = RECENT, supprimeAt }: Filed): Promise<void> {
  await database.ownerPool.query(
    `insert into dossiers.dossier (numero, demarche_id, organisme_id, revision_id, groupe_id, compte_id, etat, demandeur,
       depose_at, created_at, updated_at, supprime_at)
     select $5::integer + n, d.id, d.organisme_id, r.id, g.id, c.id,
       case when $3::timestamptz is null then 'brouillon' else 'en_construction' end, '{"kind":"personne"}', $3, now(), now(), $4
     from generate_series(1, $2::integer) as n, comptes.compte c, demarches.demarche d
     join demarches.revision r on r.demarche_id = d.id join demarches.groupe g on g.demarche_id = d.id
     where d.id = $1`,
    [demarche, nombre, at, supprimeAt ?? null, numero],
  )
  numero += nombre
}

test('nothing filed lately, no démarche is most asked for', async () => {
  await file(await makeDemarche(), { nombre: 3, at: OLD })

  expect(await listMostFiled(db, { since: SINCE, limit: 6 })).toEqual([])
})

test('démarches come by how many dossiers were filed since, whatever was filed before, drafted or thrown away', async () => {
  const [some, most, drafted] = [await makeDemarche(), await makeDemarche(), await makeDemarche()]
  await file(some, { nombre: 2 })
  await file(some, { nombre: 9, at: OLD })
  await file(some, { nombre: 9, supprimeAt: RECENT })
  await file(most, { nombre: 3 })
  await file(drafted, { nombre: 9, at: null })

  expect(await listMostFiled(db, { since: SINCE, limit: 6 })).toEqual([most, some])
  expect(await listMostFiled(db, { since: SINCE, limit: 1 })).toEqual([most])
})

test('counting reads the filings of the window by their index, whatever the number of older dossiers', async () => {
  await file(await makeDemarche(), { nombre: 5_000, at: OLD })
  await database.ownerPool.query('vacuum analyze dossiers.dossier')

  const explained = await withContext(db, { role: 'systeme' }, (tx) =>
    mostFiledQuery(tx, { since: SINCE, limit: 6 }).explain('json'),
  )

  expect(JSON.stringify(explained)).toContain('"Index Name":"dossier_depot"')
  expect(JSON.stringify(explained)).not.toMatch(/"Seq Scan"[^}]*"Relation Name":"dossier"/)
})
