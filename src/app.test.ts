import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../test/database.ts'
import { createContext, type OpenApp } from './cli/context.ts'
import { createDb } from './infra/db/pool.ts'
import { packageRoot } from './infra/package-root.ts'
import { createOrganisme, loadAnnuaire } from './modules/annuaire/index.ts'
import { DEMONSTRATION } from './modules/demarches/demonstration/index.ts'
import { AILLEURS, LIMITES, PAR_RESEAU } from './site/limites.ts'

let folder: string
let database: TestDatabase

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-app-'))
  database = await openTestDatabase()
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

/** The program as its commands open it, on the database of this file, closed at the end. */
async function withApp<R>(env: Record<string, string>, run: (opened: OpenApp) => Promise<R>): Promise<R> {
  const base = { DATABASE_URL: database.ownerUrl, PARVIS_DATA: folder, PARVIS_LOG: 'error', PARVIS_DEMO: '0' }
  const context = createContext({ ...base, ...env }, () => {})
  const opened = await context.openApp(await context.openDatabase(), { processus: 'serve' })
  return run(opened).finally(() => opened.close())
}

const read = async ({ app }: OpenApp, url: string) => (await app.http.inject(url)).body

test('the legal pages name who runs the installation, once a setting tells it', async () => {
  const env = { PARVIS_INSTITUTION: 'Ville de Vern <contact@vern.example>' }
  const pages = ['/mentions-legales', '/donnees-personnelles'] as const

  const [mentions, donnees] = await withApp(env, (opened) => Promise.all(pages.map((url) => read(opened, url))))
  const untold = await withApp({}, (opened) => read(opened, '/mentions-legales'))

  expect(mentions).toContain('Ville de Vern')
  expect(mentions).toContain('href="mailto:contact@vern.example"')
  expect(donnees).toContain('href="mailto:contact@vern.example"')
  expect(untold).toContain('ne l’a pas encore indiqué')
})

test('every form is of a kind of action whose number is limited, and the page of limits says the same', async () => {
  const posts = await withApp({ PARVIS_DEMO: '1' }, async ({ app }) =>
    app.http
      .adresses()
      .flatMap((address) => /^POST (?!\/demo-idp|\/_adresse-illisible|\*)(.+)/.exec(address)?.[1] ?? []),
  )
  const page = await readFile(join(packageRoot(), 'docs', 'securite', 'limites.md'), 'utf8')
  const lines = Object.entries(LIMITES).map(
    ([nom, { parCompte, adresses }]) =>
      `| ${nom} | ${parCompte} | ${adresses.map((adresse) => `\`${adresse}\``).join(', ')} |`,
  )

  // A new form: add its address to one of the kinds of `src/site/limites.ts`, and to the same line of the page.
  expect(
    Object.values(LIMITES)
      .flatMap(({ adresses }): readonly string[] => adresses)
      .toSorted(),
  ).toEqual(posts.filter((pattern) => !AILLEURS.has(pattern)).toSorted())
  for (const line of lines) expect(page).toContain(line)
  expect(page).toContain(
    `${new Intl.NumberFormat('fr-FR').format(PAR_RESEAU).replaceAll('\u202f', ' ')} pour tout un réseau`,
  )
})

test('the home page shows first what was filed most; before any filing, the démarches by title', async () => {
  await withApp({}, (opened) => publishTwo(opened))
  const before = await withApp({}, (opened) => read(opened, '/'))
  await fileOne('restauration-scolaire')
  const after = await withApp({}, (opened) => read(opened, '/'))

  expect(before).not.toContain('Les plus demandées')
  expect(slugsOf(before)).toEqual(['volontaire-bureau-de-vote', 'restauration-scolaire'])
  expect(after).toContain('Les plus demandées')
  expect(slugsOf(after)).toEqual(['restauration-scolaire', 'volontaire-bureau-de-vote'])
})

function slugsOf(html: string): readonly (string | undefined)[] {
  return [...html.matchAll(/href="\/demarches\/([a-z-]+)">(?=[^<]*<\/a><\/h3>)/g)].map(([, slug]) => slug)
}

async function publishTwo({ app: { demarches } }: OpenApp): Promise<void> {
  const db = createDb(database.ownerPool)
  const now = new Date()
  await loadAnnuaire(db)
  const chosen = DEMONSTRATION.filter(({ slug }) => /^(restauration|volontaire)/.test(slug))
  for (const { slug, organisme, service, definition } of chosen) {
    const created = await createOrganisme(db, organisme)
    if (created.outcome === 'unknown') throw new Error(slug)
    const organismeId = created.organisme.id
    const serviceId = await demarches.createService(db, { organismeId, ...service })
    const demarche = await demarches.createDemarche(db, { organismeId, slug, definition, serviceId, now })
    if (demarche.outcome !== 'created') throw new Error(slug)
    await demarches.publishDemarche(db, { demarcheId: demarche.id, now })
  }
}

async function fileOne(slug: string): Promise<void> {
  await database.ownerPool.query(
    `with c as (insert into comptes.compte (nature) values ('identifie') returning id)
     insert into dossiers.dossier (numero, demarche_id, organisme_id, revision_id, groupe_id, compte_id, etat, demandeur,
       depose_at, created_at, updated_at)
     select 1, d.id, d.organisme_id, d.revision_publiee_id, g.id, c.id, 'en_construction', '{"kind":"personne"}',
       now(), now(), now()
     from c, demarches.demarche d join demarches.groupe g on g.demarche_id = d.id and g.par_defaut where d.slug = $1`,
    [slug],
  )
}
