import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import type { Lecteur } from '../core/champs/kind.ts'
import { compileDefinition } from '../core/schema/formulaire.ts'
import { problemesOf, readReponses } from '../core/validation/lecture.ts'
import { createDb } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import { packageRoot } from '../infra/package-root.ts'
import { createOrganisme, createReferentiels } from '../modules/annuaire/index.ts'
import { seededRandom } from '../modules/demarches/demonstration/random.ts'
import { makeSaisies } from '../modules/demarches/demonstration/reponses.ts'
import { createDemarches, type Demarches, type DemarchesDeps } from '../modules/demarches/index.ts'
import { demarcheImport, importDocument, readAsked, slugOf } from './demarche-import.ts'
import { runCli } from './run-cli.ts'

const FICHIER = join(packageRoot(), 'acceptance/fixtures/demarche-publique.json')
const REELLE = join(packageRoot(), '../shared/data/demarches/derogation-especes-protegees.json')
const NOW = new Date('2026-11-24T10:00:00Z')
const SIREN = '000000000'

let database: TestDatabase
let db: DemarchesDeps['db']
let demarches: Demarches
let folder: string

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb(database.pool)
  demarches = createDemarches({ db, makeNumero: (rank) => 1_000_000 + rank })
  folder = await mkdtemp(join(tmpdir(), 'parvis-import-'))
  await withContext(db, { role: 'systeme' }, (tx) => createOrganisme(tx, { siren: SIREN, nom: 'Commune d’essai' }))
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

test('the public description becomes a draft with a default group and a service, and every line is told', async () => {
  const { slug, lines } = await run(FICHIER)
  expect(slug).toBe('demande-de-salle-municipale')
  expect(await demarches.findPublished(slug)).toBeUndefined()
  expect(lines.filter((line) => /^\d+(\.\d+)? {2}«/.test(line))).toHaveLength(32)
  expect(lines.at(-1)).toContain('parvis demarche publier demande-de-salle-municipale')

  const { id, organismeId } = found(await demarches.findDemarche(slug))
  expect(await demarches.listGroupes(id)).toMatchObject([{ parDefaut: true }])
  expect(lines.at(-2)).toContain('à compléter avant la mise en ligne')
  expect(await publishNow(id)).toBe('unreachable')
  await demarches.completeService(db, { demarcheId: id, contact: { courriel: 'mairie@exemple.fr' }, now: NOW })
  expect(await publishNow(id)).toBe('published')
  const { service } = found(await demarches.findPublished(slug))
  expect(service).toMatchObject({ organismeId, nom: 'Vie associative, Commune de démonstration', telephone: '' })
})

test('--publier puts it online at once, with the service that the options tell', async () => {
  const { slug } = await run(FICHIER, [
    '--slug',
    'salles',
    '--publier',
    '--service',
    'Accueil',
    '--telephone',
    '02 61 91 10 20',
  ])
  const { service } = found(await demarches.findPublished(slug))
  expect(service).toMatchObject({ nom: 'Accueil', telephone: '02 61 91 10 20' })
})

test('nothing goes online without a way to reach the service, and nothing is left behind', async () => {
  await expect(run(FICHIER, ['--slug', 'injoignable', '--publier'])).rejects.toMatchObject({ code: 2 })
  expect(await demarches.findDemarche('injoignable')).toBeUndefined()
})

test('a démarche that cannot be published is not created by --publier, and the reasons are told', async () => {
  const path = await aFile({ title: 'Sans cadre', revision: { champDescriptors: [] } })
  await expect(run(path, ['--publier', '--telephone', '02 61 91 10 20'])).rejects.toThrow(/cadre juridique/i)
  expect(await demarches.findDemarche('sans-cadre')).toBeUndefined()
})

test('our own export comes back as it was', async () => {
  const { slug } = await run(FICHIER, ['--slug', 'origine', '--telephone', '02 61 91 10 20'])
  const exported = found(await demarches.exportDemarche(slug))
  const copy = await run(await aFile(exported), ['--slug', 'copie'])
  expect(await demarches.exportDemarche(copy.slug)).toEqual({ ...exported, slug: 'copie' })
})

