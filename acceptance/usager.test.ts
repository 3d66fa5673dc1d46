import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../test/browser.ts'
import { signIn } from './house/connexion.ts'
import { PDF } from './house/fill-page.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'
import { beginSalle, fileSalle, findEtape, publishSalle } from './house/salle.ts'

let parvis: Parvis
let browser: Browser
let camille: Page
let anne: Page
beforeAll(async () => {
  ;[parvis, browser] = await Promise.all([openParvis({ dossiers: 1 }), openBrowser()])
  await publishSalle(parvis)
  camille = await openPage('Camille', '/dossiers')
  anne = await openPage('Anne', '/agents')
}, 120_000)
afterAll(async () => {
  await browser.close()
  await parvis.close()
})

/** Somebody signed in, whose browser has no script unless said otherwise. */
async function openPage(nom: string, retour: string, javaScriptEnabled = false): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'fr-FR', javaScriptEnabled })).newPage()
  page.setDefaultTimeout(10_000)
  await signIn(page, parvis.url, { nom, retour })
  return page
}

const main = async (page: Page) => (await page.textContent('main')) ?? ''

/** The invitation of the last mail to an address. */
async function invitationTo(page: Page, courriel: string): Promise<string> {
  await page.goto(`${parvis.url}/_courriels?destinataire=${encodeURIComponent(courriel)}`)
  await page.click('main a[href^="/_courriels/"] >> nth=0')
  return /http:\/\/127\.0\.0\.1:\d+\/dossiers\/\d+\/invitation\?jeton=[\w-]{43}/.exec(await main(page))?.[0] ?? ''
}

test('un dossier se remplit à deux, et le partage s’arrête aussitôt', { timeout: 60_000 }, async () => {
  const numero = await beginSalle(parvis, camille)
  await camille.goto(`${parvis.url}/dossiers/${numero}/partage`)
  await camille.fill('input[name=courriel]', 'pas une adresse')
  await camille.click('button:has-text("Envoyer l’invitation")')
  expect(await camille.title()).toMatch(/^Erreur/)
  await camille.fill('input[name=courriel]', 'ismael.diallo@exemple.fr')
  await camille.click('button:has-text("Envoyer l’invitation")')
  expect(await main(camille)).toContain('Une invitation est partie')

  const ismael = await openPage('Ismaël', '/dossiers')
  expect((await ismael.goto(`${parvis.url}/dossiers/${numero}/etapes/1`))?.status()).toBe(404)
  await ismael.goto(await invitationTo(ismael, 'ismael.diallo@exemple.fr'))
  await ismael.click('button:has-text("Accepter d’aider")')
  await ismael.goto(`${parvis.url}/dossiers/${numero}/etapes/1`)
  await ismael.fill('main form[action*="/etapes/"] input[type=text] >> nth=0', 'Bal de la Saint-Jean')
  await ismael.click('button:has-text("Enregistrer et reprendre plus tard")')

  await camille.goto(`${parvis.url}/dossiers/${numero}/etapes/1`)
  expect(await camille.inputValue('main form[action*="/etapes/"] input[type=text] >> nth=0')).toBe(
    'Bal de la Saint-Jean',
  )
  await camille.goto(`${parvis.url}/dossiers/${numero}/partage`)
  await camille.click('button:has-text("Arrêter l’aide")')
  expect((await ismael.goto(`${parvis.url}/dossiers/${numero}/etapes/1`))?.status()).toBe(404)
})

test('un brouillon se supprime, se reprend dans la corbeille, et se retrouve comme avant', {
  timeout: 60_000,
}, async () => {
  const numero = await beginSalle(parvis, camille)
  await camille.fill('main form[action*="/etapes/"] input[type=text] >> nth=0', 'Loto des anciens')
  await camille.click('button:has-text("Enregistrer et reprendre plus tard")')
  expect(await main(camille)).toContain('Votre demande est enregistrée')
  await camille.goto(`${parvis.url}/dossiers/${numero}/suppression`)
  await camille.click('button:has-text("Supprimer le brouillon")')
  expect((await camille.request.get(`${parvis.url}/dossiers/${numero}/etapes/1`)).status()).toBe(404)

  await camille.click(
    'main button:has-text("Annuler"), main button:has-text("Reprendre"), main button:has-text("Restaurer")',
  )
  await camille.goto(`${parvis.url}/dossiers/${numero}/etapes/1`)
  expect(await camille.inputValue('main form[action*="/etapes/"] input[type=text] >> nth=0')).toBe('Loto des anciens')
})

