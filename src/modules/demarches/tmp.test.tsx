import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import { test, expect } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { openBrowser, auditPage, sidewaysScroll } from '../../../test/browser.ts'
import { createDb } from '../../infra/db/pool.ts'
import { decorateAnswers } from '../../infra/http/answers.ts'
import { buildAssets } from '../../infra/http/assets.ts'
import { Page, renderPage } from '../../ui/page.tsx'
import { createOrganisme, loadAnnuaire } from '../annuaire/index.ts'
import { DEMONSTRATION } from './demonstration/index.ts'
import { createDemarches, demarchesRoutes } from './index.ts'
import { demoEssais } from '../../site/frame.tsx'

test('shots', async () => {
  const database = await openTestDatabase()
  const db = createDb<any>(database.pool)
  await loadAnnuaire(db)
  const demarches = createDemarches({ db, makeNumero: (r) => r })
  const NOW = new Date()
  for (const each of DEMONSTRATION) {
    const created: any = await createOrganisme(db, each.organisme)
    const organismeId = created.organisme.id
    const serviceId = await demarches.createService(db, { organismeId, ...each.service })
    const d: any = await demarches.createDemarche(db, { organismeId, slug: each.slug, definition: each.definition, serviceId, now: NOW })
    await demarches.publishDemarche(db, { demarcheId: d.id, now: NOW })
    if (each.slug === 'changement-adresse') await demarches.closeDemarche(db, { demarcheId: d.id, now: NOW })
  }
  const app = Fastify()
  decorateAnswers(app)
  const assets: any = await buildAssets()
  await app.register(assets.plugin)
  let langue: any = 'fr'
  const frame: any = (_r: any, page: any) => renderPage(
    <Page langue={langue} titre={page.titre} ressources={{ styles: [assets.url('parvis.css')], police: assets.url('atkinson.woff2') }}
      org={{ nom: page.organisme?.nom ?? 'Parvis', sousTitre: 'Vos démarches en ligne', accueil: '/' }}
      nav={[{ texte: 'Démarches', href: '/demarches' }, { texte: 'Aide', href: '/aide' }]} demonstration
      ariane={page.ariane && [...page.ariane.map(({ titre, href }: any) => ({ texte: titre, href })), { texte: page.titre }]}
      pied={{ accessibilite: { href: '/accessibilite', etat: 'non_conforme' }, mentionsLegales: '/mentions-legales', donneesPersonnelles: '/donnees-personnelles', aide: page.aide && { href: '/aide', telephone: page.aide } }}
      largeur={page.large === true ? 'pleine' : 'page'}>{page.contenu}</Page>)
  const essais = [1,2,3,4,5].map((n) => ({ titre: 'Inscrire un enfant à la cantine, sans JavaScript si vous voulez', href: '/demarches?x=' + n }))
  demarchesRoutes(app, { db, demarches, frame, visiteur: () => ({ langue }), demonstration: { connexion: '/connexion', essais: () => essais } })
  const url = await app.listen({ port: 0 })
  const browser = await openBrowser()
  const out: any = []
  for (const [name, path] of [['home', '/'], ['list', '/demarches?q=cantine&organisme=213503527'], ['all', '/demarches'], ['empty', '/demarches?q=xylo'], ['start', '/demarches/restauration-scolaire'], ['closed', '/demarches/changement-adresse'], ['acc', '/accessibilite'], ['aide', '/aide'], ['mentions','/mentions-legales'], ['donnees', '/donnees-personnelles']]) {
    for (const [w, scheme] of [[1280, 'light'], [320, 'dark']] as any) {
      const ctx = await browser.newContext({ viewport: { width: w, height: 900 }, bypassCSP: true, colorScheme: scheme })
      const page = await ctx.newPage()
      await page.goto(url + path)
      await page.evaluate(`document.querySelectorAll('details').forEach((d) => { d.open = true })`)
      const v = await auditPage(page)
      const s = await sidewaysScroll(page)
      if (v.length || s > 0) out.push([name, w, s, JSON.stringify(v).slice(0, 800)])
      await page.screenshot({ path: `/tmp/shots/${name}-${w}.png`, fullPage: true })
      await ctx.close()
    }
  }
  console.log(JSON.stringify(out, null, 1))
  await browser.close(); await app.close(); await database.close()
}, 200000)