test('an address already taken is refused with what to do', async () => {
  await run(FICHIER, ['--slug', 'occupee'])
  await expect(run(FICHIER, ['--slug', 'occupee'])).rejects.toThrow('--slug occupee-2')
})

test('an unknown organisme is refused with what to do', async () => {
  await expect(run(FICHIER, [], '111111111')).rejects.toThrow('parvis organisme creer 111111111')
})

test('a file that is no démarche is refused with where and why', async () => {
  const path = await aFile({ title: 'Essai', revision: { champDescriptors: [{ label: 3 }] } })
  await expect(run(path)).rejects.toThrow('revision.champDescriptors[0].label')
})

test('a real démarche is imported, published, and can be filled in without a problem', async () => {
  if (!existsSync(REELLE)) {
    process.stdout.write('non joué : données réelles absentes\n')
    return
  }
  const { slug } = await run(REELLE, ['--publier', '--courriel', 'service@exemple.fr'])
  const { revisionId } = found(await demarches.findPublished(slug))
  const { definition } = await demarches.findRevision(revisionId)
  const lecteur: Lecteur = { today: '2026-11-24', referentiels: await createReferentiels() }
  const { saisies, pieces } = makeSaisies(definition, { random: seededRandom(1), lecteur })
  expect(problemesOf(readReponses(compileDefinition(definition), { saisies, pieces: {} }, lecteur))).toEqual([])
  expect(pieces.some(({ obligatoire }) => obligatoire)).toBe(false)
})

test.each([
  ['no file', []],
  ['two files', ['a.json', 'b.json', '--organisme', SIREN]],
  ['no organisme', ['a.json']],
  ['an option that does not exist', ['a.json', '--organisme', SIREN, '--vite']],
])('%s is badly asked: code 2', async (_, args) => {
  expect(await cli(args)).toMatchObject({ code: 2 })
})

test('a file that is missing, or not JSON, is a failure told in French: code 1', async () => {
  const broken = join(folder, 'broken.json')
  await writeFile(broken, '{"title":')
  expect(await cli(['absent.json', '--organisme', SIREN])).toEqual({
    code: 1,
    errors: ['Le fichier « absent.json » est introuvable.'],
  })
  expect(await cli([broken, '--organisme', SIREN])).toEqual({
    code: 1,
    errors: [`Le fichier « ${broken} » n’est pas du JSON.`],
  })
})

test('the address comes from the title', () => {
  expect(slugOf('Réglementation relative aux « Espèces Protégées » – œufs')).toBe(
    'reglementation-relative-aux-especes-protegees-oeufs',
  )
  expect(slugOf('…')).toBe('demarche')
  expect(slugOf('a'.repeat(300))).toHaveLength(80)
})

async function run(fichier: string, options: readonly string[] = [], organisme = SIREN) {
  const lines: string[] = []
  const asked = readAsked([fichier, '--organisme', organisme, ...options])
  const document: unknown = JSON.parse(readFileSync(fichier, 'utf8'))
  const slug = await importDocument({ db, demarches, document, asked, now: NOW, print: (line) => lines.push(line) })
  return { slug, lines }
}

async function publishNow(demarcheId: string): Promise<string> {
  const published = await withContext(db, { role: 'systeme' }, (tx) =>
    demarches.publishDemarche(tx, { demarcheId, now: NOW }),
  )
  return published.outcome
}

async function aFile(contenu: unknown): Promise<string> {
  const path = join(folder, `${crypto.randomUUID()}.json`)
  await writeFile(path, JSON.stringify(contenu))
  return path
}

async function cli(args: readonly string[]) {
  const errors: string[] = []
  const code = await runCli({
    args: ['demarche', 'import', ...args],
    env: {},
    commandes: [demarcheImport],
    print: () => {},
    printError: (line) => errors.push(line),
  })
  return { code, errors }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('not found')
  return value
}
