import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { loadKeys } from '../infra/crypto/keys.ts'
import { open, seal } from '../infra/crypto/seal.ts'
import { createDb } from '../infra/db/pool.ts'
import { withContext } from '../infra/db/with-context.ts'
import { chainPending, sealJournal } from '../infra/journal/sequencer.ts'
import { journalSigning } from '../infra/journal/signing.ts'
import { createTrousseau } from '../infra/trousseau/trousseau.ts'
import { createOrganisme, loadAnnuaire } from '../modules/annuaire/index.ts'
import { clesCommandes } from './cles.ts'
import { createContext } from './context.ts'
import { journalVerifier } from './journal.ts'
import { runCli } from './run-cli.ts'

const VERN = '213503527'
const COMPTE = '0190a000-0000-7000-8000-000000000001'
const NOW = new Date('2026-11-24T10:00:00Z')
const PLACE = `comptes.totp|secret|${COMPTE}`
let folder: string
let database: TestDatabase
let env: Record<string, string>
let former: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-cles-'))
  database = await openTestDatabase()
  env = { DATABASE_URL: database.ownerUrl, PARVIS_DATA: folder, PARVIS_DEMO: '0', PARVIS_LOG: 'error' }
  former = keys().trousseau[0].kid
  await fill()
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const settings = () => createContext(env, () => {}).settings()
const keys = () => loadKeys(settings().cles)

/** The key of an organisme, an application of codes, a passphrase, and a signed journal: all that depends on the master key. */
async function fill(): Promise<void> {
  const db = createDb(database.ownerPool)
  await loadAnnuaire(db)
  const vern = await createOrganisme(db, { siren: VERN })
  if (vern.outcome === 'unknown') throw new Error('no commune')
  const { facteurs, phrases, trousseau } = keys()
  const thing = { organismeId: vern.organisme.id, place: 'ici', now: NOW }
  await db.transaction().execute((tx) => createTrousseau(trousseau).make(tx, thing))
  await database.ownerPool.query(
    "insert into comptes.compte (id, nature, courriel, langue, created_at) values ($1, 'courriel', 'anne@exemple.fr', 'fr', now())",
    [COMPTE],
  )
  await database.ownerPool.query('insert into comptes.totp values ($1, $2, 0, now())', [
    COMPTE,
    seal(facteurs[0], 'secret', PLACE),
  ])
  await database.ownerPool.query("insert into comptes.phrase values ($1, 'hachage', $2, now())", [
    COMPTE,
    phrases[0].kid,
  ])
}

/** What a command answers, as in a terminal. */
async function parvis(...args: readonly string[]) {
  const out: string[] = []
  const errors: string[] = []
  const code = await runCli({
    ...{ args, env, commandes: [...clesCommandes, journalVerifier] },
    print: (line) => out.push(line),
    printError: (line) => errors.push(line),
  })
  return { code, out: out.join('\n'), errors: errors.join('\n') }
}

/** What a worker started with the present keys does: the queued job, and the journal signed. */
async function work(): Promise<void> {
  await createContext(env, () => {}).withApp(({ app }) => app.rotation.run(new AbortController().signal))
  await sign()
}

async function sign(): Promise<void> {
  const db = createDb<unknown>(database.pool)
  await withContext(db, { role: 'systeme' }, async () => {})
  while ((await chainPending(db)) > 0);
  await sealJournal({ db, ...journalSigning(settings(), keys()), now: NOW })
}

async function queued(): Promise<number | null> {
  return (await database.ownerPool.query("select from taches.job where name = 'chiffrement' and data->>'id' = 'cles'"))
    .rowCount
}

test('there is nothing to end while one master key serves', async () => {
  expect(await parvis('cles', 'terminer')).toMatchObject({ code: 1, errors: expect.stringContaining('Une seule clé') })
})

test('the master key is changed from one end to the other, and leaves only once nothing depends on it', async () => {
  await parvis('cles', 'tourner')
  await sign()
  expect(await parvis('cles', 'remplacer')).toMatchObject({ code: 0 })

  const etat = await parvis('cles', 'etat')
  expect(etat.out).toMatch(/clés d’organismes : 0 sous la présente, 2 sous l’ancienne/)
  expect(etat.out).toMatch(/secrets d’applications de codes : 0 sous la présente, 1 sous l’ancienne/)
  const early = await parvis('cles', 'terminer')
  expect(early).toMatchObject({ code: 1, errors: expect.stringContaining('cles tourner') })

  const before = await queued()
  expect(await parvis('cles', 'tourner')).toMatchObject({ code: 0, out: expect.stringContaining('organismes : 1.') })
  expect(await queued()).toBe((before ?? 0) + 1)
  await createContext(env, () => {}).withApp(({ app }) => app.rotation.run(new AbortController().signal))
  expect((await parvis('cles', 'terminer')).errors).toMatch(/phrases de passe, 1.*--oublier-phrases/s)
  // A worker that was not started again still signs with the former key.
  expect((await parvis('cles', 'terminer', '--oublier-phrases')).errors).toMatch(/relancez/)

  await work()
  const ended = await parvis('cles', 'terminer', '--oublier-phrases')
  expect(ended).toMatchObject({ code: 0, errors: '' })
  expect(ended.out).toContain(`La clé maître ${former} est retirée`)
  expect((await readdir(join(folder, 'cles'))).toSorted()).toEqual(['maitre.cle', 'numeros.cle'])
})

test('with the new master key alone, everything opens, and the journal signed by the former is believed', async () => {
  const { facteurs, trousseau } = keys()
  const { rows } = await database.ownerPool.query<{ secret: string }>('select secret from comptes.totp')
  expect(trousseau).toHaveLength(1)
  expect(open(facteurs, rows[0]?.secret ?? '', PLACE)).toBe('secret')
  const etat = await parvis('cles', 'etat')
  expect(etat.out).toMatch(/clés d’organismes : 3 sous la présente$/m)
  expect(etat.out).toMatch(/phrases de passe : 0 sous la présente, 1 sous une clé qui n’est pas là/)
  expect(await parvis('journal', 'verifier')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Rien n’a été altéré.'),
  })
})

test('what is not understood is told, and changes nothing', async () => {
  expect((await parvis('cles', 'terminer', '--tout')).code).toBe(2)
  expect((await parvis('cles', 'tourner', 'vern')).code).toBe(2)
  expect((await parvis('cles', 'tourner', '--organisme', 'prefecture-63')).errors).toContain('Aucun organisme')
})
