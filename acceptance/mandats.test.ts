import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../test/browser.ts'
import { signIn } from './house/connexion.ts'
import { fillAll, sayWhoAsks } from './house/fill-page.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'
import { beginSalle, fileSalle, publishSalle } from './house/salle.ts'

let parvis: Parvis
let browser: Browser
let camille: Page
let ismael: Page
beforeAll(async () => {
  ;[parvis, browser] = await Promise.all([openParvis({ dossiers: 1 }), openBrowser()])
  await publishSalle(parvis)
  camille = await openPage('Camille')
  ismael = await openPage('Ismaël')
}, 120_000)
afterAll(async () => {
  await browser.close()
  await parvis.close()
})

/** Somebody signed in, whose browser has no script. */
async function openPage(nom: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })).newPage()
  page.setDefaultTimeout(10_000)
  await signIn(page, parvis.url, { nom, retour: '/dossiers' })
  return page
}

const main = async (page: Page) => (await page.textContent('main')) ?? ''
const body = async (page: Page) => (await page.textContent('body')) ?? ''

/** Asks Ismaël for help at that address, with that right, and has him accept. */
async function askIsmael(address: string, droit: 'preparer' | 'deposer'): Promise<void> {
  await camille.goto(parvis.url + address)
  await camille.fill('#courriel', 'ismael.diallo@exemple.fr')
  await camille.check(`input[name=droit][value=${droit}]`)
  await camille.click('button:has-text("Envoyer l’invitation")')
  expect(await main(camille)).toContain('Une invitation est partie')
  await ismael.goto(`${parvis.url}/_courriels?destinataire=${encodeURIComponent('ismael.diallo@exemple.fr')}`)
  await ismael.click('main a[href^="/_courriels/"] >> nth=0')
  await ismael.goto(/http:\/\/127\.0\.0\.1:\d+\/\S+\/invitation\?jeton=[\w-]{43}/.exec(await main(ismael))?.[0] ?? '')
  await ismael.click('button:has-text("Accepter d’aider")')
}

test('qui prépare remplit sans déposer, prévient, et l’usagère dépose', { timeout: 120_000 }, async () => {
  const numero = await beginSalle(parvis, camille)
  await askIsmael(`/dossiers/${numero}/partage`, 'preparer')
  await ismael.goto(`${parvis.url}/dossiers/${numero}/etapes/1`)
  expect(await body(ismael)).toContain('Vous aidez Camille Le Roux')
  await fillAll(parvis, ismael, 'salle-municipale')
  expect(await ismael.locator('button:has-text("Déposer")').count()).toBe(0)

  const csrf = (await ismael.getAttribute('main input[name=_csrf]', 'value')) ?? ''
  const refused = await ismael.request.post(`${parvis.url}/dossiers/${numero}/depot`, {
    form: { _csrf: csrf, engagement: 'oui' },
    headers: { origin: parvis.url },
  })
  expect([refused.status(), await refused.text()]).toEqual([
    403,
    expect.stringContaining('vous ne pouvez pas le déposer'),
  ])
  await ismael.click('button:has-text("Prévenir Camille Le Roux que c’est prêt")')
  expect(await main(ismael)).toContain('est prévenu par courriel')
  await camille.goto(`${parvis.url}/_courriels?destinataire=${encodeURIComponent('camille.leroux@exemple.fr')}`)
  expect(await main(camille)).toContain('Votre dossier est prêt à être vérifié')

  await camille.goto(`${parvis.url}/dossiers/${numero}/verification`)
  await camille.check('#engagement')
  await camille.click('button:has-text("Déposer")')
  expect(await camille.textContent('h1')).toContain('Votre demande est déposée')
})

test('qui peut déposer commence et dépose pour l’usagère ; l’historique dit par qui et pour qui ; l’aide s’arrête', {
  timeout: 120_000,
}, async () => {
  await askIsmael('/demarches/salle-municipale/aide', 'deposer')
  await ismael.goto(`${parvis.url}/demarches/salle-municipale/commencer`)
  await ismael.click('button:has-text("Commencer pour Camille Le Roux")')
  expect(await ismael.inputValue('#nom')).toBe('Le Roux')
  expect(await ismael.inputValue('#mandataire_nom')).toBe('Diallo')
  await sayWhoAsks(ismael)
  await fillAll(parvis, ismael, 'salle-municipale')
  await ismael.check('#engagement')
  await ismael.click('button:has-text("Déposer")')
  const numero = /\/dossiers\/(\d+)\//.exec(ismael.url())?.[1]

  await camille.goto(`${parvis.url}/dossiers/${numero}`)
  expect(await main(camille)).toContain('par Ismaël Diallo, pour Camille Le Roux')
  await camille.goto(`${parvis.url}/mandats`)
  expect(await main(camille)).toContain('tous vos dossiers')
  await camille.click('main li:has-text("tous vos dossiers") button:has-text("Arrêter l’aide d’Ismaël Diallo")')
  expect(await main(camille)).toContain('cette personne ne peut plus rien ouvrir')
  for (const tail of ['', '/recepisse', '/dossier.pdf', '/etapes/1'])
    expect((await ismael.request.get(`${parvis.url}/dossiers/${numero}${tail}`)).status()).toBe(404)
})

test('qui aide pour un dossier n’atteint aucun autre : ni pages, ni PDF, ni fichiers, ni messages', {
  timeout: 120_000,
}, async () => {
  const aide = await beginSalle(parvis, camille)
  const autre = await fileSalle(parvis, camille)
  await askIsmael(`/dossiers/${aide}/partage`, 'deposer')
  const { rows } = await parvis.database.ownerPool.query<{ id: string }>(
    `select p.fichier_id as id from dossiers.piece p join dossiers.dossier d on d.id = p.dossier_id where d.numero = $1`,
    [autre],
  )
  const [piece] = rows
  expect(piece).toBeDefined()

  await ismael.goto(`${parvis.url}/dossiers/${aide}/etapes/1`)
  const csrf = (await ismael.getAttribute('main input[name=_csrf]', 'value')) ?? ''
  for (const tail of [
    '',
    '/etapes/1',
    '/verification',
    '/dossier.pdf',
    '/recepisse.pdf',
    '/partage',
    `/pieces/${piece?.id}`,
  ])
    expect((await ismael.request.get(`${parvis.url}/dossiers/${autre}${tail}`)).status()).toBe(404)
  expect((await ismael.request.get(`${parvis.url}/dossiers/${aide}/pieces/${piece?.id}`)).status()).toBe(404)
  for (const tail of ['/messages', '/depot', '/pret', '/copie']) {
    const answer = await ismael.request.post(`${parvis.url}/dossiers/${autre}${tail}`, {
      form: { _csrf: csrf, corps: 'Bonjour', engagement: 'oui' },
      headers: { origin: parvis.url },
    })
    expect([tail, answer.status()]).toEqual([tail, 404])
  }
})
