import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { aDefinition } from '../core/cases/a-definition.ts'
import { createDb } from '../infra/db/pool.ts'
import { DEMONSTRATION } from '../modules/demarches/demonstration/index.ts'
import { createDemarches, type Demarches, type DemarchesDeps } from '../modules/demarches/index.ts'
import {
  addOrganisme,
  closeSlug,
  exportSlug,
  parseOrganisme,
  publishSlug,
  readPublier,
  type Target,
} from './demarches.ts'

const now = new Date('2026-11-24T10:00:00Z')
let database: TestDatabase
let db: DemarchesDeps['db']
let demarches: Demarches

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb(database.pool)
  demarches = createDemarches({ db, makeNumero: (rank) => rank })
})
afterAll(() => database.close())

const target = (slug: string): Target => ({ db, demarches, slug, now })
const publier = (...args: readonly string[]) => {
  const { slug, contact } = readPublier(args)
  return publishSlug({ ...target(slug), contact })
}

/** A draft whose service nobody can reach. */
async function draft(slug: string): Promise<string> {
  const [canteen] = DEMONSTRATION
  const { rows } = await database.pool.query(`select id from annuaire.organisme where code = '35352'`)
  if (!canteen) throw new Error('no demonstration')
  const organismeId: string = rows[0].id
  const { definition, service } = canteen
  const blank = { ...service, telephone: '', courriel: ' ', adresse: '' }
  const serviceId = await demarches.createService(db, { organismeId, ...blank })
  const created = await demarches.createDemarche(db, { organismeId, slug, definition, serviceId, now })
  return created.outcome === 'created' ? created.id : ''
}

test('an organisme is named by its SIREN, its SIRET, the code of its commune, or a nature and a code', () => {
  expect(parseOrganisme('213503527')).toEqual({ siren: '213503527' })
  expect(parseOrganisme('213 503 527 00014')).toEqual({ siren: '213503527' })
  expect(parseOrganisme('2A004')).toEqual({ nature: 'commune', code: '2A004' })
  expect(parseOrganisme('prefecture-63')).toEqual({ nature: 'prefecture', code: '63' })
  expect(() => parseOrganisme('Vern')).toThrow(/ni un SIREN/)
})

test('an organisme is added once, from an empty database', async () => {
  const add = (asked: string, nom?: string) => addOrganisme({ db, wanted: parseOrganisme(asked), nom })

  expect(await add('35352')).toBe('Organisme créé : Vern-sur-Seiche (213503527)')
  expect(await add('213503527')).toBe('Cet organisme existe déjà : Vern-sur-Seiche (213503527)')
  await expect(add('130025265')).rejects.toThrow('--nom')
  expect(await add('130025265', 'Dinum')).toBe('Organisme créé : Dinum (130025265)')
})

test('a démarche is published, closed, opened again and exported by its address', async () => {
  const [canteen] = DEMONSTRATION
  const { rows } = await database.pool.query(`select id from annuaire.organisme where code = '35352'`)
  const organismeId: string = rows[0].id
  if (!canteen) throw new Error('no demonstration')
  const created = { organismeId, slug: 'cantine', definition: canteen.definition, serviceId: null, now }
  const demarche = await demarches.createDemarche(db, created)

  await expect(publier('cantine')).rejects.toThrow('Aucun service n’est indiqué')
  const serviceId = await demarches.createService(db, { organismeId, ...canteen.service })
  await demarches.assignService(db, { demarcheId: demarche.outcome === 'created' ? demarche.id : '', serviceId })
  expect(await publier('cantine')).toBe('La démarche cantine est en ligne (révision 1).')
  expect(await publier('cantine')).toContain('rien n’a changé')
  expect(await closeSlug(target('cantine'))).toBe('La démarche cantine est close.')
  await expect(closeSlug(target('cantine'))).rejects.toThrow('n’est pas en ligne')
  expect(await publier('cantine')).toBe('La démarche cantine est rouverte.')
  expect(JSON.parse(await exportSlug(target('cantine')))).toMatchObject({ format: 'parvis-demarche', slug: 'cantine' })
  await expect(exportSlug(target('inconnue'))).rejects.toThrow('« inconnue »')
})

test('a démarche whose service nobody can reach is not published, and what to do is told', async () => {
  await draft('muette')

  await expect(publier('muette')).rejects.toThrow('ni téléphone, ni courriel, ni adresse')
  await expect(publier('muette', '--telephone', ' ', '--horaires', 'Le lundi')).rejects.toThrow('--telephone')
  expect(await demarches.findPublished('muette')).toBeUndefined()
})

test('publishing completes the service first, and what is not told stays', async () => {
  await draft('completee')

  const said = await publier('completee', '--telephone', '02 61 91 10 20', '--dpo', 'dpo@exemple.fr')

  expect(said).toBe('La démarche completee est en ligne (révision 1). Son service est complété.')
  expect((await demarches.findPublished('completee'))?.service).toMatchObject({
    telephone: '02 61 91 10 20',
    dpo: 'dpo@exemple.fr',
    horaires: DEMONSTRATION[0]?.service.horaires,
  })
  expect(await publier('completee', '--courriel', 'mairie@exemple.fr')).toContain('Son service est complété.')
})

test('a publication that is refused leaves the service as it was', async () => {
  const demarcheId = await draft('refusee')
  await demarches.saveBrouillon(db, { demarcheId, definition: { ...aDefinition(), champs: [] }, now })

  await expect(publier('refusee', '--telephone', '02 61 91 10 20')).rejects.toThrow('aucune question')

  const exported = await demarches.exportDemarche('refusee')
  expect(exported?.service?.telephone).toBe('')
})

test.each([
  ['no démarche', []],
  ['two démarches', ['une', 'deux']],
  ['an option that does not exist', ['une', '--vite']],
])('publier with %s is badly asked', (_, args) => {
  expect(() => readPublier(args)).toThrow('Usage : demarche publier SLUG [--telephone N°]')
})
