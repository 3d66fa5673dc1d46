import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import type { Langue } from '../../core/texte.ts'
import { createDb } from '../../infra/db/pool.ts'
import { decorateAnswers } from '../../infra/http/answers.ts'
import { NotFound } from '../../infra/http/errors.ts'
import type { Frame } from '../../ui/frame.ts'
import { htmlFaults } from '../../ui/html-validate.ts'
import { Page, renderPage } from '../../ui/page.tsx'
import { createOrganisme, loadAnnuaire } from '../annuaire/index.ts'
import { DEMONSTRATION } from './demonstration/index.ts'
import { createDemarches, type Demarches, demarchesRoutes } from './index.ts'
import type { DemarchesDb, DemarchesTables } from './tables.ts'

const NOW = new Date('2026-11-23T10:00:00Z')
let database: TestDatabase
let db: DemarchesDb
let demarches: Demarches
let langue: Langue = 'fr'
let app: FastifyInstance
let bare: FastifyInstance

const frame: Frame = (_request, page) =>
  renderPage(
    <Page
      langue={langue}
      titre={page.titre}
      ressources={{ styles: ['/ressources/parvis.css'] }}
      org={{ nom: page.organisme?.nom ?? 'Parvis', sousTitre: 'Vos démarches en ligne', accueil: '/' }}
      nav={[{ texte: 'Démarches', href: '/demarches' }]}
      ariane={page.ariane?.map(({ titre, href }) => ({ texte: titre, href }))}
      pied={{
        accessibilite: { href: '/accessibilite', etat: 'non_conforme' },
        mentionsLegales: '/mentions-legales',
        donneesPersonnelles: '/donnees-personnelles',
        aide: page.aide === undefined ? undefined : { href: '/aide', telephone: page.aide },
      }}
      largeur={page.large === true ? 'pleine' : 'page'}
    >
      {page.contenu}
    </Page>,
  )

function serve(more: object = {}): FastifyInstance {
  const served = Fastify()
  decorateAnswers(served)
  served.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof NotFound ? 404 : 500).send(String(error)),
  )
  demarchesRoutes(served, { db, demarches, frame, visiteur: () => ({ langue }), ...more })
  return served
}

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<DemarchesTables>(database.pool)
  await loadAnnuaire(db)
  demarches = createDemarches({ db, makeNumero: (rank) => rank })
  bare = serve()
  const essais = [{ titre: 'Inscrire un enfant', texte: 'Sans JavaScript', href: '/demarches/restauration-scolaire' }]
  const institution = {
    nom: 'Ville de Vern',
    courriel: 'contact@vern.example',
    telephone: '02 61 91 10 20',
    directeur: 'La maire',
  }
  app = serve({
    demonstration: { connexion: '/connexion', essais: () => essais },
    institution,
    plusDemandees: async () => {
      const last = await demarches.findDemarche('volontaire-bureau-de-vote')
      return last ? [last.id] : []
    },
  })
})
afterAll(() => database.close())

async function publishAll(): Promise<void> {
  for (const each of DEMONSTRATION) {
    const created = await createOrganisme(db, each.organisme)
    if (created.outcome === 'unknown') throw new Error(`unknown organisme of ${each.slug}`)
    const organismeId = created.organisme.id
    const serviceId = await demarches.createService(db, { organismeId, ...each.service })
    const { slug, definition } = each
    const demarche = await demarches.createDemarche(db, { organismeId, slug, definition, serviceId, now: NOW })
    if (demarche.outcome !== 'created') throw new Error(demarche.outcome)
    await demarches.publishDemarche(db, { demarcheId: demarche.id, now: NOW })
  }
}

async function read(path: string, from = app): Promise<string> {
  const answer = await from.inject(path)
  expect(answer.statusCode).toBe(200)
  return answer.body
}

test('an instance with no démarche says so on its home page and in its list', async () => {
  expect(await read('/', bare)).toContain('Aucune démarche n’est encore en ligne')
  expect(await read('/demarches', bare)).toContain('Aucune démarche ne correspond')
  expect(await htmlFaults(await read('/', bare))).toEqual([])
})

test('the home page of a demonstration says what it is, leads to its accounts and shows the démarches most asked for', async () => {
  await publishAll()
  const html = await read('/')

  expect(html).toContain('Ceci est une démonstration')
  expect(html).toContain('href="/connexion"')
  expect(html).toContain('Inscrire un enfant')
  const [first] = [...html.matchAll(/href="\/demarches\/([^"]+)">(?=[^<]*<\/a><\/h3>)/g)].slice(1)
  expect(first?.[1]).toBe('volontaire-bureau-de-vote')
  expect(await read('/', bare)).not.toContain('démonstration')
})

test('the list counts, searches and narrows by organisme; each state has its address', async () => {
  expect(await read('/demarches')).toContain('6 démarches')
  const found = await read('/demarches?q=cantine')
  expect(found).toContain('Démarches pour « cantine »')
  expect(found).toContain('href="/demarches/restauration-scolaire"')
  expect(found).toContain('1 démarche<')
  const prefecture = await read('/demarches?organisme=prefecture-63')
  expect(prefecture).toContain('href="/demarches/fonds-projets-numeriques-63"')
  expect(prefecture).not.toContain('href="/demarches/restauration-scolaire"')
  expect(prefecture).toContain('<option value="prefecture-63" selected')
})