test('des fichiers se joignent et se retirent, des lignes s’ajoutent et se retirent, les erreurs gardent le reste', {
  timeout: 90_000,
}, async () => {
  const numero = await beginSalle(parvis, camille)
  await camille.click('.actions button:has-text("Continuer")')
  expect(await camille.title()).toMatch(/^Erreur/)

  await camille.goto(`${parvis.url}/dossiers/${numero}/etapes/${await findEtape(parvis, 'repetition')}`)
  const rows = () => camille.locator('main button[name="_retirer"]').count()
  const before = await rows()
  await camille.click('main button[name="_ajouter"] >> nth=0')
  await camille.click('main button[name="_ajouter"] >> nth=0')
  expect(await rows()).toBe(before + 2)
  await camille.click('main button[name="_retirer"] >> nth=0')
  expect(await rows()).toBe(before + 1)

  await camille.goto(`${parvis.url}/dossiers/${numero}/etapes/${await findEtape(parvis, 'piece')}`)
  const files = () => camille.locator('main button[name="_retirer_piece"]').count()
  const box = camille.locator('main input[type=file][multiple]').first()
  await box.setInputFiles([PDF, { ...PDF, name: 'plan.pdf' }])
  await camille.click('button:has-text("Enregistrer et reprendre plus tard")')
  await camille.goto(`${parvis.url}/dossiers/${numero}/etapes/${await findEtape(parvis, 'piece')}`)
  expect(await files()).toBe(2)
  await camille.click('main button[name="_retirer_piece"] >> nth=0')
  expect(await files()).toBe(1)
  await camille
    .locator('main input[type=file][multiple]')
    .first()
    .setInputFiles({
      ...{ name: 'virus.exe', mimeType: 'application/pdf', buffer: Buffer.from('MZ\u0090\u0000') },
    })
  await camille.click('.actions button:has-text("Continuer")')
  expect(await main(camille)).toContain('virus.exe')
  expect(await files()).toBe(1)
})

