import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../src/infra/clock/clock.ts'
import { readKey } from '../src/modules/comptes/test-facteurs.ts'
import { htmlFaults } from '../src/ui/html-validate.ts'
import { auditPage, openBrowser, sidewaysScroll } from '../test/browser.ts'
import { signIn, signInByMail } from './house/connexion.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'

let parvis: Parvis
let browser: Browser
beforeAll(async () => {
  ;[parvis, browser] = await Promise.all([openParvis({ dossiers: 39 }), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await parvis.close()
})

/** A word that nothing lets break. */
const SANS_ESPACE = 'x'.repeat(200)

const PUBLIC = [
  '/',
  '/demarches',
  '/demarches?q=rien-de-tel',
  `/demarches?q=${SANS_ESPACE}`,
  '/demarches/restauration-scolaire',
  '/demarches/fonds-projets-numeriques-63',
  '/demarches/restauration-scolaire/commencer',
  '/connexion',
  '/connexion/phrase',
  '/mentions-legales',
  '/donnees-personnelles',
  '/accessibilite',
  '/aide',
  '/_courriels',
]

/** What a page must be, whoever reads it and however: audited at two widths, in both colour schemes; in English, whose structure and colours are the same, at the width where words run out of room. */
async function checkPage(page: Page, address: string, status = 200): Promise<readonly string[]> {
  const faults: string[] = []
  const answer = await page.goto(address.startsWith('http') ? address : parvis.url + address)
  // Audited in the place of another, an error page would pass for it.
  if (answer?.status() !== status) faults.push(`${address} a répondu ${answer?.status()}`)
  const html = (await answer?.text()) ?? ''
  for (const fault of await htmlFaults(html)) faults.push(`${address} html : ${JSON.stringify(fault)}`)
  return [...faults, ...(await look(page, address))]
}

const WIDE = ['light', 1280] as const
const NARROW = ['dark', 320] as const

/** The same of a page that came back with what is wrong. */
async function lookWithErrors(page: Page, name: string): Promise<readonly string[]> {
  const faults = [...(await look(page, name))]
  if (!/^(Erreur|Error)/.test(await page.title())) faults.push(`${name} : le titre ne dit pas l’erreur`)
  const leading = await page
    .locator('main .resume a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  if (leading.length === 0) faults.push(`${name} : aucun résumé d’erreurs`)
  for (const href of leading)
    if ((await page.locator(href).count()) !== 1) faults.push(`${name} : le résumé ne mène nulle part, ${href}`)
  return faults
}

async function look(page: Page, address: string): Promise<readonly string[]> {
  const faults: string[] = []
  const english = (await page.getAttribute('html', 'lang')) === 'en'
  for (const [colorScheme, width] of english ? [NARROW] : [WIDE, NARROW]) {
    // Without motion: a colour half-way through a transition is nobody's.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 800 })
    for (const { id, elements } of await auditPage(page))
      faults.push(`${address} ${colorScheme} ${id} : ${elements[0]}`)
    if ((await sidewaysScroll(page)) > 0) faults.push(`${address} défile de côté à ${width} px`)
  }
  if ((await page.locator('h1').count()) !== 1)
    faults.push(`${address} a ${await page.locator('h1').count()} titres h1`)
  if ((await page.title()).length < 5) faults.push(`${address} sans titre`)
  return faults
}

function openContext(locale: 'fr-FR' | 'en-GB'): Promise<BrowserContext> {
  return browser.newContext({ locale, bypassCSP: true })
}

for (const locale of ['fr-FR', 'en-GB'] as const) {
  test(`les pages publiques sont accessibles (${locale})`, { timeout: 120_000 }, async () => {
    const page = await (await openContext(locale)).newPage()
    const faults: string[] = []

    for (const address of PUBLIC) faults.push(...(await checkPage(page, address)))
    faults.push(...(await checkPage(page, '/cette-page-n-existe-pas', 404)))

    expect(faults).toEqual([])
    expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2))
  })

  test(`les pages de l’usager sont accessibles, avec leurs erreurs (${locale})`, { timeout: 180_000 }, async () => {
    const page = await (await openContext(locale)).newPage()
    await signIn(page, parvis.url, { nom: 'Camille', retour: '/demarches/restauration-scolaire/commencer' })
    const faults: string[] = []

    faults.push(...(await look(page, 'commencer')))
    await page.click('main form button >> nth=-1')
    const numero = /\/dossiers\/(\d+)\//.exec(page.url())?.[1] ?? ''
    faults.push(...(await checkPage(page, `/dossiers/${numero}/demandeur?pour=autre`)))
    await page.click('main form button >> nth=-1')
    faults.push(...(await lookWithErrors(page, 'demandeur avec erreurs')))
    for (const n of [1, 2, 3, 4, 5]) {
      faults.push(...(await checkPage(page, `/dossiers/${numero}/etapes/${n}`)))
      await page.click('.actions button[value=continuer]')
      if (n !== 4) {
        expect(await page.title()).toMatch(/^(Erreur|Error)/)
        faults.push(...(await lookWithErrors(page, `étape ${n} avec erreurs`)))
      }
    }
    await page.goto(`${parvis.url}/dossiers/${numero}/demandeur?pour=moi`)
    await page.click('main form button >> nth=-1')
    for (const tail of ['verification', 'plus-tard', 'partage', 'suppression'])
      faults.push(...(await checkPage(page, `/dossiers/${numero}/${tail}`)))
    for (const address of [
      '/dossiers',
      '/mandats',
      '/demarches/restauration-scolaire/aide',
      '/compte',
      '/compte/sessions',
    ])
      faults.push(...(await checkPage(page, address)))
    faults.push(...(await checkPage(page, '/dossiers/12', 404)))
    for (const filed of await dossiersOf('camille.leroux@exemple.fr'))
      for (const tail of ['', '/recepisse', '/consultations'])
        faults.push(...(await checkPage(page, `/dossiers/${filed}${tail}`)))

    expect(faults).toEqual([])
  })

  test(`les pages des agents sont accessibles, avec leurs erreurs (${locale})`, { timeout: 180_000 }, async () => {
    const page = await (await openContext(locale)).newPage()
    await signIn(page, parvis.url, { nom: 'Anne', retour: '/agents' })
    const faults: string[] = [...(await look(page, 'agents'))]

    const table = (await page.getAttribute('main table a', 'href')) ?? ''
    faults.push(...(await checkPage(page, table)))
    faults.push(...(await checkPage(page, `${table}?q=rien-de-tel`)))
    faults.push(...(await checkPage(page, `${table}?q=${SANS_ESPACE}`)))
    for (const etat of ['en_construction', 'en_instruction', 'accepte', 'refuse']) {
      const numero = await filedWith(etat)
      if (numero !== undefined) faults.push(...(await checkPage(page, `/agents/dossiers/${numero}`)))
    }
    await page.goto(`${parvis.url}/agents/dossiers/${await filedWith('en_instruction')}`)
    await page.click('details:has(form[action*="/decision"]) > summary')
    await page.click('form[action*="/decision"] button')
    faults.push(...(await lookWithErrors(page, 'décision avec erreurs')))

    expect(faults).toEqual([])
  })

  test(`un fichier qui ne s’ouvre pas a sa page, accessible (${locale})`, { timeout: 180_000 }, async () => {
    const page = await (await openContext(locale)).newPage()
    await signIn(page, parvis.url, { nom: 'Anne', retour: '/agents' })
    const faults: string[] = []
    const { numero, piece } = await dossierWithFile()
    const address = `/agents/dossiers/${numero}/pieces/${piece}`

    for (const { says, status } of FICHIERS) {
      await parvis.database.ownerPool.query(
        `update infra.fichier set ${says} where id = (select fichier_id from dossiers.piece where id = $1)`,
        [piece],
      )
      faults.push(...(await checkPage(page, `/agents/dossiers/${numero}`)))
      faults.push(...(await checkPage(page, address, status)))
    }
    faults.push(...(await checkPage(page, `/agents/dossiers/${numero}/pieces.zip`)))
    faults.push(...(await checkPage(page, `${address}/apercu`)))
    await page.goto(parvis.url + address)
    await page.fill('#raison', '  ')
    await page.click('main form[action$="liberation"] button')
    expect(await page.title()).toMatch(/^(Erreur|Error)/)
    faults.push(...(await lookWithErrors(page, 'déblocage avec erreurs')))

    expect(faults).toEqual([])
  })
}

/** What an antivirus may say of a file, and what its page answers; not scanned at last. */
const FICHIERS = [
  { says: `"analyse" = 'en_attente', analyse_motif = null`, status: 409 },
  { says: `"analyse" = 'infecte', analyse_motif = null, analyse_at = now()`, status: 403 },
  { says: `"analyse" = 'non_analyse', analyse_motif = 'chiffre', analyse_at = null`, status: 200 },
] as const

/** A dossier that Anne receives, and one of its files. */
async function dossierWithFile(): Promise<{ numero: number; piece: string }> {
  const { rows } = await parvis.database.ownerPool.query<{ numero: number; piece: string }>(
    `select d.numero, p.id as piece from dossiers.dossier d join dossiers.piece p on p.dossier_id = d.id
     join demarches.membre m on m.groupe_id = d.groupe_id join comptes.compte c on c.id = m.compte_id
     where c.courriel = 'anne.kerdoncuff@exemple.fr' and d.etat = 'en_instruction' limit 1`,
  )
  const [found] = rows
  if (!found) throw new Error('no dossier with a file')
  return found
}

for (const locale of ['fr-FR', 'en-GB'] as const) {
  test(`la page de l’auditeur est accessible, pleine ou vide (${locale})`, { timeout: 120_000 }, async () => {
    await parvis.database.ownerPool.query(
      `insert into comptes.role (compte_id, role) select id, 'auditeur' from comptes.compte
       where courriel = 'anne.kerdoncuff@exemple.fr' on conflict do nothing`,
    )
    const page = await (await openContext(locale)).newPage()
    await signIn(page, parvis.url, { nom: 'Anne', retour: '/audit' })
    const faults: string[] = []

    for (const query of ['', '?famille=lectures&du=2026-01-01&qui=kerdoncuff', '?objet=12', `?objet=${SANS_ESPACE}`])
      faults.push(...(await checkPage(page, `/audit${query}`)))

    expect(faults).toEqual([])
  })
}

for (const locale of ['fr-FR', 'en-GB'] as const) {
  test(`les pages de la sécurité du compte sont accessibles, avec leurs erreurs (${locale})`, {
    timeout: 120_000,
  }, async () => {
    const page = await (await openContext(locale)).newPage()
    const entering = { courriel: `prudente@${locale}.exemple.fr`, retour: '/compte/securite' }
    await signInByMail(page, parvis.url, entering)
    const faults: string[] = [...(await look(page, 'sécurité sans facteur'))]
    const confirm = (code: string) => page.fill('#code', code).then(() => page.press('#code', 'Enter'))

    faults.push(...(await checkPage(page, '/compte/securite/phrase')))
    for (const phrase of ['court', 'tambour colline violette phare']) {
      await page.fill('#phrase', phrase)
      await page.press('#phrase', 'Enter')
      faults.push(...(await look(page, `phrase ${phrase}`)))
    }

    faults.push(...(await checkPage(page, '/compte/securite/application')))
    const code = readKey({ clock: systemClock }, { body: await page.content() })
    await confirm('000000')
    faults.push(...(await lookWithErrors(page, 'application avec erreur')))
    await confirm(code())
    faults.push(...(await look(page, 'codes de secours')))
    faults.push(...(await checkPage(page, '/compte/securite')))
    await page.context().clearCookies()
    await signInByMail(page, parvis.url, entering)
    faults.push(...(await checkPage(page, page.url())))
    await confirm('000000')
    faults.push(...(await lookWithErrors(page, 'preuve avec erreur')))

    expect(new URL(page.url()).pathname).toBe('/compte/preuve')
    expect(faults).toEqual([])
  })
}

for (const locale of ['fr-FR', 'en-GB'] as const) {
  test(`les pages des équipes sont accessibles, avec leurs erreurs (${locale})`, { timeout: 180_000 }, async () => {
    const page = await (await openContext(locale)).newPage()
    await signIn(page, parvis.url, { nom: 'Solène', retour: '/compte/equipes' })
    const faults: string[] = [...(await look(page, 'équipes'))]

    const equipe = '/organismes/213503527/equipe'
    for (const address of [equipe, `${equipe}?q=rien-de-tel`, `${equipe}/inviter`])
      faults.push(...(await checkPage(page, address)))
    await page.click('main form button >> nth=-1')
    faults.push(...(await lookWithErrors(page, 'invitation avec erreurs')))
    await page.goto(parvis.url + equipe)
    const membre = (await page.getAttribute('main table tr:has-text("Kerdoncuff") a', 'href')) ?? ''
    for (const address of [
      ...[membre, `${membre}/retrait?role=instructeur`, `${membre}/acces`],
      ...['/compte/equipes/depart?organisme=213503527&role=administrateur'],
    ])
      faults.push(...(await checkPage(page, address)))
    await page.click('main form button >> nth=-1')
    faults.push(...(await look(page, 'dernier administrateur')))
    const { rows } = await parvis.database.ownerPool.query<{ numero: number }>(
      "select numero from demarches.demarche where slug = 'restauration-scolaire'",
    )
    faults.push(...(await checkPage(page, `/agents/demarches/${rows[0]?.numero}/equipe`)))
    const instance = await (await openContext(locale)).newPage()
    await signIn(instance, parvis.url, { nom: 'Administration de', retour: '/instance/equipe' })
    faults.push(...(await look(instance, 'équipe de l’installation')))
    faults.push(...(await checkPage(instance, '/instance/organismes')))
    const candidate = await (await openContext(locale)).newPage()
    await signIn(candidate, parvis.url, { nom: 'Nadia', retour: '/compte/equipes' })
    faults.push(...(await look(candidate, 'équipe à rejoindre')))
    if (await candidate.locator('#message').count()) await candidate.click('main form button >> nth=-1')
    faults.push(...(await look(candidate, 'demande en attente')))
    await page.goto(parvis.url + equipe)
    faults.push(...(await look(page, 'équipe et une demande')))
    await page.goto(parvis.url + ((await page.getAttribute('main a[href*="/demandes/"]', 'href')) ?? ''))
    faults.push(...(await look(page, 'demande')))
    await page.click('main form button >> nth=-1')
    faults.push(...(await lookWithErrors(page, 'refus sans motif')))

    expect(faults).toEqual([])
  })
}

async function dossiersOf(courriel: string): Promise<readonly number[]> {
  const { rows } = await parvis.database.ownerPool.query<{ numero: number }>(
    `select d.numero from dossiers.dossier d join comptes.compte c on c.id = d.compte_id
     where c.courriel = $1 and d.etat <> 'brouillon' limit 4`,
    [courriel],
  )
  return rows.map(({ numero }) => numero)
}

/** A dossier of the town hall in that state. */
async function filedWith(etat: string): Promise<number | undefined> {
  const { rows } = await parvis.database.ownerPool.query<{ numero: number }>(
    `select d.numero from dossiers.dossier d join annuaire.organisme o on o.id = d.organisme_id
     where d.etat = $1 and o.code = '35352' limit 1`,
    [etat],
  )
  return rows[0]?.numero
}

test('au clavier, on saute au contenu puis on atteint le bouton principal', { timeout: 60_000 }, async () => {
  const page = await (await openContext('fr-FR')).newPage()
  await page.goto(`${parvis.url}/demarches/restauration-scolaire`)

  await page.keyboard.press('Tab')
  const first = await page.evaluate('document.activeElement?.textContent')
  await page.keyboard.press('Enter')
  const reached: string[] = []
  for (let n = 0; n < 12; n += 1) {
    await page.keyboard.press('Tab')
    reached.push(String(await page.evaluate('document.activeElement?.textContent?.trim()')))
  }

  expect(first).toContain('contenu')
  expect(reached.join('|')).toMatch(/Commencer|Début/)
})
