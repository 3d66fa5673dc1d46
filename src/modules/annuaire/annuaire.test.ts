import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../../infra/db/pool.ts'
import {
  annuaireRoutes,
  createOrganisme,
  createReferentiels,
  findOrganisme,
  findOrganismeByRef,
  findOrganismeBySiren,
  listOrganismes,
  loadAnnuaire,
  refOf,
  searchCommunes,
} from './index.ts'
import type { AnnuaireDb, AnnuaireTables } from './tables.ts'

let database: TestDatabase
let db: AnnuaireDb

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<AnnuaireTables>(database.pool)
})
afterAll(() => database.close())

const nomsOf = async (q: string, limit = 10) => (await searchCommunes(db, q, limit)).map(({ nom }) => nom)

test('the geographic code is loaded in ten seconds at most, and loading it again changes nothing', async () => {
  // The database of tests comes with it.
  await db.deleteFrom('annuaire.commune').execute()
  const start = performance.now()
  const first = await loadAnnuaire(db)
  const elapsed = performance.now() - start

  const again = await loadAnnuaire(db)

  expect(elapsed).toBeLessThan(10_000)
  expect(first.communes).toBeGreaterThan(34_000)
  expect([first.outcome, again.outcome]).toEqual(['loaded', 'unchanged'])
  process.stdout.write(`annuaire: ${first.communes} communes loaded in ${Math.round(elapsed)} ms\n`)
})

test('a commune that left the code is erased and one that changed is corrected', async () => {
  await db.updateTable('annuaire.commune').set({ nom: 'Ancien nom' }).where('code', '=', '35352').execute()
  await db
    .insertInto('annuaire.commune')
    .values({
      ...{ code: '35999', nom: 'Disparue', codes_postaux: [], code_departement: '35', code_region: '53' },
      ...{ siren: null, siren_epci: null, population: null },
    })
    .execute()

  expect((await loadAnnuaire(db)).outcome).toBe('loaded')

  expect(await nomsOf('Disparue', 1)).not.toContain('Disparue')
  expect(await nomsOf('Vern-sur-Seiche', 1)).toEqual(['Vern-sur-Seiche'])
})

test('accents, case, hyphens and « st » for « saint » do not matter', async () => {
  expect(await nomsOf('vern sur seiche', 1)).toEqual(['Vern-sur-Seiche'])
  expect(await nomsOf('ETAMPES', 1)).toEqual(['Étampes'])
  expect(await nomsOf('st etienne', 1)).toEqual(['Saint-Étienne'])
  expect(await nomsOf('ste menehould', 1)).toEqual(['Sainte-Menehould'])
  expect(await nomsOf('L’Haÿ-les-Roses', 1)).toEqual(["L'Haÿ-les-Roses"])
  expect(await nomsOf('oeuilly', 2)).toEqual(['Œuilly', 'Œuilly'])
})

test('the very name comes first, then names that begin so by population, then names that look alike', async () => {
  expect((await nomsOf('eu'))[0]).toBe('Eu')
  expect((await nomsOf('paris'))[0]).toBe('Paris')
  expect(await nomsOf('haye')).toContain('La Haye')
  expect((await nomsOf('Vern sur Seich'))[0]).toBe('Vern-sur-Seiche')
  expect(await nomsOf('renes')).toContain('Rennes')
})

test('a postal code, or its beginning, finds its communes', async () => {
  expect(await nomsOf('35770')).toEqual(['Vern-sur-Seiche'])
  expect(await nomsOf('35 770')).toEqual(['Vern-sur-Seiche'])
  expect(await nomsOf('75012')).toEqual(['Paris'])
  expect((await nomsOf('35'))[0]).toBe('Rennes')
  expect((await nomsOf('saint-denis 974'))[0]).toBe('Saint-Denis')
  expect((await searchCommunes(db, 'saint denis 974', 1))[0]?.departement).toBe('La Réunion')
})

test('what finds nothing or means nothing gives nothing', async () => {
  expect(await nomsOf('')).toEqual([])
  expect(await nomsOf('%')).toEqual([])
  expect(await nomsOf('%%%___')).toEqual([])
  expect(await nomsOf('00000')).toEqual([])
  expect(await nomsOf('x'.repeat(10_000))).toEqual([])
  expect(await nomsOf("'; drop table annuaire.commune; --")).toBeDefined()
})

test('a search takes 20 ms at most', async () => {
  // What autovacuum does by itself within a minute of the load.
  await database.ownerPool.query('analyze annuaire.commune')
  const queries = ['ren', 'saint', 'st mar', 'l abergement', '35', '357', '35770', 'villenueve', 'la', 'chateau 53']
  const times = new Map(queries.map((q) => [q, Number.POSITIVE_INFINITY]))
  // The best of several: other tests share the two cores, and what they take is not ours.
  for (const q of [...queries, ...queries, ...queries, ...queries, ...queries]) {
    const start = performance.now()
    await searchCommunes(db, q, 10)
    times.set(q, Math.min(times.get(q) ?? 0, performance.now() - start))
  }
  const slowest = Math.max(...times.values())
  process.stdout.write(`annuaire: the slowest search of communes takes ${slowest.toFixed(1)} ms\n`)
  expect(Object.fromEntries([...times].filter(([, ms]) => ms >= 20))).toEqual({})
})