test('on s’écrit, avec des fichiers ; une correction va et vient ; une décision s’annule', {
  timeout: 90_000,
}, async () => {
  const numero = await fileSalle(parvis, camille)
  const dossier = `${parvis.url}/dossiers/${numero}`
  await camille.goto(dossier)
  await camille.fill('textarea[name=corps]', 'Bonjour, voici le plan.')
  await camille.locator('input[type=file][name=fichiers]').setInputFiles({ ...PDF, name: 'plan-de-salle.pdf' })
  await camille.click('button:has-text("Envoyer mon message")')
  expect(await main(camille)).toContain('Votre message est envoyé')

  await anne.goto(`${parvis.url}/agents/dossiers/${numero}`)
  expect(await main(anne)).toContain('plan-de-salle.pdf')
  await anne
    .locator('input[type=file][name=fichiers]:visible')
    .first()
    .setInputFiles({ ...PDF, name: 'reglement.pdf' })
  await anne.fill('textarea[name=corps]:visible >> nth=0', 'Merci. Voici le règlement.')
  await anne.click('button:has-text("Envoyer le message")')
  await anne.click('summary:has-text("Demander une correction")')
  await anne.check('text=Une réponse est à corriger')
  await anne.fill('form[action*="correction"] textarea', 'Le nom de la manifestation est incomplet.')
  await anne.click('button:has-text("Envoyer la demande de correction")')
  expect(await main(anne)).toContain('La demande de correction est partie')

  await camille.goto(dossier)
  expect(await main(camille)).toContain('reglement.pdf')
  expect(await main(camille)).toContain('Le nom de la manifestation est incomplet.')
  await camille.click('main a:has-text("Corriger ma demande")')
  await camille.fill('main form[action*="/etapes/"] input[type=text] >> nth=0', 'Fête de la musique, grande salle')
  await camille.click('.actions button:has-text("Continuer")')
  await camille.goto(`${dossier}/verification`)
  await camille.check('#engagement')
  await camille.click('button:has-text("Déposer mes modifications")')
  expect(await main(camille)).toContain('Vos modifications sont déposées')
  // Nothing has changed since: there is nothing to file again.
  await camille.goto(`${dossier}/verification`)
  expect(camille.url()).toBe(dossier)
  const form = { _csrf: (await camille.getAttribute('main input[name=_csrf]', 'value')) ?? '' }
  const headers = { origin: parvis.url }
  const unticked = await camille.request.post(`${dossier}/depot`, { form, headers, maxRedirects: 0 })
  expect([unticked.status(), unticked.headers().location]).toEqual([303, `/dossiers/${numero}`])

  await anne.goto(`${parvis.url}/agents/dossiers/${numero}`)
  expect(await main(anne)).toContain('Fête de la musique, grande salle')
  expect(await main(anne)).toContain('Une réponse d’essai')
  await anne.click('button:has-text("Prendre en instruction")')
  await anne.click('summary:has-text("Décider")')
  await anne.check('text=Accepter la demande')
  await anne.click('button:has-text("Enregistrer la décision")')
  await anne.click('summary:has-text("Revenir sur la décision")')
  await anne.click('button:has-text("Annuler la décision et prévenir l’usager")')
  await camille.goto(dossier)
  expect(await main(camille)).toContain('Décision annulée, étude reprise')
  await camille.click('main a:has-text("Qui a consulté mon dossier")')
  expect(await main(camille)).toContain('Anne Kerdoncuff (')
  expect(await main(camille)).toContain('a ouvert le dossier')
})

