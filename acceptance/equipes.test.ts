import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type EquipesSite, openEquipes, RENNES, VERN } from './house/equipes-site.ts'

let site: EquipesSite
beforeAll(async () => {
  site = await openEquipes()
})
beforeEach(() => site.clear())
afterAll(() => site.close())

const EQUIPE = `/organismes/${VERN}/equipe`
const SOLENE = 'demo-solene-guivarch'
const ANNE = 'demo-anne-kerdoncuff'
const JULIEN = 'demo-julien-chassaing'

/** The path of somebody's page, as the list of the team links to it. */
async function pageOf(browser: Awaited<ReturnType<EquipesSite['enter']>>, nom: string): Promise<string> {
  const { body } = await browser.get(`${EQUIPE}?q=${encodeURIComponent(nom)}`)
  return /href="([^"]*\/membres\/[\w-]{22})"/.exec(body)?.[1] ?? ''
}
const rolesOf = (compteId: string) =>
  site.one(
    "select coalesce(string_agg(role, ' ' order by role), '') as found from comptes.role where compte_id = $1",
    compteId,
  )

test('un administrateur lit l’équipe de son organisme ; celle d’un autre est introuvable, comme ce qui n’existe pas', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  await site.give(ANNE, 'instructeur', VERN)
  await site.give(JULIEN, 'instructeur', RENNES)
  const browser = await site.enter(SOLENE)

  const own = await browser.get(EQUIPE)
  const other = await browser.get(`/organismes/${RENNES}/equipe`)
  const none = await browser.get('/organismes/999999999/equipe')

  expect(own.body).toContain('Anne Kerdoncuff')
  expect(own.body).not.toContain('Chassaing')
  expect([other.status, none.status, (await browser.get('/instance/equipe')).status]).toEqual([404, 404, 404])
  // But for its own address, its tokens and the end of the session, the page is the same.
  const nameless = (body: string) => body.replaceAll(/\/organismes\/\d+|[\w-]{60,}|data-expire="[^"]*"/g, '')
  expect(nameless(other.body)).toBe(nameless(none.body))
})

test('un rôle se donne, s’annonce par courriel, et se retire après une confirmation, avec effet immédiat', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  const anne = await site.give(ANNE, 'instructeur', VERN)
  const browser = await site.enter(SOLENE)
  const agent = await site.enter(ANNE)
  const path = await pageOf(browser, 'kerdoncuff')

  const given = await browser.submit(await browser.get(path), 'Donner ce rôle', [['role', 'auditeur']])
  expect(given.location).toBe(`${path}?fait=role`)
  expect(await rolesOf(anne)).toBe('auditeur instructeur')
  expect((await agent.get('/agents')).location).toContain('/connexion')

  const confirm = await browser.get(`${path}/retrait?role=auditeur`)
  expect(confirm.body).toContain('Retirer le rôle Auditeur à Anne Kerdoncuff')
  const twice = [await browser.submit(confirm, 'Retirer le rôle'), await browser.submit(confirm, 'Retirer le rôle')]
  expect(twice.map(({ status }) => status)).toEqual([303, 303])
  expect(await rolesOf(anne)).toBe('instructeur')
  expect((await site.mails('anne.kerdoncuff@exemple.fr')).sujets).toEqual([
    'Vous avez un nouveau rôle : Auditeur',
    'Un rôle vous a été retiré : Auditeur',
  ])
})