test('the referentials look up by exact code, by exact name and by postal code', async () => {
  const referentiels = await createReferentiels()

  expect(referentiels.commune('35352')).toEqual({
    ...{ code: '35352', nom: 'Vern-sur-Seiche', codesPostaux: ['35770'], codeDepartement: '35', codeRegion: '53' },
  })
  expect(referentiels.commune('99999')).toBeUndefined()
  expect(referentiels.communesNamed('l hay les roses').map(({ code }) => code)).toEqual(['94038'])
  expect(referentiels.communesNamed('35 770').map(({ code }) => code)).toEqual(['35352'])
  expect(referentiels.communesNamed('Saint-Denis').length).toBeGreaterThan(1)
  expect(referentiels.communesNamed('Vern')).toEqual([])
  expect(referentiels.departement('2A')?.nom).toBe('Corse-du-Sud')
  expect(referentiels.departement('63')?.codeRegion).toBe('84')
  expect(referentiels.region('53')?.nom).toBe('Bretagne')
  expect([referentiels.isPays('FR'), referentiels.isPays('UK'), referentiels.isPays('fr')]).toEqual([
    true,
    false,
    false,
  ])
})

test('a commune is created by its SIREN or its INSEE code, once', async () => {
  const bySiren = await createOrganisme(db, { siren: '213503527', accent: '#0b5a4a', demonstration: true })
  const byCode = await createOrganisme(db, { nature: 'commune', code: '35352' })

  expect(bySiren).toMatchObject({
    outcome: 'created',
    organisme: { nature: 'commune', nom: 'Vern-sur-Seiche', demonstration: true },
  })
  expect(byCode).toEqual({ ...bySiren, outcome: 'exists' })
})

test('départements, régions and préfectures are created by code, with their articles', async () => {
  expect(await createOrganisme(db, { nature: 'prefecture', code: '63' })).toMatchObject({
    organisme: { nom: 'Préfecture du Puy-de-Dôme', siren: null, code: '63' },
  })
  expect(await createOrganisme(db, { nature: 'departement', code: '35' })).toMatchObject({
    organisme: { nom: 'Département d’Ille-et-Vilaine' },
  })
  expect(await createOrganisme(db, { nature: 'region', code: '53' })).toMatchObject({
    organisme: { nom: 'Région Bretagne' },
  })
  expect(await createOrganisme(db, { nature: 'prefecture', code: '988' })).toEqual({ outcome: 'unknown' })
})

test('an EPCI is created by its SIREN; a body that the code ignores needs a name', async () => {
  expect(await createOrganisme(db, { siren: '200000172' })).toMatchObject({
    organisme: { nature: 'epci', nom: 'Communauté de communes Faucigny – Glières' },
  })
  expect(await createOrganisme(db, { siren: '130025265' })).toEqual({ outcome: 'unknown' })
  expect(
    await createOrganisme(db, { siren: '130025265', nom: 'Direction interministérielle du numérique' }),
  ).toMatchObject({
    organisme: { nature: 'autre', siren: '130025265' },
  })
})

test('an organisme is found by key, by SIREN and by the reference its addresses carry', async () => {
  const prefecture = await findOrganismeByRef(db, 'prefecture-63')
  const commune = await findOrganismeBySiren(db, '213503527')

  expect(prefecture?.nom).toBe('Préfecture du Puy-de-Dôme')
  expect(commune && refOf(commune)).toBe('213503527')
  expect(await findOrganisme(db, commune?.id ?? '')).toEqual(commune)
  expect(await findOrganismeByRef(db, '../etc')).toBeUndefined()
  expect((await listOrganismes(db)).length).toBeGreaterThan(4)
  expect(await listOrganismes(db, commune ? [commune.id] : [])).toEqual([commune])
})

test('GET /communes proposes ten communes at most, for one hour, and nothing for one letter', async () => {
  const app = Fastify()
  annuaireRoutes(app, { db })

  const answer = await app.inject('/communes?q=75012')
  expect(answer.json()).toEqual([{ code: '75056', nom: 'Paris', codePostal: '75012', departement: 'Paris' }])
  expect(answer.headers['cache-control']).toBe('public, max-age=3600')
  expect((await app.inject('/communes?q=saint')).json()).toHaveLength(10)
  expect((await app.inject('/communes?q=s')).json()).toEqual([])
  expect((await app.inject('/communes?q=a&q=b')).json()).toEqual([])
  expect((await app.inject('/communes')).statusCode).toBe(200)
})