test('une demande déposée se retire, et une nouvelle en repart avec ses réponses', { timeout: 60_000 }, async () => {
  const numero = await fileSalle(parvis, camille)
  await camille.goto(`${parvis.url}/dossiers/${numero}`)
  await camille.click('button:has-text("Refaire une demande à partir de celle-ci")')
  const copie = camille.url().match(/\/dossiers\/(\d+)\//)?.[1]
  expect(copie).not.toBe(numero)
  await camille.goto(`${parvis.url}/dossiers/${copie}/etapes/1`)
  expect(await camille.inputValue('main form[action*="/etapes/"] input[type=text] >> nth=0')).toBe(
    'Une réponse d’essai',
  )

  await camille.goto(`${parvis.url}/dossiers/${numero}/suppression`)
  await camille.click('button:has-text("Retirer ma demande")')
  expect((await camille.request.get(`${parvis.url}/dossiers/${numero}`)).status()).toBe(404)
  expect((await anne.request.get(`${parvis.url}/agents/dossiers/${numero}`)).status()).toBe(404)
})

test('une étape refusée nomme chaque erreur, y mène, et garde ce qui était écrit', { timeout: 30_000 }, async () => {
  await beginSalle(parvis, camille)
  await camille.fill('main form[action*="/etapes/"] input[type=text] >> nth=0', 'Vide-grenier <du 12> & buvette')
  await camille.fill('main input[name$="-texte"]', 'Atlantide')
  await camille.click('.actions button:has-text("Continuer")')

  expect(await camille.title()).toMatch(/^Erreur : /)
  const [lien] = await camille.locator('.resume a').all()
  expect(await lien?.textContent()).toContain('Commune du demandeur')
  const cible = camille.locator(`[id="${(await lien?.getAttribute('href'))?.slice(1)}"]`)
  expect(await cible.getAttribute('aria-invalid')).toBe('true')
  expect(await cible.inputValue()).toBe('Atlantide')
  expect(await camille.inputValue('main form[action*="/etapes/"] input[type=text] >> nth=0')).toBe(
    'Vide-grenier <du 12> & buvette',
  )
})

test('avec JavaScript, une commune se choisit au clavier seul', { timeout: 30_000 }, async () => {
  const page = await openPage('Camille', '/dossiers', true)
  const numero = await beginSalle(parvis, page)
  const box = page.locator('main [role=combobox]')
  await box.focus()
  await page.keyboard.type('vern-sur-se')
  await page.waitForSelector('[role=option]:has-text("Vern-sur-Seiche")')
  await page.keyboard.press('ArrowDown')
  const chosen = page.locator('[role=option][aria-selected=true]')
  expect(await chosen.textContent()).toContain('35770')
  expect(await box.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'))
  const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('-code=35352') === true)
  await page.keyboard.press('Enter')

  // Chosen, not sent: the page is the same, the list is closed, and the official code goes with the name.
  expect(new URL(page.url()).pathname).toBe(`/dossiers/${numero}/etapes/1`)
  expect(await box.getAttribute('aria-expanded')).toBe('false')
  expect(await page.inputValue('main input[name$="-code"]')).toBe('35352')
  await saved
  await page.reload()
  expect(await page.inputValue('main [role=combobox]')).toContain('Vern-sur-Seiche')
})

test('avec JavaScript, l’envoi d’un fichier se suit, et une coupure ne le fait pas perdre', {
  timeout: 60_000,
}, async () => {
  const page = await openPage('Camille', '/dossiers', true)
  const numero = await beginSalle(parvis, page)
  const etape = `/dossiers/${numero}/etapes/${await findEtape(parvis, 'piece')}`
  await page.goto(`${parvis.url}${etape}`)
  const plan = { ...PDF, name: 'plan.pdf', buffer: Buffer.concat([PDF.buffer, Buffer.alloc(600_000, '\n')]) }
  await page.locator('main input[type=file][multiple]').first().setInputFiles(plan)
  await page.route(`**${etape}`, (route) => route.abort())
  await page.click('button:has-text("Enregistrer et reprendre plus tard")')
  await page.waitForSelector('[data-envoi] [role=status]:has-text("interrompu")')
  await page.unroute(`**${etape}`)

  // Slow enough to be looked at: some four seconds.
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  await network.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 150_000 },
  })
  await page.click('button:has-text("Enregistrer et reprendre plus tard")')
  const bar = page.locator('[data-envoi] progress')
  const done = async () => Number(await bar.getAttribute('value'))
  await expect.poll(done).toBeGreaterThan(0)
  const before = await done()
  await expect.poll(done).toBeGreaterThan(before)
  await page.waitForURL(`**/dossiers/${numero}/plus-tard`)
  await page.goto(`${parvis.url}${etape}`)
  expect(await page.locator('main .pieces a:has-text("plan.pdf")').count()).toBe(1)
})

test('avec JavaScript, un agent va d’un dossier à l’autre par le clavier', { timeout: 60_000 }, async () => {
  const numero = await fileSalle(parvis, camille)
  const page = await openPage('Anne', '/agents', true)
  await page.click('main table >> text=Demande de salle municipale')
  await page.waitForSelector('[data-ouvrir]:visible')
  await page.keyboard.press('/')
  await page.keyboard.type(numero)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**q=${numero}*`)
  await page.click('main tbody th a >> nth=0')
  expect(new URL(page.url()).pathname).toBe(`/agents/dossiers/${numero}`)

  await page.waitForSelector('[data-ouvrir]:visible')
  await page.keyboard.press('?')
  await page.waitForSelector('dialog[open]:has-text("Revenir à la liste")')
  await page.keyboard.press('Escape')
  await page.keyboard.press('m')
  // A letter typed in a message is a letter.
  await page.keyboard.type('du muguet')
  expect(await page.inputValue('#corps')).toBe('du muguet')
  await page.locator('#corps').blur()
  await page.keyboard.press('u')
  await page.waitForURL('**/agents/demarches/**')
  expect(new URL(page.url()).searchParams.get('q')).toBe(numero)
})
