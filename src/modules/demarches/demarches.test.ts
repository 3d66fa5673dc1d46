import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { aChamp, aDefinition } from '../../core/cases/a-definition.ts'
import type { Source } from '../../core/champs/kind.ts'
import type { Definition } from '../../core/schema/definition.ts'
import { createDb } from '../../infra/db/pool.ts'
import { withContext } from '../../infra/db/with-context.ts'
import { createOrganisme, loadAnnuaire } from '../annuaire/index.ts'
import { DEMONSTRATION } from './demonstration/index.ts'
import { createDemarches, type Demarches, type NewDemarche } from './index.ts'
import type { DemarchesDb, DemarchesTables } from './tables.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
const SERVICE = {
  nom: 'Service enfance',
  telephone: '02 61 91 10 20',
  courriel: 'enfance@exemple.fr',
  horaires: 'Du lundi au vendredi',
  adresse: 'Mairie',
  dpo: 'dpo@exemple.fr',
}

let database: TestDatabase
let db: DemarchesDb
let demarches: Demarches
let vern: { id: string; serviceId: string }
let prefecture: { id: string; serviceId: string }

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<DemarchesTables>(database.pool)
  await loadAnnuaire(db)
  demarches = createDemarches({ db, makeNumero: (rank) => 1_000_000 + rank })
  vern = await organisme({ nature: 'commune', code: '35352' })
  prefecture = await organisme({ nature: 'prefecture', code: '63' })
})
afterAll(() => database.close())

async function organisme(asked: { nature: 'commune' | 'prefecture'; code: string }) {
  const created = await createOrganisme(db, asked)
  if (created.outcome === 'unknown') throw new Error('unknown organisme')
  const { id } = created.organisme
  return { id, serviceId: await demarches.createService(db, { organismeId: id, ...SERVICE }) }
}

function publishable(parts: Partial<Definition['presentation']> = {}): Definition {
  const definition = aDefinition({
    champs: [aChamp({ id: 1, kind: 'oui_non' }), aChamp({ id: 2, kind: 'departement' })],
  })
  const cadreJuridique = [{ texte: { fr: 'Code général des collectivités territoriales, article L2121-29' } }]
  return { ...definition, presentation: { ...definition.presentation, cadreJuridique, ...parts } }
}

const inTx = <R>(run: (tx: DemarchesDb) => Promise<R>) => withContext(db, { role: 'systeme' }, run)

async function create(slug: string, parts: Partial<NewDemarche> = {}): Promise<string> {
  const row = { organismeId: vern.id, serviceId: vern.serviceId, definition: publishable(), slug, now: NOW, ...parts }
  const created = await inTx((tx) => demarches.createDemarche(tx, row))
  if (created.outcome !== 'created') throw new Error(created.outcome)
  return created.id
}

async function publish(slug: string, parts: Partial<NewDemarche> = {}): Promise<string> {
  const id = await create(slug, parts)
  expect(await inTx((tx) => demarches.publishDemarche(tx, { demarcheId: id, now: NOW }))).toMatchObject({
    outcome: 'published',
  })
  return id
}

const slugsOf = async (q: string) => (await demarches.listDemarches({ q })).demarches.map(({ slug }) => slug)

test('a démarche is seen by nobody before it is published, then by its address', async () => {
  const demarcheId = await create('visible')
  expect(await demarches.findPublished('visible')).toBeUndefined()

  expect(await inTx((tx) => demarches.publishDemarche(tx, { demarcheId, now: NOW }))).toMatchObject({ numero: 1 })

  expect(await demarches.findPublished('visible')).toMatchObject({
    id: demarcheId,
    etat: 'publiee',
    organisme: { nom: 'Vern-sur-Seiche' },
    service: { nom: 'Service enfance' },
  })
  expect(await inTx((tx) => demarches.publishDemarche(tx, { demarcheId, now: NOW }))).toEqual({
    outcome: 'nothing_new',
  })
})