test('ce qui est mal tapé revient comme tapé, chaque erreur dite', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  const browser = await site.enter(SOLENE)
  const form = await browser.get(`${EQUIPE}/inviter`)

  const refused = await browser.submit(form, 'Envoyer', [
    ...([
      ['courriel', 'pas une adresse'],
      ['role', 'administrateur_demarche'],
      ['demarche', ''],
    ] as const),
    ...([
      ['fin-jour', '31'],
      ['fin-mois', '2'],
      ['fin-annee', '2027'],
    ] as const),
  ])
  const past = await browser.submit(form, 'Envoyer', [
    ...([
      ['courriel', 'a@exemple.fr'],
      ['role', 'instructeur'],
    ] as const),
    ...([
      ['fin-jour', '1'],
      ['fin-mois', '1'],
      ['fin-annee', '2020'],
    ] as const),
  ])
  const raised = await browser.submit(form, 'Envoyer', [
    ['courriel', 'a@exemple.fr'],
    ['role', 'administrateur_instance'],
  ])

  expect([refused.status, past.status, raised.status]).toEqual([422, 422, 422])
  for (const told of ['adresse électronique complète', 'Choisissez la démarche', 'un jour qui existe'])
    expect(refused.body).toContain(told)
  expect(refused.body).toContain('value="pas une adresse"')
  expect(past.body).toContain('un jour à venir')
  expect(raised.body).toContain('Choisissez un rôle dans la liste')
  expect((await site.mails('a@exemple.fr')).sujets).toEqual([])
})

test('une invitation donne son rôle à qui l’accepte, sauf à qui l’a envoyée, ou si son auteur n’en a plus le droit', async () => {
  const solene = await site.give(SOLENE, 'administrateur', VERN)
  await site.give(ANNE, 'administrateur', VERN)
  const browser = await site.enter(SOLENE)
  const invite = async (courriel: string) => {
    const fields = [
      ['courriel', courriel],
      ['role', 'expert'],
    ] as const
    await browser.submit(await browser.get(`${EQUIPE}/inviter`), 'Envoyer', fields)
    return (await site.mails(courriel)).lien
  }
  const julien = await site.enter(JULIEN)

  const own = await invite('moi@exemple.fr')
  expect((await browser.submit(await browser.get(own), 'Accepter')).status).toBe(410)
  expect(await rolesOf(solene)).toBe('administrateur')

  const accepted = await invite('julien@exemple.fr')
  expect((await julien.submit(await julien.get(accepted), 'Accepter')).status).toBe(303)
  expect(await site.one(`select count(*) as found from comptes.role where role = 'expert'`)).toBe('1')

  const late = await invite('tard@exemple.fr')
  await site.database.ownerPool.query('delete from comptes.role where compte_id = $1', [solene])
  const nadia = await site.enter('demo-nadia-belkacem')
  expect((await nadia.submit(await nadia.get(late), 'Accepter')).status).toBe(410)
  expect(await site.one(`select count(*) as found from comptes.role where role = 'expert'`)).toBe('1')
})

test('une invitation s’annule depuis la page de l’équipe', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  const browser = await site.enter(SOLENE)
  const fields = [
    ['courriel', 'nadia@exemple.fr'],
    ['role', 'instructeur'],
  ] as const
  await browser.submit(await browser.get(`${EQUIPE}/inviter`), 'Envoyer', fields)
  const { lien } = await site.mails('nadia@exemple.fr')

  const before = await browser.get(lien)
  await browser.submit(await browser.get(EQUIPE), 'Annuler l’invitation')

  expect([before.status, (await browser.get(lien)).status]).toEqual([200, 410])
  expect((await browser.get(EQUIPE)).body).not.toContain('nadia@exemple.fr')
})

test('les groupes se cochent pour un instructeur et lui ouvrent leur démarche ; personne d’autre n’y entre', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  await site.give(ANNE, 'instructeur', VERN)
  await site.give(JULIEN, 'expert', VERN)
  const browser = await site.enter(SOLENE)
  const nord =
    (await site.one(
      `select g.numero as found from demarches.groupe g join demarches.demarche d on d.id = g.demarche_id
     where g.label = 'Nord' and d.numero = $1`,
      site.demarches[VERN],
    )) ?? ''
  const elsewhere =
    (await site.one(
      `select g.numero as found from demarches.groupe g join demarches.demarche d on d.id = g.demarche_id
     where g.label = 'Nord' and d.numero = $1`,
      site.demarches[RENNES],
    )) ?? ''
  const path = await pageOf(browser, 'kerdoncuff')

  const put = await browser.submit(await browser.get(path), 'Enregistrer les groupes', [
    ...([
      ['groupe', nord],
      ['groupe', elsewhere],
    ] as const),
  ])
  expect(put.location).toBe(`${path}?fait=groupes`)
  expect(await site.one('select count(*) as found from demarches.membre')).toBe('1')
  const agent = await site.enter(ANNE)
  expect((await agent.get(`/agents/demarches/${site.demarches[VERN]}`)).status).toBe(200)

  const expert = await pageOf(browser, 'chassaing')
  const { body } = await browser.get(expert)
  const csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
  const forced = await browser.post(`${expert}/groupes`, [
    ['_csrf', csrf],
    ['groupe', nord],
  ])
  expect([body.includes('il faut d’abord le rôle d’instructeur'), forced.status]).toEqual([true, 409])

  await browser.submit(await browser.get(path), 'Enregistrer les groupes')
  expect(await site.one('select count(*) as found from demarches.membre')).toBe('0')
  expect((await agent.get(`/agents/demarches/${site.demarches[VERN]}`)).status).toBe(404)
})

