import type { Page } from 'playwright-core'
import type { Champ } from '../../src/core/champs/index.ts'
import { extensionsOf } from '../../src/core/champs/piece.ts'
import type { Parvis } from './open-parvis.ts'

/** The smallest PDF. */
export const PDF = {
  name: 'piece.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer << /Size 3 /Root 1 0 R >>\n%%EOF\n',
    'latin1',
  ),
}

/** The smallest image. */
export const PNG = {
  name: 'piece.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
}

function accepts(champ: Extract<Champ, { kind: 'piece' }>, extension: string): boolean {
  const all = extensionsOf(champ)
  return all.length === 0 || all.includes(extension)
}

const TYPED: Readonly<Partial<Record<Champ['kind'], string>>> = {
  texte: 'Une réponse d’essai',
  texte_long: 'Une réponse d’essai,\nsur deux lignes.',
  entier: '42',
  decimal: '12,5',
  courriel: 'anais.leroux@exemple.fr',
  telephone: '06 39 98 12 34',
  iban: 'FR76 3000 6000 0112 3456 7890 189',
  siret: '213 503 527 00011',
  commune: '35770 Vern-sur-Seiche',
}
const DATE = { jour: '12', mois: '5', annee: '2024' }
const ADRESSE = { voie: '12 rue des Écoles', codePostal: '35770', commune: 'Vern-sur-Seiche' }

/** Answers every question of a step as somebody would, with the mouse and the keyboard; `ligne` inside a row. */
async function fillChamps(page: Page, champs: readonly Champ[], ligne?: string): Promise<void> {
  for (const champ of champs) {
    const name = `c${champ.id}${ligne === undefined ? '' : `.${ligne}`}`
    if (champ.kind === 'repetition') await fillRow(page, champ)
    else if (await page.locator(`main [data-champ="${name}"]`).count()) await fillChamp(page, champ, name)
  }
}

/** One row, added if there is none. */
async function fillRow(page: Page, champ: Extract<Champ, { kind: 'repetition' }>): Promise<void> {
  const [first] = champ.champs
  if (!first) return
  const own = page.locator(`main [data-champ^="c${first.id}."]`)
  if ((await own.count()) === 0) await page.click(`main button[name="_ajouter"][value="${champ.id}"]`)
  const name = (await own.first().getAttribute('data-champ')) ?? ''
  await fillChamps(page, champ.champs, name.slice(name.indexOf('.') + 1))
}

async function fillChamp(page: Page, champ: Champ, name: string): Promise<void> {
  const box = page.locator(`main [data-champ="${name}"]`)
  const typed = TYPED[champ.kind]
  if (typed !== undefined) {
    await box.locator('input:not([type=hidden]), textarea').first().fill(typed)
    return
  }
  switch (champ.kind) {
    case 'date':
      for (const [part, value] of Object.entries(DATE)) await box.locator(`[name="${name}-${part}"]`).fill(value)
      return
    case 'adresse':
      for (const [part, value] of Object.entries(ADRESSE)) await box.locator(`[name="${name}-${part}"]`).fill(value)
      return
    case 'piece':
      if (
        (await box.locator('input[type=file]').count()) > 0 &&
        (await box.locator('button[name=_retirer_piece]').count()) === 0
      )
        await box.locator('input[type=file]').setInputFiles(accepts(champ, 'pdf') ? PDF : PNG)
      return
    case 'choix_multiple':
    case 'case_a_cocher':
      await box.locator('input[type=checkbox]').first().check()
      return
    default:
      if ((await box.locator('select').count()) > 0) await box.locator('select').first().selectOption({ index: 1 })
      else if ((await box.locator('input[type=radio]').count()) > 0)
        await box.locator('input[type=radio]').first().check()
  }
}

/** A person, or an organisation: what the démarche wants. */
export async function sayWhoAsks(page: Page): Promise<void> {
  if ((await page.locator('#siret').count()) > 0) await page.fill('#siret', '213 503 527 00011')
  await page.click('button:has-text("Enregistrer et continuer")')
}

/** Every step to the last check; gives how many champs the démarche has. */
export async function fillAll(parvis: Parvis, page: Page, slug: string): Promise<number> {
  const demarche = await parvis.app.demarches.findPublished(slug)
  const { formulaire } = await parvis.app.demarches.findRevision(demarche?.revisionId ?? '')
  for (const etape of formulaire.etapes) {
    const path = new URL(page.url()).pathname
    if (!path.endsWith(`/etapes/${etape.n}`)) throw new Error(`the step ${etape.n} was not reached: ${path}`)
    for (let tries = 0; tries < 3 && new URL(page.url()).pathname === path; tries += 1) {
      await fillChamps(page, etape.champs)
      await page.click('.actions button:has-text("Continuer")')
    }
    if (new URL(page.url()).pathname === path) throw new Error((await page.textContent('main')) ?? '')
  }
  return formulaire.champs.length
}