test('what is missing stops publication, in French sentences', async () => {
  const demarcheId = await create('incomplete', { serviceId: null, definition: aDefinition() })

  const refused = await inTx((tx) => demarches.publishDemarche(tx, { demarcheId, now: NOW }))

  expect(refused).toMatchObject({
    outcome: 'incomplete',
    phrases: [
      'Le cadre juridique est vide : citez au moins un texte ou une délibération.',
      'Le formulaire ne pose aucune question.',
      'Aucun service n’est indiqué : les usagers doivent savoir qui appeler.',
    ],
  })
  expect(await demarches.findPublished('incomplete')).toBeUndefined()
})

test('a definition that breaks a rule of the format is not published', async () => {
  const champs = [aChamp({ id: 1, kind: 'oui_non' }), aChamp({ id: 1, kind: 'oui_non' })]
  const demarcheId = await create('double', { definition: { ...publishable(), champs } })

  const refused = await inTx((tx) => demarches.publishDemarche(tx, { demarcheId, now: NOW }))

  expect(refused).toMatchObject({ outcome: 'incomplete', problemes: [{ code: 'definition', chemin: 'champs[1].id' }] })
})

test('a published revision never changes; a draft after it shows only once published', async () => {
  const demarcheId = await publish('revisions')
  const first = await demarches.findPublished('revisions')

  await inTx((tx) =>
    demarches.saveBrouillon(tx, { demarcheId, definition: publishable({ titre: { fr: 'Titre suivant' } }), now: NOW }),
  )
  expect(await demarches.findPublished('revisions')).toEqual(first)
  await expect(
    db
      .updateTable('demarches.revision')
      .set({ definition: '{}' })
      .where('id', '=', first?.revisionId ?? '')
      .execute(),
  ).rejects.toThrow(/never changes/)

  expect(await inTx((tx) => demarches.publishDemarche(tx, { demarcheId, now: NOW }))).toMatchObject({ numero: 2 })
  const second = await demarches.findPublished('revisions')
  expect(second?.revisionId).not.toBe(first?.revisionId)
  expect((await demarches.findRevision(first?.revisionId ?? '')).definition.presentation.titre.fr).toBe('Une démarche')
  expect((await demarches.findRevision(second?.revisionId ?? '')).definition.presentation.titre.fr).toBe(
    'Titre suivant',
  )
})

test('a published revision is compiled once; a draft is read each time', async () => {
  const demarcheId = await publish('compilee')
  const { revisionId = '' } = (await demarches.findPublished('compilee')) ?? {}
  const draftId = await inTx((tx) => demarches.saveBrouillon(tx, { demarcheId, definition: publishable(), now: NOW }))

  const [one, again] = [await demarches.findRevision(revisionId), await demarches.findRevision(revisionId)]
  const [draft, draftAgain] = [await demarches.findRevision(draftId), await demarches.findRevision(draftId)]

  expect(one).toBe(again)
  expect(one.formulaire.find(1)?.kind).toBe('oui_non')
  expect(draft).not.toBe(draftAgain)
  expect(draft.publiee).toBe(false)
})

test('a closed démarche leaves the lists and keeps its page; it can be opened again', async () => {
  const demarcheId = await publish('fermeture', { definition: publishable({ titre: { fr: 'Xylophone municipal' } }) })

  expect(await inTx((tx) => demarches.closeDemarche(tx, { demarcheId, now: NOW }))).toEqual({ outcome: 'closed' })
  expect(await inTx((tx) => demarches.closeDemarche(tx, { demarcheId, now: NOW }))).toEqual({ outcome: 'not_open' })
  expect(await slugsOf('xylophone')).toEqual([])
  expect(await demarches.findPublished('fermeture')).toMatchObject({ etat: 'close' })
  expect(await inTx((tx) => demarches.publishDemarche(tx, { demarcheId, now: NOW }))).toEqual({ outcome: 'closed' })

  expect(await inTx((tx) => demarches.reopenDemarche(tx, { demarcheId, now: NOW }))).toEqual({ outcome: 'reopened' })
  expect(await slugsOf('xylophone')).toEqual(['fermeture'])
})

