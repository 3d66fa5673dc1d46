import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts'
import type { Etat } from '../../../core/dossier/etat.ts'
import { createDb } from '../../../infra/db/pool.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { readFiltre } from '../rules.ts'
import type { InstructionTables } from '../tables.ts'
import { setFollowing } from './equipe.ts'
import { findNeighbours, listDossiers, type PageTable, type Tx } from './table.ts'

let database: TestDatabase
let db: Kysely<InstructionTables>
let seed: { readonly organisme: string; readonly demarche: string; readonly revision: string; readonly compte: string }
let numero = 1000

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<InstructionTables>(database.pool)
  const organisme = await one(`insert into annuaire.organisme (nature, nom) values ('commune', 'Vern') returning id`)
  const compte = await one(`insert into comptes.compte (nature, nom) values ('identifie', 'Kerdoncuff') returning id`)
  const demarche = await one(
    `insert into demarches.demarche (numero, slug, organisme_id, titre, resume, duree_en_minutes, delai, recherche, created_at)
     values (1, 'cantine', $1, '{}', '{}', 5, '{}', '', now()) returning id`,
    [organisme],
  )
  const revision = await one(
    `insert into demarches.revision (demarche_id, numero, definition, created_at) values ($1, 1, '{}', now()) returning id`,
    [demarche],
  )
  await database.ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id) values ($1, 'instructeur', $2)`,
    [compte, organisme],
  )
  seed = { organisme, compte, demarche, revision }
})
afterAll(() => database.close())

async function one(statement: string, values: readonly unknown[] = []): Promise<string> {
  const { rows } = await database.ownerPool.query<{ id: string }>(statement, [...values])
  return rows[0]?.id ?? ''
}

async function makeGroupe(): Promise<string> {
  numero += 1
  const groupe = await one(
    `insert into demarches.groupe (numero, demarche_id, label) values ($1, $2, $3) returning id`,
    [numero, seed.demarche, `groupe ${numero}`],
  )
  return one(`insert into demarches.membre (groupe_id, compte_id) values ($1, $2) returning groupe_id as id`, [
    ...[groupe, seed.compte],
  ])
}

interface Row {
  readonly groupe: string
  readonly nom?: string
  readonly deposeAt?: string
  readonly etat?: Etat
  readonly departement?: string
  readonly mots?: string
}

/** A filed dossier; gives its public number. */
async function makeDossier({
  groupe,
  nom = 'Martin Jules',
  deposeAt = '2026-11-12T10:00:00Z',
  etat = 'en_construction',
  ...row
}: Row): Promise<number> {
  numero += 1
  const decided = ['accepte', 'refuse', 'sans_suite'].includes(etat)
  await one(
    `insert into dossiers.dossier (numero, demarche_id, organisme_id, revision_id, groupe_id, compte_id, etat, demandeur, demandeur_nom,
       motivation, created_at, updated_at, depose_at, traite_at, code_departement, recherche)
     values ($1, $2, $3, $4, $5, $6, $7, '{}', $8, $9, $10::timestamptz, $10::timestamptz, $10::timestamptz,
       case when $9::text is null then null else $10::timestamptz end, $11, to_tsvector('infra.francais', $12)) returning id`,
    [
      ...[
        numero,
        seed.demarche,
        seed.organisme,
        seed.revision,
        groupe,
        seed.compte,
        etat,
        nom,
        decided ? 'Décidé.' : null,
        deposeAt,
      ],
      ...[row.departement ?? null, `${numero}\n${nom}\n${row.mots ?? ''}`],
    ],
  )
  return numero
}

const asAgent = <R>(run: (tx: Tx) => Promise<R>) => withContext(db, { role: 'agent', compteId: seed.compte }, run)

/** The page of the table at that address. */
function read(groupes: readonly string[], address: Readonly<Record<string, string>> = {}): Promise<PageTable> {
  return asAgent((tx) => listDossiers(tx, { compteId: seed.compte, groupes, filtre: readFiltre(address) }))
}

async function numeros(
  groupes: readonly string[],
  address: Readonly<Record<string, string>> = {},
): Promise<readonly number[]> {
  return (await read(groupes, address)).lignes.map((ligne) => ligne.numero)
}

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T10:00:00Z`

