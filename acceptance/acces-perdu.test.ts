import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Commande } from '../src/cli/context.ts'
import { depanner } from '../src/cli/depanner.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { systemClock } from '../src/infra/clock/clock.ts'
import { enrol } from '../src/modules/comptes/test-facteurs.ts'
import { TestBrowser } from '../src/modules/comptes/test-site.tsx'
import { type EquipesSite, openEquipes, RENNES, VERN } from './house/equipes-site.ts'

const ORIGIN = 'http://127.0.0.1:3998'
const EQUIPE = `/organismes/${VERN}/equipe`
const SOLENE = 'demo-solene-guivarch'

let site: EquipesSite
let solene: TestBrowser
beforeAll(async () => {
  site = await openEquipes()
  await site.give(SOLENE, 'administrateur', VERN)
  solene = await site.enter(SOLENE)
})
afterAll(() => site.close())

/** Signs in by the link sent to an address. */
async function enterByMail(courriel: string, retour = '/agents') {
  const browser = new TestBrowser(site.app.http, ORIGIN)
  const form = await browser.get(`/connexion/courriel?retour=${encodeURIComponent(retour)}`)
  await browser.submit(form, 'name="courriel"', [['courriel', courriel]])
  const { lien } = await site.mails(courriel)
  const answer = await browser.submit(await browser.get(lien), 'Continuer avec cette adresse')
  return { browser, answer }
}

/** An agent of the town hall, known by an address, with an application of codes. */
async function anAgent(nom: string, ...roles: readonly (readonly [string, string])[]) {
  const courriel = `${nom}@vern.exemple.fr`
  const { browser } = await enterByMail(courriel, '/compte')
  const telephone = await enrol({ clock: systemClock }, browser)
  for (const [role, siren] of [['instructeur', VERN] as const, ...roles])
    await site.database.ownerPool.query(
      `insert into comptes.role (compte_id, role, organisme_id)
       select c.id, $2, o.id from comptes.compte c, annuaire.organisme o where c.courriel = $1 and o.siren = $3`,
      [courriel, role, siren],
    )
  return { courriel, browser, telephone }
}

/** The administrator asks for the factors of a member to be removed. */
async function ask(courriel: string) {
  const { body } = await solene.get(`${EQUIPE}?q=${encodeURIComponent(courriel)}`)
  const membre = /href="([^"]*\/membres\/[\w-]{22})"/.exec(body)?.[1] ?? ''
  const page = await solene.get(`${membre}/acces`)
  return { membre, page, answer: await solene.submit(page, 'Retirer ses seconds facteurs') }
}

/** As if a day had passed since it was asked. */
const aDayLater = () =>
  site.database.ownerPool.query(
    `update comptes.remise_facteurs set demandee_at = demandee_at - interval '1 day', effet_at = effet_at - interval '1 day'`,
  )

const acts = async () => {
  const { rows } = await site.database.ownerPool.query<{ action: string }>(
    `select action from infra.journal where action in ('facteur.ask_reset', 'facteur.keep', 'facteur.reset') order by id`,
  )
  return rows.map(({ action }) => action)
}

test('téléphone perdu : l’administrateur demande, un jour passe, l’agent entre par le lien et enregistre un nouveau facteur', async () => {
  const { courriel, browser } = await anAgent('perdue')

  const { answer } = await ask(courriel)
  const closed = await browser.get('/compte')
  const { sujets } = await site.mails(courriel)
  const tooSoon = await enterByMail(courriel)
  await aDayLater()
  const { browser: again, answer: entered } = await enterByMail(courriel)
  const sent = await again.get('/agents')
  const registering = await again.follow(sent)
  await enrol({ clock: systemClock }, again)

  expect(answer.location).toMatch(/\?fait=facteurs$/)
  expect(closed.location).toMatch(/^\/connexion/)
  expect(sujets.at(-1)).toBe('Vos seconds facteurs vont être retirés')
  expect(tooSoon.answer.location).toMatch(/^\/compte\/preuve/)
  expect(entered.location).toBe('/agents')
  expect(registering.body).toContain('Enregistrer une application de codes')
  expect((await again.get('/agents')).status).toBe(200)
  // The session that awaited the lost factor opens nothing.
  expect((await tooSoon.browser.get('/compte')).location).toMatch(/^\/connexion/)
  expect(await acts()).toEqual(['facteur.ask_reset', 'facteur.reset'])
})

