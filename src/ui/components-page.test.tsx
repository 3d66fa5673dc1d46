import { expect, test } from 'vitest'
import { LANGUES } from '../core/texte.ts'
import { ComponentsPage } from './components-page.tsx'
import { htmlFaults } from './html-validate.ts'
import { renderPage } from './page.tsx'

const ressources = { styles: ['/ressources/parvis.css'], script: '/ressources/parvis.js' }
const html = (langue: 'fr' | 'en'): string => renderPage(<ComponentsPage langue={langue} ressources={ressources} />)

test.each(LANGUES)('every component in its states is valid HTML (%s)', async (langue) => {
  expect(await htmlFaults(html(langue))).toEqual([])
})

test('nothing is written inline, which the security policy would refuse', () => {
  expect(html('fr')).not.toMatch(/\sstyle=/)
  expect(html('fr')).not.toMatch(/<style/)
  expect(html('fr')).not.toMatch(/\son[a-z]+=/)
  expect(html('fr')).not.toMatch(/<script(?![^>]*\ssrc=)/)
})

test('every link of an error summary leads to a control of the page', () => {
  const page = html('fr')
  const targets = [...page.matchAll(/data-resume[\s\S]*?<\/ul>/g)].flatMap(([summary]) => [
    ...summary.matchAll(/href="#([^"]+)"/g),
  ])
  expect(targets.length).toBeGreaterThan(0)
  for (const [, id] of targets) expect(page).toMatch(new RegExp(`<(input|select|textarea)[^>]*\\sid="${id}"`))
})

test('a page that comes back with errors says so first in its title', () => {
  expect(html('fr')).toContain('<title>Erreur : Composants — Vern-sur-Seiche</title>')
  expect(html('en')).toContain('<title>Error: Composants — Vern-sur-Seiche</title>')
})
