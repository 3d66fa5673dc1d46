import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { packageRoot } from '../../src/infra/package-root.ts'
import { fillAll, sayWhoAsks } from './fill-page.ts'
import type { Parvis } from './open-parvis.ts'

const SLUG = 'salle-municipale'

/** Puts online the démarche of the fixture, « Demande de salle municipale », whose dossiers Anne receives. */
export async function publishSalle({ command }: Parvis): Promise<void> {
  const fixture = join(packageRoot(), 'acceptance', 'fixtures', 'demarche-publique.json')
  const contact = ['--telephone', '02 99 00 00 00', '--publier']
  await command('demarche', 'import', fixture, '--organisme', '213503527', '--slug', SLUG, ...contact)
  await command('demarche', 'affecter', SLUG, '--agent', 'anne.kerdoncuff@exemple.fr')
}

/** Begins a dossier of it and arrives at its first step; gives its number. */
export async function beginSalle(parvis: Parvis, page: Page): Promise<string> {
  await page.goto(`${parvis.url}/demarches/${SLUG}/commencer`)
  await page.click('button:has-text("Commencer")')
  await sayWhoAsks(page)
  return page.url().match(/\/dossiers\/(\d+)\//)?.[1] ?? ''
}

/** Begins one, fills every step and files it; gives its number. */
export async function fileSalle(parvis: Parvis, page: Page): Promise<string> {
  const numero = await beginSalle(parvis, page)
  await fillAll(parvis, page, SLUG)
  await page.check('#engagement')
  await page.click('button:has-text("Déposer")')
  expect(await page.textContent('h1')).toContain('Votre demande est déposée')
  return numero
}

/** The number of the first step that asks something of that kind; 0 when none does. */
export async function findEtape({ app: { demarches } }: Parvis, kind: string): Promise<number> {
  const demarche = await demarches.findPublished(SLUG)
  const { formulaire } = await demarches.findRevision(demarche?.revisionId ?? '')
  return formulaire.etapes.find(({ champs }) => champs.some((champ) => champ.kind === kind))?.n ?? 0
}