test('a list that finds nothing says what to do; strange addresses never break it', async () => {
  expect(await read('/demarches?q=xylophone')).toContain('Essayez avec un mot plus court')
  expect(await read('/demarches?organisme=personne')).toContain('Aucune démarche')
  expect((await app.inject('/demarches?page=2')).statusCode).toBe(404)
  const strange = ['q=a&q=b', 'page=-1', 'page=abc', 'page=1e99', 'q[]=x', `q=${'%27'.repeat(300)}`, 'organisme=&q=']
  const answers = await Promise.all(strange.map((query) => app.inject(`/demarches?${query}`)))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(strange.map(() => 200))
})

test('what is typed in the search is printed, never obeyed', async () => {
  expect(await read('/demarches?q=%3Cscript%3Ealert(1)%3C/script%3E')).not.toContain('<script>alert')
})

test('the start page tells what to know before beginning, whom to call, and how data are used', async () => {
  const html = await read('/demarches/restauration-scolaire')

  expect(html).toContain('<h1>Inscrire un enfant à la cantine</h1>')
  expect(html).toContain('href="/demarches/restauration-scolaire/commencer"')
  expect(html).toContain('Environ 12 minutes')
  expect(html).toContain('Une semaine')
  expect(html).toContain('Le projet d’accueil individualisé')
  expect(html).toContain('href="tel:0261911020"')
  expect(html).toContain('Code de l’éducation')
  expect(html).toContain('Une mission d’intérêt public (RGPD, article 6')
  expect(html).toContain('href="mailto:dpo@vern-sur-seiche.example"')
  expect(html).toContain('24 mois après la décision')
  expect(html).toContain('des coordonnées bancaires')
  expect(html).toContain('cnil.fr')
})

test('the start page speaks English to who asks for it', async () => {
  langue = 'en'
  const html = await read('/demarches/restauration-scolaire')
  langue = 'fr'

  expect(html).toContain('<h1>Enrol a child at the school canteen</h1>')
  expect(html).toContain('About 12 minutes')
  expect(html).toContain('GDPR')
})

test('a démarche that changed address redirects for ever; an unknown one, or one never published, is not found', async () => {
  const demarche = await demarches.findDemarche('changement-adresse')
  await demarches.changeSlug(db, { demarcheId: demarche?.id ?? '', slug: 'demenagement', now: NOW })

  const answer = await app.inject('/demarches/changement-adresse')

  expect([answer.statusCode, answer.headers.location]).toEqual([301, '/demarches/demenagement'])
  expect((await app.inject('/demarches/inconnue')).statusCode).toBe(404)
  expect((await app.inject('/demarches/%00')).statusCode).toBe(404)
})

test('a closed démarche says so, with the other ways, and no way to begin', async () => {
  const demarche = await demarches.findDemarche('demenagement')
  await demarches.closeDemarche(db, { demarcheId: demarche?.id ?? '', now: NOW })

  const html = await read('/demarches/demenagement')

  expect(html).toContain('Cette démarche est fermée')
  expect(html).toContain('Faire autrement qu’en ligne')
  expect(html).toContain('href="tel:')
  expect(html).not.toContain('/commencer')
})

test('the accessibility statement says « non conforme », that nobody audited yet, and the means of appeal', async () => {
  const html = await read('/accessibilite')

  expect(html).toContain('non conforme')
  expect(html).toContain('aucun audit')
  expect(html).toContain('Libre réponse 71120')
  const titles = [...html.matchAll(/<h[23]>([^<]+)</g)].map(([, title]) => title)
  expect(titles).toEqual(
    expect.arrayContaining([
      'État de conformité',
      'Résultats des tests',
      'Contenus non accessibles',
      'Non-conformités',
      'Dérogations pour charge disproportionnée',
      'Contenus non soumis à l’obligation d’accessibilité',
      'Établissement de cette déclaration',
      'Retour d’information et contact',
      'Voies de recours',
    ]),
  )
})

test('the legal notice names who was told, and says when nobody was', async () => {
  expect(await read('/mentions-legales')).toContain('Ville de Vern')
  expect(await read('/mentions-legales', bare)).toContain('ne l’a pas encore indiqué')
})

const PATHS = [
  ...[
    '/',
    '/demarches',
    '/demarches?q=cantine&organisme=213503527',
    '/demarches?q=xylophone',
    '/demarches/restauration-scolaire',
  ],
  ...['/demarches/demenagement', '/mentions-legales', '/donnees-personnelles', '/accessibilite', '/aide'],
]

test.each(PATHS)('%s is valid HTML in both languages, with nothing inline', async (path) => {
  const fr = await read(path)
  langue = 'en'
  const en = await read(path)
  langue = 'fr'

  expect(await htmlFaults(fr)).toEqual([])
  expect(await htmlFaults(en)).toEqual([])
  expect(fr + en).not.toMatch(/\sstyle=|<style|\son[a-z]+="/)
  expect([...fr.matchAll(/<h1/g)]).toHaveLength(1)
})
