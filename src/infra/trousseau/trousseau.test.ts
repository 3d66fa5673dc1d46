import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { makeKey, type Ring } from '../crypto/keys.ts'
import { createDb } from '../db/pool.ts'
import { withContext } from '../db/with-context.ts'
import type { Tx } from './store.ts'
import type { TrousseauTables } from './tables.ts'
import { createTrousseau, Illisible } from './trousseau.ts'

const RING: Ring = [makeKey('aaaaaaaa', Buffer.alloc(32, 7))]
const NEW: Ring = [makeKey('bbbbbbbb', Buffer.alloc(32, 8)), ...RING]
const NOW = new Date('2026-11-24T09:00:00Z')

let database: TestDatabase
let vern: string
let thouare: string
beforeAll(async () => {
  database = await openTestDatabase()
  const { rows } = await database.ownerPool.query<{ id: string }>(
    "insert into annuaire.organisme (nature, nom) values ('commune', 'Vern'), ('commune', 'Thouaré') returning id",
  )
  ;[vern = '', thouare = ''] = rows.map(({ id }) => id)
})
afterAll(() => database.close())

const asUsager = <R>(run: (tx: Tx) => Promise<R>) =>
  withContext(createDb<TrousseauTables>(database.pool), { role: 'usager', compteId: vern }, run)

/** A key as its owner would read it again from the database. */
async function kept({ cleOrganismeId, chiffree }: { cleOrganismeId: string; chiffree: string }) {
  const racine = await asUsager((tx) =>
    tx
      .selectFrom('infra.cle_organisme')
      .select(['organisme_id as organismeId', 'rang', 'chiffree'])
      .where('id', '=', cleOrganismeId)
      .executeTakeFirstOrThrow(),
  )
  return { chiffree, racine }
}

const make = (organismeId: string, place: string) =>
  asUsager((tx) => createTrousseau(RING).make(tx, { organismeId, place, now: NOW }))

test('what a key sealed is opened by the key read again, under the present master key or as the former one', async () => {
  const made = await make(vern, 'ici|1')
  const sealed = made.coffre.seal('Bonjour', 'a|b|1')

  expect(
    createTrousseau(RING)
      .open(await kept(made), 'ici|1')
      .open(sealed, 'a|b|1'),
  ).toBe('Bonjour')
  expect(
    createTrousseau(NEW)
      .open(await kept(made), 'ici|1')
      .open(sealed, 'a|b|1'),
  ).toBe('Bonjour')
})

test('nothing opens elsewhere: another row, another column, another dossier, another organisme, another master key', async () => {
  const [one, two, other] = [await make(vern, 'ici|1'), await make(vern, 'ici|2'), await make(thouare, 'ici|3')]
  const sealed = one.coffre.seal('Bonjour', 'a|b|1')
  const [keptOne, keptOther] = [await kept(one), await kept(other)]
  const trousseau = createTrousseau(RING)

  expect(() => one.coffre.open(sealed, 'a|b|2')).toThrow(Illisible)
  expect(() => one.coffre.open(sealed, 'a|c|1')).toThrow(Illisible)
  expect(() => two.coffre.open(sealed, 'a|b|1')).toThrow(Illisible)
  expect(() => trousseau.open(keptOne, 'ici|2')).toThrow(Illisible)
  expect(() => trousseau.open({ ...keptOne, racine: keptOther.racine }, 'ici|1')).toThrow(Illisible)
  const moved = { ...keptOne, racine: { ...keptOne.racine, organismeId: thouare } }
  expect(() => trousseau.open(moved, 'ici|1')).toThrow(Illisible)
  expect(() => createTrousseau([NEW[0]]).open(keptOne, 'ici|1')).toThrow(Illisible)
})

test('an organisme has one key, even when its first two dossiers come together', async () => {
  const { rows } = await database.ownerPool.query<{ id: string }>(
    "insert into annuaire.organisme (nature, nom) values ('commune', 'Nouvoitou') returning id",
  )
  const [organismeId = ''] = rows.map(({ id }) => id)

  const made = await Promise.all(['un', 'deux', 'trois'].map((place) => make(organismeId, place)))

  expect(new Set(made.map(({ cleOrganismeId }) => cleOrganismeId)).size).toBe(1)
  expect(new Set(made.map(({ chiffree }) => chiffree)).size).toBe(3)
})

test('a usager makes the first key of an organisme, never another, and changes none', async () => {
  const values = { organisme_id: vern, usage: 'donnees', rang: 2, chiffree: 'v1.x', created_at: NOW } as const

  await expect(asUsager((tx) => tx.insertInto('infra.cle_organisme').values(values).execute())).rejects.toThrow(
    /row-level security/,
  )
  const changed = await asUsager((tx) =>
    tx.updateTable('infra.cle_organisme').set({ chiffree: 'v1.x' }).executeTakeFirst(),
  )
  const gone = await asUsager((tx) => tx.deleteFrom('infra.cle_organisme').executeTakeFirst())
  expect([changed.numUpdatedRows, gone.numDeletedRows]).toEqual([0n, 0n])
})

test('what seals shows nothing of its key', async () => {
  const { coffre } = await make(vern, 'ici|4')

  expect(JSON.stringify(coffre)).toBe('{}')
})