test('the latest filing comes first unless one asks otherwise; names sort as in French, whatever their accents', async () => {
  const groupe = await makeGroupe()
  const etienne = await makeDossier({ groupe, nom: 'Étienne Paul', deposeAt: day(3) })
  const zola = await makeDossier({ groupe, nom: 'Zola Émile', deposeAt: day(1) })
  const adam = await makeDossier({ groupe, nom: 'Adam Ève', deposeAt: day(2) })

  expect(await numeros([groupe])).toEqual([etienne, adam, zola])
  expect(await numeros([groupe], { tri: 'depot-asc' })).toEqual([zola, adam, etienne])
  expect(await numeros([groupe], { tri: 'nom-asc' })).toEqual([adam, etienne, zola])
  expect(await numeros([groupe], { tri: 'nom-desc' })).toEqual([zola, etienne, adam])
})

/** Every page from the first one, and back from the last one. */
async function walk(groupes: readonly string[], tri: string) {
  const forth: (readonly number[])[] = []
  let page = await read(groupes, { tri })
  forth.push(page.lignes.map((ligne) => ligne.numero))
  while (page.after) {
    const last = page.lignes.at(-1)?.curseur
    page = await read(groupes, { tri, apres: `${last?.id}~${last?.valeur}` })
    forth.push(page.lignes.map((ligne) => ligne.numero))
  }
  const back = [forth.at(-1) ?? []]
  while (page.before) {
    const first = page.lignes[0]?.curseur
    page = await read(groupes, { tri, avant: `${first?.id}~${first?.valeur}` })
    back.unshift(page.lignes.map((ligne) => ligne.numero))
  }
  return { forth, back }
}

test.each(['depot-desc', 'depot-asc', 'nom-asc', 'nom-desc'])(
  'pages sorted by %s show every dossier once, forwards and backwards, though many share their instant and name',
  async (tri) => {
    const groupes = [await makeGroupe(), await makeGroupe()]
    const made: number[] = []
    for (let n = 0; n < 60; n += 1) {
      const groupe = groupes[n % 2] ?? ''
      made.push(
        await makeDossier({ groupe, nom: n < 40 ? 'Martin Jules' : `Petit ${n}`, deposeAt: n < 45 ? day(5) : day(6) }),
      )
    }

    const { forth, back } = await walk(groupes, tri)

    expect(forth.map((page) => page.length)).toEqual([25, 25, 10])
    expect(forth.flat().toSorted()).toEqual(made.toSorted())
    expect(back).toEqual(forth)
  },
)

test('instants a microsecond apart are on either side of a page, none lost between them', async () => {
  const groupe = await makeGroupe()
  for (let n = 0; n < 30; n += 1)
    await makeDossier({ groupe, deposeAt: `2026-11-05T10:00:00.0000${String(n).padStart(2, '0')}Z` })

  const { forth } = await walk([groupe], 'depot-desc')

  expect(new Set(forth.flat()).size).toBe(30)
})

test('an agent sees the dossiers of their groups, a small one among a large one, and no other', async () => {
  const [large, small, foreign] = [await makeGroupe(), await makeGroupe(), await makeGroupe()]
  for (let n = 0; n < 30; n += 1) await makeDossier({ groupe: large, deposeAt: day(20) })
  const lone = await makeDossier({ groupe: small, deposeAt: day(21) })
  const old = await makeDossier({ groupe: small, deposeAt: day(1) })
  await makeDossier({ groupe: foreign, deposeAt: day(22) })

  expect((await numeros([large, small]))[0]).toBe(lone)
  expect(await numeros([small])).toEqual([lone, old])
  expect((await walk([large, small], 'depot-desc')).forth.flat()).toHaveLength(32)
  expect(await numeros([])).toEqual([])
})

