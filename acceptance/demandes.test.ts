import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDb } from '../src/infra/db/pool.ts'
import { purgeDemandes } from '../src/modules/equipes/index.ts'
import { type EquipesSite, openEquipes, RENNES, VERN } from './house/equipes-site.ts'

let site: EquipesSite
beforeAll(async () => {
  site = await openEquipes()
})
beforeEach(() => site.clear())
afterAll(() => site.close())

const MIENNES = '/compte/equipes'
const EQUIPE = `/organismes/${VERN}/equipe`
const SOLENE = 'demo-solene-guivarch'
const NADIA = 'demo-nadia-belkacem'
const NADIA_COURRIEL = 'nadia.belkacem@exemple.fr'
const DEMANDER = 'Demander à rejoindre'
const DAY = 86_400_000

type Browser = Awaited<ReturnType<EquipesSite['enter']>>

async function ask(message = 'Je travaille à la cantine.'): Promise<Browser> {
  const nadia = await site.enter(NADIA)
  await nadia.submit(await nadia.get(MIENNES), DEMANDER, [['message', message]])
  return nadia
}
/** The page of the only request that waits. */
async function requestIn(browser: Browser): Promise<string> {
  return /href="([^"]*\/demandes\/[\w-]{22})"/.exec((await browser.get(EQUIPE)).body)?.[1] ?? ''
}
const accept = (browser: Browser, page: Awaited<ReturnType<Browser['get']>>) =>
  browser.submit(page, 'Accepter avec ce rôle', [['role', 'instructeur']])
const reponses = () =>
  site.one("select coalesce(string_agg(coalesce(reponse, 'attend'), ' '), '') as found from equipes.demande")
const roles = () =>
  site.one(
    `select coalesce(string_agg(r.role, ' '), '') as found from comptes.role r join comptes.compte c on c.id = r.compte_id
     where c.courriel = $1`,
    NADIA_COURRIEL,
  )

test('qui travaille dans un organisme selon ProConnect demande à le rejoindre, sans rien voir de l’équipe ; ses administrateurs sont prévenus', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  await site.give('demo-administration', 'administrateur_instance')
  const nadia = await site.enter(NADIA)

  const before = await nadia.get(MIENNES)
  const asked = await nadia.submit(before, DEMANDER, [['message', 'Je travaille à la cantine.']])
  const after = await nadia.get(asked.location)

  expect(before.body).toContain('Rejoindre l’équipe\u00a0: Vern-sur-Seiche')
  expect(`${before.body}${after.body}`).not.toContain('Guivarc')
  expect(after.body).toContain('Un administrateur peut vous répondre')
  expect(after.body).not.toContain(DEMANDER)
  expect([await reponses(), await roles()]).toEqual(['attend', ''])
  expect((await site.mails('solene.guivarch@exemple.fr')).sujets).toEqual([
    'Nadia Belkacem demande à rejoindre votre équipe',
  ])
  expect((await site.mails('administration@exemple.fr')).sujets).toEqual([])
})

test('un administrateur accepte avec un rôle, instructeur sauf s’il en choisit un autre ; répondre encore n’y change rien', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  await ask()
  const solene = await site.enter(SOLENE)
  const path = await requestIn(solene)
  const page = await solene.get(path)

  const twice = [await accept(solene, page), await accept(solene, page)]
  const late = await solene.submit(page, 'Refuser la demande', [['motif', 'Non']])

  expect(page.body).toContain('Je travaille à la cantine.')
  expect(page.body).toMatch(/<input[^>]*value="instructeur"[^>]*checked/)
  expect(page.body).toContain('établissement 21350352700011')
  expect(twice.map(({ status }) => status)).toEqual([303, 303])
  expect(late.location).toBe(`${EQUIPE}?fait=repondue`)
  expect([await reponses(), await roles()]).toEqual(['acceptee', 'instructeur'])
  expect((await site.mails(NADIA_COURRIEL)).sujets).toEqual(['Vous avez un nouveau rôle : Instructeur'])
  expect(await requestIn(solene)).toBe('')
})