test('a former address leads to the démarche for ever, and nobody else may take it', async () => {
  const demarcheId = await publish('adresse-une')
  const change = (slug: string) => inTx((tx) => demarches.changeSlug(tx, { demarcheId, slug, now: NOW }))

  expect(await change('adresse-deux')).toEqual({ outcome: 'changed' })
  expect(await change('adresse-trois')).toEqual({ outcome: 'changed' })

  expect((await demarches.findPublished('adresse-une'))?.slug).toBe('adresse-trois')
  expect((await demarches.findPublished('adresse-deux'))?.slug).toBe('adresse-trois')
  await expect(create('adresse-une')).rejects.toThrow('slug_taken')
  expect(await change('visible')).toEqual({ outcome: 'slug_taken' })
  expect(await change('Pas une adresse')).toEqual({ outcome: 'slug_invalid' })
  expect(await change('adresse-une')).toEqual({ outcome: 'changed' })
  expect((await demarches.findPublished('adresse-trois'))?.slug).toBe('adresse-une')
})

test('two démarches asked at once for one address: one has it, the other is told', async () => {
  const row = { organismeId: vern.id, serviceId: null, definition: publishable(), slug: 'course', now: NOW }
  const both = await Promise.all([1, 2].map(() => inTx((tx) => demarches.createDemarche(tx, row))))

  expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['created', 'slug_taken'])
})

test('search finds by words of the title, roots, beginnings and organisations, whatever the accents', async () => {
  const definition = publishable({
    titre: { fr: 'Inscrire un enfant à la cantine', en: 'Enrol a child at the canteen' },
    resume: { fr: 'Pour les élèves des écoles publiques.' },
  })
  await publish('cantine', { definition })
  const association = publishable({ titre: { fr: 'Subvention à une association' } })
  await publish('subvention', { definition: association, organismeId: prefecture.id, serviceId: prefecture.serviceId })

  expect(await slugsOf('CANTINE')).toEqual(['cantine'])
  expect(await slugsOf('inscription cantine')).toEqual(['cantine'])
  expect(await slugsOf('eleve')).toEqual(['cantine'])
  expect(await slugsOf('canteen')).toEqual(['cantine'])
  expect(await slugsOf('subv')).toEqual(['subvention'])
  expect(await slugsOf('puy-de-dome')).toEqual(['subvention'])
  expect(await slugsOf('association cantine')).toEqual([])
  expect((await demarches.listDemarches({ q: 'l’enfant à la' })).total).toBe(1)
  expect((await demarches.listDemarches({ organismeId: prefecture.id })).demarches.map(({ slug }) => slug)).toEqual([
    'subvention',
  ])
})

test('no text, however hostile, breaks a search', async () => {
  const hostile = [
    "'",
    "l'",
    "a' & b:*",
    ':*',
    '!!',
    'ŉ',
    '½',
    '\\',
    '(((',
    ' ',
    '<->',
    "'; drop table x; --",
    'é'.repeat(500),
  ]

  const found = await Promise.all(hostile.map((q) => demarches.listDemarches({ q })))

  expect(found).toHaveLength(hostile.length)
})

test('dossiers go to the first group by label whose rule is true, otherwise to the default one', async () => {
  const demarcheId = await publish('acheminement')
  const add = (label: string, valeur: string) =>
    inTx((tx) => demarches.createGroupe(tx, { demarcheId, label, regle: { op: 'eq', champ: 2, valeur }, now: NOW }))
  const [ouest, est] = [await add('Ouest', '35'), await add('Étang', '35')]
  const route = (source?: Source) =>
    inTx((tx) => demarches.routeDossier(tx, { demarcheId, lecture: { sourceOf: () => source } }))
  const byDefault = (await demarches.listGroupes(demarcheId)).find(({ parDefaut }) => parDefaut)

  expect(await route({ type: 'lieu', code: '35' })).toBe(est.outcome === 'created' ? est.id : '')
  expect(await route({ type: 'lieu', code: '63' })).toBe(byDefault?.id)
  expect(await route()).toBe(byDefault?.id)
  expect(ouest.outcome).toBe('created')
  expect(await add('Ouest', '63')).toEqual({ outcome: 'label_taken' })
})

