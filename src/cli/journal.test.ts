import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createDb } from '../infra/db/pool.ts'
import { createOrganisme, loadAnnuaire } from '../modules/annuaire/index.ts'
import { journalCommandes } from './journal.ts'
import { runCli } from './run-cli.ts'

const VERN = '213503527'
let folder: string
let database: TestDatabase
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parvis-journal-'))
  database = await openTestDatabase()
  const db = createDb(database.ownerPool)
  await loadAnnuaire(db)
  await createOrganisme(db, { siren: VERN })
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

/** What a command said, and how it ended. */
async function run(...words: readonly string[]) {
  const lines: string[] = []
  const env = { DATABASE_URL: database.ownerUrl, PARVIS_DATA: folder, PARVIS_DEMO: '0', PARVIS_LOG: 'error' }
  const print = (line: string) => void lines.push(line)
  const code = await runCli({
    ...{ args: ['journal', ...words], env, commandes: journalCommandes },
    ...{ print, printError: print },
  })
  return { code, text: lines.join('\n') }
}

const said = async () => {
  const { rows } = await database.ownerPool.query<{ objet: string; meta: object; classe: string; origine: string }>(
    "select objet, meta, classe, origine from infra.journal where action = 'journal.hold' order by id",
  )
  return rows
}

test('garder puis libérer le journal d’un organisme, ou celui de l’installation, s’inscrit pour toujours', async () => {
  const { rows } = await database.ownerPool.query('select id from annuaire.organisme where siren = $1', [VERN])
  const kept = await run('garder', '--organisme', VERN, '--jusqu-au', '2099-12-31')
  const freed = await run('liberer', '--organisme', VERN)
  const instance = await run('garder', '--installation', 'oui', '--jusqu-au', '2099-12-31')

  expect([kept.code, freed.code, instance.code]).toEqual([0, 0, 0])
  expect(kept.text).toContain('jusqu’au 2099-12-31 compris')
  const [first, second, third] = await said()
  expect(first).toEqual({
    ...{ objet: `chaine:${rows[0]?.id}`, meta: { jusqu_au: '2099-12-31' } },
    ...{ classe: 'permanent', origine: 'commande' },
  })
  expect(second).toMatchObject({ objet: `chaine:${rows[0]?.id}`, meta: { fin: true } })
  expect(third?.objet).toBe('chaine:00000000-0000-0000-0000-000000000000')
})

test.each([
  [['garder', '--organisme', VERN]],
  [['garder', '--jusqu-au', '2099-12-31']],
  [['garder', '--organisme', VERN, '--jusqu-au', '2020-01-01']],
  [['garder', '--organisme', VERN, '--jusqu-au', 'demain']],
  [['garder', '--organisme', VERN, '--installation', 'oui', '--jusqu-au', '2099-12-31']],
  [['garder', '--installation', 'non', '--jusqu-au', '2099-12-31']],
  [['liberer']],
  [['liberer', VERN]],
])('ce qui n’est pas dit en entier n’est pas fait : journal %j', async (words) => {
  const before = await said()
  expect((await run(...words)).code).toBe(2)
  expect(await said()).toEqual(before)
})