test('filters narrow together: state, département, days of Paris, what one follows', async () => {
  const groupe = await makeGroupe()
  const late = await makeDossier({
    groupe,
    deposeAt: '2026-11-09T23:30:00Z',
    departement: '35',
    etat: 'en_instruction',
  })
  const corse = await makeDossier({ groupe, deposeAt: day(10), departement: '2A' })
  const done = await makeDossier({ groupe, deposeAt: day(11), departement: '35', etat: 'refuse' })
  const { rows } = await database.ownerPool.query<{ id: string }>('select id from dossiers.dossier where numero = $1', [
    corse,
  ])
  const dossierId = rows[0]?.id ?? ''
  await asAgent((tx) => setFollowing(tx, { dossierId, compteId: seed.compte, follow: true, now: new Date() }))

  expect(await numeros([groupe], { etat: 'refuse' })).toEqual([done])
  expect(await numeros([groupe], { departement: '35' })).toEqual([done, late])
  expect(await numeros([groupe], { departement: '2A' })).toEqual([corse])
  // Half past midnight in Paris is already the 10th.
  expect(await numeros([groupe], { du: '2026-11-10', au: '2026-11-10' })).toEqual([corse, late])
  expect(await numeros([groupe], { au: '2026-11-09' })).toEqual([])
  expect(await numeros([groupe], { suivis: '1' })).toEqual([corse])
  expect(await numeros([groupe], { departement: '35', etat: 'en_instruction', du: '2026-11-10' })).toEqual([late])
})

test('a search finds a number, a word, a beginning of word, with or without accents; all words must be there', async () => {
  const groupe = await makeGroupe()
  const anais = await makeDossier({
    groupe,
    nom: 'Le Roux Anaïs',
    deposeAt: day(2),
    mots: 'école Noël-du-Fail, allergie aux arachides',
  })
  const ismael = await makeDossier({ groupe, nom: 'Diallo Ismaël', deposeAt: day(1), mots: 'école Notre-Dame' })

  expect(await numeros([groupe], { q: String(anais) })).toEqual([anais])
  expect(await numeros([groupe], { q: 'anais' })).toEqual([anais])
  expect(await numeros([groupe], { q: 'ANAÏS roux' })).toEqual([anais])
  expect(await numeros([groupe], { q: 'ism' })).toEqual([ismael])
  expect(await numeros([groupe], { q: 'ecole' })).toEqual([anais, ismael])
  expect(await numeros([groupe], { q: 'allergies' })).toEqual([anais])
  expect(await numeros([groupe], { q: 'ecole diallo' })).toEqual([ismael])
  expect(await numeros([groupe], { q: 'diallo roux' })).toEqual([])
  expect(await numeros([groupe], { q: "' & | ! :* \\" })).toEqual([])
  // Too common a word to be indexed is the beginning of many names.
  expect(await numeros([groupe], { q: 'Le' })).toEqual([anais])
})

test('digits that are no dossier’s number are searched as a word', async () => {
  const groupe = await makeGroupe()
  const found = await makeDossier({ groupe, mots: '12 rue des Écoles, 35770 Vern-sur-Seiche' })

  expect(await numeros([groupe], { q: '35770' })).toEqual([found])
})

test('going back from the middle of a first page shows it whole', async () => {
  const groupe = await makeGroupe()
  for (let n = 1; n <= 28; n += 1) await makeDossier({ groupe, deposeAt: day(n) })
  const all = await read([groupe])
  const third = all.lignes[2]?.curseur

  const page = await read([groupe], { avant: `${third?.id}~${third?.valeur}` })

  expect(page.lignes).toHaveLength(25)
  expect([page.before, page.after]).toEqual([false, true])
})

test('the dossiers around are those of the same list, in its order, even once a dossier has left it', async () => {
  const groupe = await makeGroupe()
  const first = await makeDossier({ groupe, nom: 'Adam', deposeAt: day(3) })
  const moved = await makeDossier({ groupe, nom: 'Bernard', deposeAt: day(2), etat: 'accepte' })
  const last = await makeDossier({ groupe, nom: 'Caron', deposeAt: day(1) })
  const { rows } = await database.ownerPool.query<{ id: string }>('select id from dossiers.dossier where numero = $1', [
    moved,
  ])
  const around = (address: Readonly<Record<string, string>>) =>
    asAgent((tx) =>
      findNeighbours(tx, {
        compteId: seed.compte,
        groupes: [groupe],
        filtre: readFiltre(address),
        dossierId: rows[0]?.id ?? '',
      }),
    )

  expect(await around({ etat: 'en_construction' })).toEqual({ precedent: first, suivant: last })
  expect(await around({ etat: 'en_construction', tri: 'nom-desc' })).toEqual({ precedent: last, suivant: first })
  expect(await around({ q: 'Caron' })).toEqual({ suivant: last })
})
