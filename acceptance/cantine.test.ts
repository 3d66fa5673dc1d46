import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../test/browser.ts'
import { signIn } from './house/connexion.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'

let parvis: Parvis
let browser: Browser
beforeAll(async () => {
  ;[parvis, browser] = await Promise.all([openParvis({ dossiers: 13 }), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await parvis.close()
})

async function openPage(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled, acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  return page
}

const continuer = (page: Page) => page.click('.actions button:has-text("Continuer")')
const title = (page: Page) => page.textContent('h1')

/** Comes in by an e-mail address alone, with the link read in the outbox. */
async function comeByCourriel(page: Page, courriel: string): Promise<void> {
  await page.goto(`${parvis.url}/`)
  await page.fill('input[type=search]', 'cantine')
  await page.click('button:has-text("Chercher")')
  await page.click('main >> text=Inscrire un enfant à la cantine')
  await page.click('main >> text=Commencer >> nth=0')
  await page.click('main >> text=Continuer avec mon adresse électronique')
  await page.fill('input[type=email]', courriel)
  await page.click('form:has(input[type=email]) button:not([tabindex])')
  await page.goto(`${parvis.url}/_courriels?destinataire=${encodeURIComponent(courriel)}`)
  await page.click('main a[href^="/_courriels/"] >> nth=0')
  const lien = /http:\/\/127\.0\.0\.1:\d+\/lien\/[\w-]{43}/.exec((await page.textContent('main')) ?? '')?.[0]
  await page.goto(lien ?? '')
  await page.click('main form button')
}

/** Fills the five steps; answers only what is asked. */
async function fillCantine(page: Page): Promise<void> {
  await page.fill('label:has-text("Nom de l’enfant") >> xpath=following::input[not(@type="hidden")][1]', 'Le Roux')
  await page.fill('label:has-text("Prénom de l’enfant") >> xpath=following::input[not(@type="hidden")][1]', 'Anaïs')
  await fillDate(page, 0, ['27', '3', String(new Date().getFullYear() - 7)])
  await page.check('text=École des Tilleuls')
  await page.selectOption('main select >> nth=0', { index: 2 })
  await continuer(page)
  await fillDate(page, 0, ['4', '1', String(new Date().getFullYear() + 1)])
  await page.check('fieldset:has-text("les mêmes jours") >> text=Oui')
  await page.check('text=Repas ordinaire')
  await continuer(page)
}

async function fillDate(page: Page, nth: number, [jour = '', mois = '', annee = '']: readonly string[]): Promise<void> {
  await page.fill(`input[name$="-jour"] >> nth=${nth}`, jour)
  await page.fill(`input[name$="-mois"] >> nth=${nth}`, mois)
  await page.fill(`input[name$="-annee"] >> nth=${nth}`, annee)
}

async function fillEnd(page: Page): Promise<void> {
  await page.check('fieldset:has-text("allergie") >> label:text-is("Non")')
  await page.fill(
    'label:has-text("Personne à prévenir") >> xpath=following::input[not(@type="hidden")][1]',
    'Jeanne Le Roux',
  )
  await page.fill('input[type=tel] >> nth=0', '06 39 98 12 34')
  await continuer(page)
  // Nobody else picks the child up.
  await continuer(page)
  await page.fill('input[type=tel] >> nth=0', '06 39 98 12 34')
  await page.fill('input[name$="-voie"]', '12 rue des Écoles')
  await page.fill('input[name$="-codePostal"]', '35770')
  await page.fill('input[name$="-commune"]', 'Vern-sur-Seiche')
  await page.check('fieldset:has-text("selon vos revenus") >> label:text-is("Non")')
  await page.check('text=Chèque ou espèces au guichet')
  await page.check('main input[type=checkbox]:visible >> nth=0')
  await continuer(page)
}

async function sayWhoAsks(page: Page): Promise<void> {
  await page.fill('#prenom', 'Jeanne')
  await page.fill('#nom', 'Le Roux')
  await page.click('button:has-text("Enregistrer et continuer")')
}

test('un usager inscrit son enfant à la cantine sans JavaScript et sans compte', { timeout: 120_000 }, async () => {
  const page = await openPage(false)
  await comeByCourriel(page, 'jeanne.leroux@exemple.fr')
  await page.click('button:has-text("Commencer une nouvelle demande")')
  await sayWhoAsks(page)

  // An empty page says what to mend, in its title too, and keeps everything else.
  await continuer(page)
  expect(await page.title()).toMatch(/^Erreur : Votre enfant/)
  expect(await page.locator('.resume li').count()).toBe(5)

  await fillCantine(page)
  // The answer « Oui » asks which days: the question was not on the page before.
  expect(await page.textContent('main')).toContain('une question de plus vous concerne')
  await page.check('text=Lundi')
  await continuer(page)
  await fillEnd(page)

  expect(await title(page)).toBe('Vérifier mes réponses')
  expect(await page.textContent('main')).toMatch(/27\smars/)
  await page.click('button:has-text("Déposer ma demande")')
  expect(await page.title()).toMatch(/^Erreur/)
  await page.check('#engagement')
  await page.click('button:has-text("Déposer ma demande")')

  expect(await title(page)).toContain('Votre demande est déposée')
  const numero = page.url().match(/\/dossiers\/(\d+)\//)?.[1]
  expect(await page.textContent('main')).toContain('Sans réponse du service')
  const pdf = await page.request.get(`${parvis.url}/dossiers/${numero}/recepisse.pdf`)
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')

  await page.goto(`${parvis.url}/_courriels?destinataire=jeanne.leroux@exemple.fr`)
  expect(await page.textContent('main')).toContain('est déposée')
  await page.goto(`${parvis.url}/dossiers`)
  expect(await page.textContent('main')).toContain('Inscrire un enfant à la cantine')

  const agent = await openPage(false)
  await acceptAsAgent(agent, numero ?? '')
  await page.goto(`${parvis.url}/dossiers/${numero}`)
  expect(await page.textContent('main')).toContain('Votre demande est acceptée')
})

/** Finds the dossier in the table, writes to its usager, takes it and accepts it. */
async function acceptAsAgent(page: Page, numero: string): Promise<void> {
  await signIn(page, parvis.url, { nom: 'Anne', retour: '/agents' })
  await page.click('main table >> text=Inscrire un enfant à la cantine')
  await page.fill('search input[type=search]', numero)
  await page.click('search button')
  await page.click('main tbody th a >> nth=0')
  expect(await title(page)).toContain('Le Roux')
  await page.click('button:has-text("Prendre en instruction")')
  expect(await page.textContent('main')).toContain('L’usager est averti')
  await page.fill('textarea[name=corps]:visible >> nth=0', 'Bonjour, votre dossier est complet.')
  await page.click('button:has-text("Envoyer le message")')
  await page.click('summary:has-text("Décider")')
  await page.check('text=Accepter la demande')
  await page.click('button:has-text("Enregistrer la décision")')
  expect(await page.textContent('main')).toContain('La décision est enregistrée')
}

test('un refus sans raison est refusé ; avec sa raison, l’usager lit ses voies de recours', {
  timeout: 60_000,
}, async () => {
  const page = await openPage(false)
  const { rows } = await parvis.database.ownerPool.query<{ numero: number; courriel: string }>(
    `select d.numero, d.demandeur ->> 'courriel' as courriel from dossiers.dossier d join demarches.demarche m on m.id = d.demarche_id
     join annuaire.organisme o on o.id = m.organisme_id where d.etat = 'en_construction' and o.code = '35352' limit 1`,
  )
  const [dossier] = rows
  await signIn(page, parvis.url, { nom: 'Anne', retour: `/agents/dossiers/${dossier?.numero}` })
  await page.click('button:has-text("Prendre en instruction")')
  await page.click('summary:has-text("Décider")')
  await page.check('text=Refuser la demande')
  await page.click('button:has-text("Enregistrer la décision")')
  expect(await page.title()).toMatch(/^Erreur/)
  await page.fill('textarea[name=motivation]', 'Le domicile est hors de la commune.')
  await page.click('button:has-text("Enregistrer la décision")')

  await page.goto(`${parvis.url}/_courriels?destinataire=${encodeURIComponent(dossier?.courriel ?? '')}`)
  await page.click('main a:has-text("Décision sur votre demande") >> nth=0')
  expect(await page.textContent('main')).toContain('tribunal administratif')
})

test('avec JavaScript, un brouillon s’enregistre pendant qu’on écrit et rien ne se perd', {
  timeout: 60_000,
}, async () => {
  const page = await openPage(true)
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  await signIn(page, parvis.url, { nom: 'Ismaël', retour: '/demarches/restauration-scolaire/commencer' })
  await page.click('button:has-text("Commencer une nouvelle demande")')
  await page.click('button:has-text("Enregistrer et continuer")')
  await page.fill('label:has-text("Nom de l’enfant") >> xpath=following::input[not(@type="hidden")][1]', 'Diallo')
  await page.waitForSelector('[data-sauve]:has-text("Enregistré")')
  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)

  expect(
    await page.inputValue('label:has-text("Nom de l’enfant") >> xpath=following::input[not(@type="hidden")][1]'),
  ).toBe('Diallo')
  // The policy of the pages refuses inline scripts and styles: nothing of ours breaks it.
  expect(refused).toEqual([])
})

test('avec JavaScript, une question de plus apparaît dès que la réponse la demande', { timeout: 60_000 }, async () => {
  const page = await openPage(true)
  await signIn(page, parvis.url, { nom: 'Ismaël', retour: '/demarches/restauration-scolaire/commencer' })
  await page.click('button:has-text("Commencer une nouvelle demande")')
  await page.click('button:has-text("Enregistrer et continuer")')
  await page.goto(page.url().replace('/etapes/1', '/etapes/2'))
  expect(await page.locator('text=Lundi').count()).toBe(0)

  await page.check('fieldset:has-text("les mêmes jours") >> text=Oui')

  await page.waitForSelector('text=Lundi')
  await page.check('text=Lundi')
  await page.waitForSelector('[data-sauve]:has-text("Enregistré")')
})

test('une session finie au milieu d’une étape garde ce qui était écrit', { timeout: 60_000 }, async () => {
  const page = await openPage(false)
  await signIn(page, parvis.url, { nom: 'Camille', retour: '/demarches/restauration-scolaire/commencer' })
  await page.click('button:has-text("Commencer une nouvelle demande")')
  await page.click('button:has-text("Enregistrer et continuer")')
  await page.fill('label:has-text("Nom de l’enfant") >> xpath=following::input[not(@type="hidden")][1]', 'Kerdoncuff')
  const address = page.url()
  await parvis.database.ownerPool.query('update comptes.session set fin_at = now()')

  await continuer(page)
  await page.click('main >> text=Camille >> nth=0')
  expect(await page.textContent('main')).toContain('conservées')
  await page.click('main form button >> nth=0')

  expect(new URL(page.url()).pathname).toBe(new URL(address).pathname)
  expect(
    await page.inputValue('label:has-text("Nom de l’enfant") >> xpath=following::input[not(@type="hidden")][1]'),
  ).toBe('Kerdoncuff')
})