test('qui prouve l’un de ses facteurs dans la journée les garde : la demande est annulée', async () => {
  const { courriel, telephone } = await anAgent('retrouvee')
  await ask(courriel)
  const { browser } = await enterByMail(courriel)

  await browser.submit(await browser.get('/compte/preuve'), 'name="code"', [['code', telephone.code(1)]])
  await aDayLater()

  expect((await enterByMail(courriel)).answer.location).toMatch(/^\/compte\/preuve/)
  expect((await acts()).at(-1)).toBe('facteur.keep')
})

test('demandé deux fois, c’est demandé une fois ; sans second facteur, il n’y a rien à retirer', async () => {
  const { courriel } = await anAgent('deux')
  await ask(courriel)
  const before = await acts()

  const again = await ask(courriel)
  await site.database.ownerPool.query('delete from comptes.remise_facteurs; delete from comptes.totp')
  const none = await ask(courriel)

  expect([again.answer.location, none.answer.location].map((to) => to.replace(/.*\?/, ''))).toEqual([
    'fait=facteursDeja',
    'fait=facteursAucun',
  ])
  expect(await acts()).toEqual(before)
})

test('nobody takes the account of somebody who holds more than they could give', async () => {
  const { courriel } = await anAgent('ailleurs', ['administrateur', RENNES])

  const { answer } = await ask(courriel)

  expect(answer.status).toBe(403)
  expect(answer.body).toContain('un rôle que vous ne pourriez pas lui donner')
  expect((await site.mails(courriel)).sujets).not.toContain('Vos seconds facteurs vont être retirés')
})

test('sans preuve récente, rien ne se demande', async () => {
  const { courriel } = await anAgent('vieux')
  const { membre, page } = await ask(courriel)
  await site.database.ownerPool.query(`delete from comptes.remise_facteurs;
    update comptes.session set preuve_at = now() - interval '11 minutes'
    where compte_id = (select id from comptes.compte where courriel = 'solene.guivarch@exemple.fr')`)

  const late = await solene.submit(page, 'Retirer ses seconds facteurs')

  expect((await solene.get(`${membre}/acces`)).location).toMatch(/^\/compte\/preuve/)
  expect(late.location).toMatch(/^\/(?:compte\/preuve|connexion)/)
  expect(await site.one('select count(*) as found from comptes.remise_facteurs')).toBe('0')
})

test('la ligne de commande dépanne le dernier administrateur aussitôt, et le lui dit', async () => {
  const { courriel } = await anAgent('dernier', ['administrateur', VERN])
  const lines: string[] = []
  const print = (line: string) => lines.push(line)
  const commande: Commande = {
    ...depanner,
    run: (rest, context) => depanner.run(rest, { ...context, withApp: (act) => act(site.opened) }),
  }
  const run = (...args: readonly string[]) => runCli({ args, env: {}, commandes: [commande], print, printError: print })

  const codes = [
    await run('depanner', courriel),
    await run('depanner', courriel),
    await run('depanner', 'x@exemple.fr'),
  ]

  expect(codes).toEqual([0, 1, 1])
  expect(lines.join('\n')).toContain(`Les seconds facteurs de ${courriel} sont retirés`)
  expect((await site.mails(courriel)).sujets.at(-1)).toBe('Vos seconds facteurs ont été retirés')
  expect((await enterByMail(courriel)).answer.location).toBe('/agents')
})