test('l’administrateur d’une démarche dit qui en reçoit les dossiers, et ne gère rien d’autre', async () => {
  const julien = await site.give(JULIEN, 'instructeur', RENNES)
  await site.database.ownerPool.query(
    `insert into comptes.role (compte_id, role, organisme_id, demarche_id)
     select $1, 'administrateur_demarche', organisme_id, id from demarches.demarche where numero = $2`,
    [julien, site.demarches[VERN]],
  )
  await site.give(ANNE, 'instructeur', VERN)
  const browser = await site.enter(JULIEN)
  const path = `/agents/demarches/${site.demarches[VERN]}/equipe`
  const page = await browser.get(path)
  const groupe = /name="groupe" value="(\d+)"/.exec(page.body)?.[1] ?? ''

  const saved = await browser.submit(page, 'Enregistrer les groupes', [['groupe', groupe]])

  expect(page.body).toContain('Anne Kerdoncuff')
  expect(page.body).not.toContain('Chassaing</legend>')
  expect(saved.location).toBe(`${path}?fait=1`)
  expect(await site.one('select count(*) as found from demarches.membre')).toBe('1')
  expect((await browser.get(`/agents/demarches/${site.demarches[RENNES]}/equipe`)).status).toBe(404)
  expect((await browser.get(EQUIPE)).status).toBe(404)
})

test('le dernier administrateur ne se retire ni ne part, et lit ce qu’il faut faire d’abord', async () => {
  const solene = await site.give(SOLENE, 'administrateur', VERN)
  await site.give('demo-administration', 'administrateur_instance')
  const instance = await site.enter('demo-administration')
  const browser = await site.enter(SOLENE)
  const path = await pageOf(instance, 'guivarc')

  const out = await instance.submit(await instance.get(`${path}/retrait?role=administrateur`), 'Retirer le rôle')
  const leave = await browser.submit(
    await browser.get(`/compte/equipes/depart?organisme=${VERN}&role=administrateur`),
    'Quitter ce rôle',
  )

  expect([out.status, leave.status]).toEqual([409, 409])
  for (const { body } of [out, leave]) expect(body).toContain('à quelqu’un d’autre')
  expect(await rolesOf(solene)).toBe('administrateur')
})

test('on quitte un rôle soi-même, et l’on ne s’en donne aucun', async () => {
  const solene = await site.give(SOLENE, 'administrateur', VERN)
  await site.give(ANNE, 'administrateur', VERN)
  const browser = await site.enter(SOLENE)
  const path = await pageOf(browser, 'guivarc')
  const { body } = await browser.get(path)
  const csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''

  const raised = await browser.post(`${path}/roles`, [
    ['_csrf', csrf],
    ['role', 'instructeur'],
  ])
  const left = await browser.submit(
    await browser.get(`/compte/equipes/depart?organisme=${VERN}&role=administrateur`),
    'Quitter ce rôle',
  )

  expect(body).toContain('Personne ne se donne un rôle')
  expect(raised.status).toBe(422)
  expect(left.status).toBe(303)
  expect(await rolesOf(solene)).toBe('')
})

test('fermer les connexions de quelqu’un le déconnecte partout', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  await site.give(ANNE, 'instructeur', VERN)
  const [browser, agent] = [await site.enter(SOLENE), await site.enter(ANNE)]
  const path = await pageOf(browser, 'kerdoncuff')

  const before = await agent.get('/agents')
  await browser.submit(await browser.get(`${path}/acces`), 'Fermer ses connexions')

  expect([before.status, (await agent.get('/agents')).status]).toEqual([200, 303])
})

