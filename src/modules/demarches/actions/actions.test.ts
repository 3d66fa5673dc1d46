import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts'
import { createDb } from '../../../infra/db/pool.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { createOrganisme, loadAnnuaire } from '../../annuaire/index.ts'
import { DEMONSTRATION } from '../demonstration/index.ts'
import { createDemarches, type Demarches } from '../index.ts'
import type { DemarchesDb, DemarchesTables } from '../tables.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
let database: TestDatabase
let db: DemarchesDb
let demarches: Demarches
let organismeId: string

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<DemarchesTables>(database.pool)
  await loadAnnuaire(db)
  demarches = createDemarches({ db, makeNumero: (rank) => rank })
  const created = await createOrganisme(db, { nature: 'commune', code: '35352' })
  organismeId = created.outcome === 'unknown' ? '' : created.organisme.id
})
afterAll(() => database.close())

/** A draft that only its service may keep from being published. */
async function draft(slug: string, contact: { telephone?: string; courriel?: string; adresse?: string } | null) {
  const [canteen] = DEMONSTRATION
  if (!canteen) throw new Error('no demonstration')
  const blank = {
    nom: 'Accueil',
    telephone: '',
    courriel: '',
    adresse: '',
    horaires: 'Le lundi',
    dpo: 'dpo@exemple.fr',
  }
  const service = { organismeId, ...blank, ...contact }
  const serviceId = contact === null ? null : await demarches.createService(db, service)
  const { definition } = canteen
  const created = await demarches.createDemarche(db, { organismeId, slug, definition, serviceId, now: NOW })
  if (created.outcome !== 'created') throw new Error(created.outcome)
  return created.id
}

const publish = async (demarcheId: string) => (await demarches.publishDemarche(db, { demarcheId, now: NOW })).outcome

async function journalOf(action: string) {
  const { rows } = await database.ownerPool.query<{ objet: string; meta: unknown }>(
    'select objet, meta from infra.journal where action = $1 order by id',
    [action],
  )
  return rows
}

test('a member added twice is told once to the journal', async () => {
  const [groupe] = await demarches.listGroupes(await draft('groupe', null))
  const { rows } = await database.ownerPool.query(
    `insert into comptes.compte (nature) values ('identifie') returning id`,
  )
  const membre = { groupeId: groupe?.id ?? '', compteId: String(rows[0].id), now: NOW }

  await withContext(db, { role: 'systeme' }, (tx) => demarches.addMembre(tx, membre))
  await withContext(db, { role: 'systeme' }, (tx) => demarches.addMembre(tx, membre))

  expect(await journalOf('groupe.add_member')).toEqual([
    { objet: `groupe:${membre.groupeId}`, meta: { compteId: membre.compteId } },
  ])
})

test('a démarche goes online once usagers have a way to its service: a telephone, a mail or a place', async () => {
  const mute = await draft('muette', { telephone: ' ' })

  expect(await publish(mute)).toBe('unreachable')
  expect(await demarches.findPublished('muette')).toBeUndefined()
  expect(await publish(await draft('telephone', { telephone: '02 61 91 10 20' }))).toBe('published')
  expect(await publish(await draft('courriel', { courriel: 'mairie@exemple.fr' }))).toBe('published')
  expect(await publish(await draft('lieu', { adresse: 'Mairie' }))).toBe('published')
})

test('what is told of a service takes the place of what was known; blanks and absences change nothing', async () => {
  const demarcheId = await draft('complete', { courriel: 'ancien@exemple.fr' })
  const contact = { courriel: 'nouveau@exemple.fr', adresse: 'Mairie', horaires: ' ' }

  expect(await demarches.completeService(db, { demarcheId, contact, now: NOW })).toBe('completed')
  expect(await demarches.completeService(db, { demarcheId, contact: {}, now: NOW })).toBe('nothing_said')

  expect(await publish(demarcheId)).toBe('published')
  expect((await demarches.findPublished('complete'))?.service).toMatchObject({
    ...{ courriel: 'nouveau@exemple.fr', adresse: 'Mairie', horaires: 'Le lundi', telephone: '' },
  })
  expect(await journalOf('service.complete')).toMatchObject([{ meta: { champs: 'courriel adresse' } }])
})

test('a démarche without a service has none to complete', async () => {
  const demarcheId = await draft('sans-service', null)
  const asked = { demarcheId, contact: { telephone: '02 61 91 10 20' }, now: NOW }

  expect(await demarches.completeService(db, asked)).toBe('no_service')
  expect(await publish(demarcheId)).toBe('incomplete')
})
