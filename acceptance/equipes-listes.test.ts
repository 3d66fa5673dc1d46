import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type EquipesSite, openEquipes, RENNES, VERN } from './house/equipes-site.ts'

let site: EquipesSite
beforeAll(async () => {
  site = await openEquipes()
})
beforeEach(() => site.clear())
afterAll(() => site.close())

const EQUIPE = `/organismes/${VERN}/equipe`
const SOLENE = 'demo-solene-guivarch'

test('une page au-delà de la dernière montre la dernière, jamais une équipe vide', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  await site.give('demo-administration', 'administrateur_instance')
  // With Solène there are 26: the second page has one line, the last by name.
  await site.database.ownerPool.query(
    `with c as (insert into comptes.compte (nature, nom) select 'identifie', 'A' || n from generate_series(1, 25) n returning id)
     insert into comptes.role (compte_id, role, organisme_id)
       select c.id, 'instructeur', o.id from c, annuaire.organisme o where o.siren = $1`,
    [VERN],
  )
  const [browser, instance] = [await site.enter(SOLENE), await site.enter('demo-administration')]

  const past = await browser.get(`${EQUIPE}?page=9`)
  const short = await browser.get(`${EQUIPE}?q=guivarc&page=9`)
  const organismes = await instance.get('/instance/organismes?page=9')

  for (const { body } of [past, short]) expect(body).toMatch(/\/membres\/[\w-]{22}">Solène Guivarc’h</)
  expect(past.body).toContain('De 26 à 26 sur 26')
  expect(past.body).toContain(`href="${EQUIPE}"`)
  expect((await browser.get(`${EQUIPE}?q=personne&page=9`)).body).toContain('Personne ne correspond')
  expect(organismes.body).toContain('Vern-sur-Seiche')
})

test('chacun voit ses équipes et les démarches qu’il administre, lues ensemble quel qu’en soit le nombre', async () => {
  const julien = await site.give('demo-julien-chassaing', 'instructeur', RENNES)
  await site.database.ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id, demarche_id)
     select $1, 'administrateur_demarche', organisme_id, id from demarches.demarche`,
    [julien],
  )
  const browser = await site.enter('demo-julien-chassaing')
  const sent = vi.spyOn(Client.prototype, 'query')

  const { body } = await browser.get('/compte/equipes')

  const statements = sent.mock.calls.map(([query]) => String(Reflect.get(Object(query), 'text') ?? query))
  sent.mockRestore()
  for (const siren of [VERN, RENNES]) expect(body).toContain(`href="/agents/demarches/${site.demarches[siren]}/equipe"`)
  expect(statements.filter((text) => text.includes('"demarches"."groupe"'))).toHaveLength(1)
})