test('an agent sees the démarches of the groups they are in, as long as they instruct there', async () => {
  const demarcheId = await publish('agents')
  const [groupe] = await demarches.listGroupes(demarcheId)
  const { rows } = await database.ownerPool.query(
    `insert into comptes.compte (nature) values ('identifie') returning id`,
  )
  const compteId: string = rows[0].id

  const membre = { groupeId: groupe?.id ?? '', compteId, now: NOW }
  const role = (change: string) => database.ownerPool.query(change, [compteId])
  await database.ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id) values ($1, 'instructeur', $2)`,
    [compteId, vern.id],
  )
  await inTx((tx) => demarches.addMembre(tx, membre))
  await inTx((tx) => demarches.addMembre(tx, membre))

  expect(await demarches.groupesOf(compteId)).toEqual([groupe])
  expect(await demarches.listDemarchesOfAgent(compteId)).toMatchObject([
    { slug: 'agents', organismeNom: 'Vern-sur-Seiche', groupes: [{ id: groupe?.id, label: 'Par défaut' }] },
  ])
  expect(await demarches.groupesOf('00000000-0000-0000-0000-000000000000')).toEqual([])
  await role('update comptes.role set suspendu_at = now() where compte_id = $1')
  expect(await demarches.groupesOf(compteId)).toEqual([])
  await role(`update comptes.role set suspendu_at = null, fin_at = now() - interval '1 second' where compte_id = $1`)
  expect(await demarches.listDemarchesOfAgent(compteId)).toEqual([])
  await role(`update comptes.role set fin_at = null, role = 'auditeur' where compte_id = $1`)
  expect(await demarches.listDemarchesOfAgent(compteId)).toEqual([])
})

test('what is done is in the journal, with who did it', async () => {
  const demarcheId = await publish('journal')
  const { rows } = await database.ownerPool.query(
    `select action, role from infra.journal where objet = $1 order by id`,
    [`demarche:${demarcheId}`],
  )

  expect(rows).toEqual([
    { action: 'demarche.create', role: 'systeme' },
    { action: 'demarche.publish', role: 'systeme' },
  ])
})

test('a démarche survives an export and an import, and exports the same again', async () => {
  const [canteen] = DEMONSTRATION
  if (!canteen) throw new Error('no demonstration')
  const groupes = [
    { label: 'Maternelle', parDefaut: false, ferme: true, regle: null },
    { label: 'Toutes les écoles', parDefaut: true, ferme: false, regle: null },
  ]
  const id = await create('origine', { definition: canteen.definition, groupes })
  const document = JSON.parse(JSON.stringify(await demarches.exportDemarche('origine')))

  const imported = await inTx((tx) =>
    demarches.importDemarche(tx, { document, organismeId: prefecture.id, slug: 'copie', now: NOW }),
  )

  expect(imported).toMatchObject({ outcome: 'imported', slug: 'copie' })
  expect(await demarches.exportDemarche('copie')).toEqual({ ...document, slug: 'copie' })
  expect(JSON.stringify(document.definition)).toBe(
    JSON.stringify((await demarches.exportDemarche('origine'))?.definition),
  )
  expect(document.definition).toEqual(canteen.definition)
  expect((await demarches.findDemarche('origine'))?.id).toBe(id)
})

test('what is not an exported démarche is refused with what is wrong, and nothing is written', async () => {
  const document = await demarches.exportDemarche('origine')
  const importing = (each: unknown) =>
    inTx((tx) => demarches.importDemarche(tx, { document: each, organismeId: vern.id, slug: 'refusee', now: NOW }))

  expect(await importing(null)).toMatchObject({
    outcome: 'invalid',
    problemes: [{ message: expect.stringContaining('Parvis') }],
  })
  expect(await importing({ ...document, groupes: [] })).toMatchObject({
    outcome: 'invalid',
    problemes: [{ chemin: 'groupes' }],
  })
  expect(await importing({ ...document, definition: { format: 1 } })).toMatchObject({ outcome: 'invalid' })
  expect(await demarches.findDemarche('refusee')).toBeUndefined()
})

test('the démarches of the demonstration can all be published', async () => {
  for (const { slug, definition } of DEMONSTRATION) await publish(`demo-${slug}`, { definition })

  expect((await demarches.listDemarches({ q: 'cantine' })).demarches.map(({ slug }) => slug)).toContain(
    'demo-restauration-scolaire',
  )
})