test('ce qui change des droits demande un second facteur de moins de dix minutes', async () => {
  await site.give(SOLENE, 'administrateur', VERN)
  const browser = await site.enter(SOLENE)
  await site.database.ownerPool.query(`update comptes.session set preuve_at = now() - interval '11 minutes'`)

  expect((await browser.get(EQUIPE)).status).toBe(200)
  expect((await browser.get(`${EQUIPE}/inviter`)).location).toContain('/compte/preuve')
})

test('l’administrateur de l’installation trouve chaque organisme, et voit lequel personne n’administre', async () => {
  await site.give('demo-administration', 'administrateur_instance')
  await site.give(SOLENE, 'administrateur', VERN)
  const browser = await site.enter('demo-administration')

  const all = await browser.get('/instance/organismes')
  const found = await browser.get('/instance/organismes?q=vérn')

  expect(all.body).toContain('Solène Guivarc’h')
  expect(all.body).toContain('Aucun administrateur')
  expect(found.body).toContain('Vern-sur-Seiche')
  expect(found.body).not.toContain('Rennes')
})

test('chaque acte sur une équipe s’écrit au journal, une lecture une fois par quart d’heure, sans aucun nom', async () => {
  const solene = await site.give(SOLENE, 'administrateur', VERN)
  await site.give('demo-administration', 'administrateur_instance')
  const anne = await site.give(ANNE, 'instructeur', VERN)
  const [browser, instance] = [await site.enter(SOLENE), await site.enter('demo-administration')]
  const since = (await site.one('select id as found from infra.journal order by id desc limit 1')) ?? ''
  const path = await pageOf(browser, 'kerdoncuff')
  const groupe = /name="groupe" value="(\d+)"/.exec((await browser.get(path)).body)?.[1] ?? ''
  const fields = [
    ['courriel', 'x@exemple.fr'],
    ['role', 'expert'],
  ] as const

  await browser.submit(await browser.get(`${EQUIPE}/inviter`), 'Envoyer', fields)
  await browser.submit(await browser.get(EQUIPE), 'Annuler l’invitation')
  await browser.submit(await browser.get(path), 'Enregistrer les groupes', [['groupe', groupe]])
  await browser.submit(await browser.get(path), 'Enregistrer les groupes')
  await browser.submit(await browser.get(path), 'Donner ce rôle', [['role', 'administrateur']])
  await site.database.ownerPool.query(`update comptes.role set suspendu_at = now() where role = 'instructeur'`)
  await browser.submit(await browser.get(path), 'Rétablir')
  await site.enter(ANNE)
  await browser.submit(await browser.get(`${path}/acces`), 'Fermer ses connexions')
  await browser.submit(await browser.get(`${path}/retrait?role=instructeur`), 'Retirer le rôle')
  await browser.submit(
    await browser.get(`/compte/equipes/depart?organisme=${VERN}&role=administrateur`),
    'Quitter ce rôle',
  )
  for (const page of ['/instance/equipe', '/instance/organismes', '/instance/organismes']) await instance.get(page)

  const { rows } = await site.database.ownerPool.query<{ action: string; objet: string; compte_id: string }>(
    `select action, objet, compte_id from infra.journal where id > $1 and action !~ '^(compte|acces|session.open)' order by id`,
    [since],
  )
  expect(rows.map(({ action }) => action)).toEqual([
    ...['equipe.read', 'membre.read', 'invitation.send', 'invitation.cancel', 'groupe.add_member'],
    ...['groupe.remove_member', 'role.grant', 'role.restore', 'session.close_all', 'role.withdraw', 'role.leave'],
    'equipe.read',
  ])
  expect(rows.filter(({ compte_id }) => compte_id === solene)).toHaveLength(11)
  expect(rows.filter(({ objet }) => objet === `compte:${anne}`)).toHaveLength(5)
  expect(JSON.stringify(rows)).not.toMatch(/@|Kerdoncuff|Guivarc/)
})