test('un refus dit pourquoi, et la personne peut demander de nouveau', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  const nadia = await ask()
  const solene = await site.enter(SOLENE)
  const page = await solene.get(await requestIn(solene))

  const blank = await solene.submit(page, 'Refuser la demande')
  const refused = await solene.submit(page, 'Refuser la demande', [['motif', 'Vous n’êtes plus de ce service.']])

  expect([blank.status, refused.status]).toEqual([422, 303])
  expect(blank.body).toContain('Dites pourquoi vous refusez')
  expect((await site.mails(NADIA_COURRIEL)).sujets).toEqual(['Votre demande est refusée : Vern-sur-Seiche'])
  const again = await nadia.get(MIENNES)
  expect(again.body).toContain('Vous n’êtes plus de ce service.')
  expect((await nadia.submit(again, DEMANDER)).status).toBe(303)
  expect([await reponses(), await roles()]).toEqual(['refusee attend', ''])
})

test('une demande s’arrête après trente jours, et s’efface un an après sa réponse', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  const nadia = await ask()
  const solene = await site.enter(SOLENE)
  const path = await requestIn(solene)
  const page = await solene.get(path)
  await site.database.ownerPool.query(`update equipes.demande set created_at = now() - interval '30 days'`)

  const late = await accept(solene, page)
  const db = createDb<object>(site.database.pool)
  await purgeDemandes(db, new Date())

  expect(late.location).toBe(`${EQUIPE}?fait=repondue`)
  expect([await reponses(), await roles()]).toEqual(['expiree', ''])
  expect((await nadia.get(MIENNES)).body).toContain('restée sans réponse')
  expect(await site.one("select count(*) as found from infra.journal where action = 'demande.expire'")).toBe('1')
  await purgeDemandes(db, new Date(Date.now() + 366 * DAY))
  expect(await reponses()).toBe('')
})

test('qui n’y travaille pas, ou en est déjà, ne demande rien', async () => {
  await site.give(NADIA, 'expert', VERN)
  for (const compte of [NADIA, 'demo-hugo-perrin', 'demo-camille-le-roux']) {
    const browser = await site.enter(compte)
    const page = await browser.get(MIENNES)
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const forced = await browser.post('/compte/equipes/demandes', [['_csrf', csrf]])

    expect([page.body.includes(DEMANDER), forced.status]).toEqual([false, 404])
  }
  expect(await reponses()).toBe('')
})

test('la demande faite à un autre organisme est introuvable', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  await site.give('demo-julien-chassaing', 'administrateur', RENNES)
  await ask()
  const path = await requestIn(await site.enter(SOLENE))
  const julien = await site.enter('demo-julien-chassaing')

  const answers = await Promise.all(
    [path, path.replace(VERN, RENNES), `/organismes/${RENNES}/equipe/demandes/inconnue`].map((one) => julien.get(one)),
  )

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
})

test('un message trop long revient comme tapé', async () => {
  const nadia = await site.enter(NADIA)
  const long = 'é'.repeat(1_001)

  const refused = await nadia.submit(await nadia.get(MIENNES), DEMANDER, [['message', long]])

  expect(refused.status).toBe(422)
  expect(refused.body).toContain(long)
  expect(refused.body).toContain('Raccourcissez votre message')
})

test('chaque demande et chaque réponse s’écrit au journal de l’organisme, sans aucun nom', async () => {
  const solene = await site.give(SOLENE, 'administrateur', VERN)
  const since = (await site.one('select id as found from infra.journal order by id desc limit 1')) ?? ''
  await ask()
  const browser = await site.enter(SOLENE)
  await browser.submit(await browser.get(await requestIn(browser)), 'Refuser la demande', [['motif', 'Non']])
  await ask()
  await accept(browser, await browser.get(await requestIn(browser)))

  const { rows } = await site.database.ownerPool.query<{ action: string; compte_id: string; meta: unknown }>(
    `select action, compte_id, meta from infra.journal where id > $1 and action ~ '^(demande|role)' order by id`,
    [since],
  )
  expect(rows.map(({ action }) => action)).toEqual([
    ...['demande.send', 'demande.refuse', 'demande.send', 'role.grant', 'demande.accept'],
  ])
  expect(rows.filter(({ compte_id }) => compte_id === solene)).toHaveLength(3)
  expect(JSON.stringify(rows)).not.toMatch(/@|Nadia|Belkacem|cantine/)
})
