import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type EquipesSite, openEquipes, RENNES, VERN } from './house/equipes-site.ts'

let site: EquipesSite
beforeAll(async () => {
  site = await openEquipes()
})
beforeEach(() => site.clear())
afterAll(() => site.close())

// Their provider says that both work in Vern.
const SOLENE = 'demo-solene-guivarch'
const ANNE = 'demo-anne-kerdoncuff'
const JULIEN = 'demo-julien-chassaing'
const SIRET_RENNES = '21350238800019'
const ANNE_COURRIEL = 'anne.kerdoncuff@exemple.fr'

/** As if the provider had said, until now, that they work at the town hall of Rennes. */
async function workedInRennes(...comptes: readonly string[]): Promise<void> {
  await site.database.ownerPool.query('update comptes.identite set siret = $1 where compte_id = any($2::uuid[])', [
    SIRET_RENNES,
    comptes,
  ])
}
const roles = (compteId: string) =>
  site.one(
    `select coalesce(string_agg(r.role || case when r.suspendu_at is null then '' else ' suspendu' end, ', ' order by r.role), '') as found
     from comptes.role r where r.compte_id = $1`,
    compteId,
  )
const told = (action: string, compteId: string) =>
  site.one(
    "select count(*) as found from infra.journal where action = $1 and objet = 'compte:' || $2::text",
    action,
    compteId,
  )

test('qui change d’employeur perd ce que l’ancien lui ouvrait, à l’instant ; lui et les administrateurs sont prévenus', async () => {
  const anne = await site.give(ANNE, 'instructeur', RENNES)
  await site.give(ANNE, 'auditeur', RENNES)
  await site.give(ANNE, 'expert', VERN)
  await site.give(JULIEN, 'administrateur', RENNES)
  const before = await site.enter(ANNE)
  await workedInRennes(anne)

  const after = await site.enter(ANNE)

  expect(await roles(anne)).toBe('auditeur suspendu, expert, instructeur suspendu')
  expect((await before.get('/compte')).status).toBe(303)
  expect((await after.get('/audit')).status).toBe(403)
  expect((await after.get('/compte/equipes')).body).toContain('Suspendu</span>')
  expect(await site.mails(ANNE_COURRIEL)).toEqual({
    sujets: ['Vos rôles sont suspendus : Rennes'],
    lien: '/compte/equipes',
  })
  expect((await site.mails('julien.chassaing@exemple.fr')).sujets).toEqual([
    'Anne Kerdoncuff semble avoir changé d’employeur',
  ])
  expect(await told('role.suspend', anne)).toBe('2')
})

test('un administrateur rétablit ce qui a été suspendu, depuis la page de l’équipe ; une nouvelle connexion n’y touche plus', async () => {
  const anne = await site.give(ANNE, 'instructeur', RENNES)
  await site.give(JULIEN, 'administrateur', RENNES)
  await site.enter(ANNE)
  await workedInRennes(anne)
  await site.enter(ANNE)
  const browser = await site.enter(JULIEN)
  const list = await browser.get(`/organismes/${RENNES}/equipe?q=kerdoncuff`)
  const path = /href="([^"]*\/membres\/[\w-]{22})"/.exec(list.body)?.[1] ?? ''

  const restored = await browser.submit(await browser.get(path), 'Rétablir')
  await site.enter(ANNE)

  expect(restored.location).toBe(`${path}?fait=retabli`)
  expect(await roles(anne)).toBe('instructeur')
})

test('le dernier administrateur garde ce seul rôle, et l’installation est prévenue', async () => {
  const anne = await site.give(ANNE, 'administrateur', RENNES)
  await site.give(ANNE, 'instructeur', RENNES)
  await site.give('demo-administration', 'administrateur_instance')
  await site.enter(ANNE)
  await workedInRennes(anne)

  await site.enter(ANNE)

  expect(await roles(anne)).toBe('administrateur, instructeur suspendu')
  expect([await told('role.keep', anne), await told('role.suspend', anne)]).toEqual(['1', '1'])
  expect((await site.mails('administration@exemple.fr')).sujets).toEqual([
    'Anne Kerdoncuff semble avoir changé d’employeur',
  ])
})

test('un autre établissement du même organisme, une première fois ou un fournisseur qui n’en dit rien ne suspendent rien', async () => {
  const anne = await site.give(ANNE, 'instructeur', VERN)
  await site.enter(ANNE)
  const { ownerPool } = site.database
  await ownerPool.query("update comptes.identite set siret = '21350352700029' where compte_id = $1", [anne])
  await site.enter(ANNE)
  await ownerPool.query('update comptes.identite set siret = null where compte_id = $1', [anne])
  await site.enter(ANNE)

  expect(await roles(anne)).toBe('instructeur')
  expect((await site.mails(ANNE_COURRIEL)).sujets).toEqual([])
})

test('des connexions au même moment ne suspendent et ne préviennent qu’une fois', async () => {
  const anne = await site.give(ANNE, 'instructeur', RENNES)
  await site.give(JULIEN, 'administrateur', RENNES)
  await site.enter(ANNE)
  await workedInRennes(anne)

  await Promise.all(Array.from({ length: 6 }, () => site.enter(ANNE)))

  expect([await roles(anne), await told('role.suspend', anne)]).toEqual(['instructeur suspendu', '1'])
  expect((await site.mails(ANNE_COURRIEL)).sujets).toHaveLength(1)
  expect((await site.mails('julien.chassaing@exemple.fr')).sujets).toHaveLength(1)
})

test('deux administrateurs qui partent ensemble, et se connectent au même moment : il en reste un', async () => {
  const both = [await site.give(ANNE, 'administrateur', RENNES), await site.give(SOLENE, 'administrateur', RENNES)]
  await Promise.all([site.enter(ANNE), site.enter(SOLENE)])
  await workedInRennes(...both)

  await Promise.all([site.enter(ANNE), site.enter(SOLENE)])

  const left = await Promise.all(both.map(roles))
  expect(left.toSorted()).toEqual(['administrateur', 'administrateur suspendu'])
})
