import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packageRoot } from '../src/infra/package-root.ts'
import { openBrowser } from '../test/browser.ts'
import { signIn } from './house/connexion.ts'
import { fillAll, sayWhoAsks } from './house/fill-page.ts'
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

async function openPage(): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', javaScriptEnabled: false })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return page
}

const FICTION = join(packageRoot(), 'acceptance', 'fixtures', 'demarche-publique.json')
const DONNEES = process.env.PARVIS_DONNEES ?? join(packageRoot(), '..', 'shared', 'data')
const REELLE = join(DONNEES, 'demarches', 'derogation-especes-protegees.json')

const REPETEES = [
  ...['Commune(s) où se situe le projet', 'Département(s) où se situe le projet', 'Région(s) où se situe le projet'],
  'Qualification des intervenants',
  'Si nécessaire, vous pouvez déposer ici des pièces jointes complétant votre demande',
]

const demarches = [
  { nom: 'd’essai', fichier: FICTION, slug: 'salle-municipale', champs: 10, lignes: ['Créneaux demandés'], pieces: 2 },
  ...(existsSync(REELLE)
    ? [
        {
          nom: 'réelle, de 96 champs,',
          fichier: REELLE,
          slug: 'especes-protegees',
          champs: 96,
          lignes: REPETEES,
          pieces: 12,
        },
      ]
    : []),
]
if (demarches.length === 1) process.stdout.write('non joué : données réelles absentes\n')

test.each(demarches)(
  'une démarche $nom décrite ailleurs est importée, remplie et déposée sans JavaScript, puis acceptée',
  {
    timeout: 240_000,
  },
  async ({ fichier, slug, champs, lignes, pieces }) => {
    const contact = ['--telephone', '02 99 00 00 00', '--courriel', 'mairie@exemple.fr']
    const report = await parvis.command(
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
    await parvis.command('demarche', 'publier', slug)
    await parvis.command('demarche', 'affecter', slug, '--agent', 'anne.kerdoncuff@exemple.fr')

    const page = await openPage()
    await signIn(page, parvis.url, { nom: 'Camille', retour: `/demarches/${slug}/commencer` })
    await page.click('button:has-text("Commencer")')
    await sayWhoAsks(page)
    const asked = await fillAll(parvis, page, slug)
    expect(asked).toBeGreaterThanOrEqual(champs)
    await page.check('#engagement')
    await page.click('button:has-text("Déposer")')
    expect(await page.textContent('h1')).toContain('Votre demande est déposée')
    const numero = page.url().match(/\/dossiers\/(\d+)\//)?.[1] ?? ''

    const agent = await openPage()
    await signIn(agent, parvis.url, { nom: 'Anne', retour: `/agents/dossiers/${numero}` })
    const shown = (await agent.textContent('main')) ?? ''
    expect(shown).toContain('Une réponse d’essai')
    // A row of each repetition, and a file wherever one may be joined.
    for (const ligne of lignes) expect(shown).toContain(`${ligne} n° 1`)
    expect(await agent.locator('main a[href*="/pieces/"]:not([href$="/apercu"]):has-text("piece.p")').count()).toBe(
      pieces,
    )
    await agent.click('button:has-text("Prendre en instruction")')
    await agent.click('summary:has-text("Décider")')
    await agent.check('text=Accepter la demande')
    await agent.click('button:has-text("Enregistrer la décision")')
    expect(await agent.textContent('main')).toContain('La décision est enregistrée')
    await page.goto(`${parvis.url}/dossiers/${numero}`)
    expect(await page.textContent('main')).toContain('Votre demande est acceptée')
  },
)
