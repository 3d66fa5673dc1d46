import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../src/infra/package-root.ts'
import { openBrowser } from '../test/browser.ts'
import { signIn } from './house/connexion.ts'
import { fillChamps } from './house/fill-page.ts'
import { openParvis, type Parvis } from './house/open-parvis.ts'

let parvis: Parvis
let browser: Browser
beforeAll(async () => {
  ;[parvis, browser] = await Promise.all([openParvis({ dossiers: 1 }), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await parvis.close()
})

const run = promisify(execFile)

/** A command of the program, as it is typed. */
async function parvisCommand(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, ...parvis.env }
  const { stdout } = await run(process.execPath, [join(packageRoot(), 'bin', 'parvis.js'), ...args], { env })
  return stdout
}

async function openPage(): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return page
}

const FICTION = join(packageRoot(), 'acceptance', 'fixtures', 'demarche-publique.json')
const DONNEES = process.env.PARVIS_DONNEES ?? join(packageRoot(), '..', 'shared', 'data')
const REELLE = join(DONNEES, 'demarches', 'derogation-especes-protegees.json')

const demarches = [
  { nom: 'd’essai', fichier: FICTION, slug: 'salle-municipale', champs: 10 },
  ...(existsSync(REELLE)
    ? [{ nom: 'réelle, de 96 champs,', fichier: REELLE, slug: 'especes-protegees', champs: 96 }]
    : []),
]
if (demarches.length === 1) process.stdout.write('démarche réelle de 96 champs : non joué, données réelles absentes\n')

test.each(demarches)(
  'une démarche $nom décrite ailleurs est importée, remplie et déposée sans JavaScript, puis acceptée',
  {
    timeout: 240_000,
  },
  async ({ fichier, slug, champs }) => {
    const contact = ['--telephone', '02 99 00 00 00', '--courriel', 'mairie@exemple.fr']
    const report = await parvisCommand(
      'demarche',
      'import',
      fichier,
      '--organisme',
      '213503527',
      '--slug',
      slug,
      ...contact,
    )
    expect(report).toContain(slug)
    await parvisCommand('demarche', 'publier', slug)
    await parvisCommand('demarche', 'affecter', slug, '--agent', 'anne.kerdoncuff@exemple.fr')

    const page = await openPage()
    await signIn(page, parvis.url, { nom: 'Camille', retour: `/demarches/${slug}/commencer` })
    await page.click('button:has-text("Commencer")')
    await sayWhoAsks(page)
    const asked = await fillAll(page, slug)
    expect(asked).toBeGreaterThanOrEqual(champs)
    await page.check('#engagement')
    await page.click('button:has-text("Déposer")')
    expect(await page.textContent('h1')).toContain('Votre demande est déposée')
    const numero = page.url().match(/\/dossiers\/(\d+)\//)?.[1] ?? ''

    const agent = await openPage()
    await signIn(agent, parvis.url, { nom: 'Anne', retour: `/agents/dossiers/${numero}` })
    expect(await agent.textContent('main')).toContain('Une réponse d’essai')
    await agent.click('button:has-text("Prendre en instruction")')
    await agent.click('summary:has-text("Décider")')
    await agent.check('text=Accepter la demande')
    await agent.click('button:has-text("Enregistrer la décision")')
    expect(await agent.textContent('main')).toContain('La décision est enregistrée')
    await page.goto(`${parvis.url}/dossiers/${numero}`)
    expect(await page.textContent('main')).toContain('Votre demande est acceptée')
  },
)

/** A person, or an organisation: what the démarche wants. */
async function sayWhoAsks(page: Page): Promise<void> {
  if ((await page.locator('#siret').count()) > 0) await page.fill('#siret', '213 503 527 00011')
  await page.click('button:has-text("Enregistrer et continuer")')
}

/** Every step to the last check; gives how many champs the démarche has. */
async function fillAll(page: Page, slug: string): Promise<number> {
  const demarche = await parvis.app.demarches.findPublished(slug)
  const { formulaire } = await parvis.app.demarches.findRevision(demarche?.revisionId ?? '')
  for (const etape of formulaire.etapes) {
    const path = new URL(page.url()).pathname
    expect(path).toMatch(new RegExp(`/etapes/${etape.n}$`))
    for (let tries = 0; tries < 3 && new URL(page.url()).pathname === path; tries += 1) {
      await fillChamps(page, etape.champs)
      await page.click('.actions button:has-text("Continuer")')
    }
    if (new URL(page.url()).pathname === path) throw new Error((await page.textContent('main')) ?? '')
  }
  expect(await page.textContent('h1')).toBe('Vérifier mes réponses')
  return formulaire.champs.length
}
