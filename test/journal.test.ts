import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createContext } from '../src/cli/context.ts'
import { packageRoot } from '../src/infra/package-root.ts'
import { FAMILLES } from '../src/modules/audit/actes.ts'
import { openTestDatabase } from './database.ts'

const cwd = packageRoot()
const read = (path: string) => readFileSync(join(cwd, path), 'utf8')

/** Addresses that are technique: another administration's fake, and the catch of unreadable addresses. */
const HORS_TABLE = /\/_adresse-illisible$|\/demo-idp/

/** Every address of the program, as a demonstration serves it. */
async function listAdresses(): Promise<readonly string[]> {
  const database = await openTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'parvis-journal-'))
  const env = { DATABASE_URL: database.ownerUrl, PARVIS_DATA: folder, PARVIS_LOG: 'error', PARVIS_DEMO: '1' }
  const context = createContext(env, () => {})
  const opened = await context.openApp(await context.openDatabase(), { processus: 'serve' })
  try {
    return opened.app.http.adresses().filter((each) => !each.startsWith('HEAD ') && !HORS_TABLE.test(each))
  } finally {
    await opened.close()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What docs/journal.md says of each address. */
function readTable(): ReadonlyMap<string, string> {
  const rows = read('docs/journal.md').matchAll(/^\| `([A-Z]+ \/[^`]*)` \| (.+) \|$/gm)
  return new Map([...rows].map(([, adresse = '', ecrit = '']) => [adresse, ecrit]))
}

/** The acts that the code writes: `action: 'dossier.read'`, and those made of a word of the lifecycle. */
function writtenActions(): ReadonlySet<string> {
  const sources = globSync('src/**/*.{ts,tsx}', { cwd }).filter((path) => !/\.test\.tsx?$/.test(path))
  const texts = sources.map(read).filter((text) => /\b(?:writeJournal|writeRepeated|Fait)\b/.test(text))
  const written = texts.flatMap((text) => text.match(/(?<=')[a-z]+\.[a-z_]+(?=')/g) ?? [])
  return new Set(written.filter((action) => !action.startsWith('infra.')))
}

test('each address says in docs/journal.md what it writes in the journal, or why nothing: a new one is added there', async () => {
  const adresses = await listAdresses()
  const table = readTable()

  expect([...table.keys()].toSorted()).toEqual(adresses.toSorted())
  const empty = [...table].filter(([, ecrit]) => !/`[a-z]+\.[a-z_]+`|^rien : ./.test(ecrit))
  expect(empty).toEqual([])
})

test('each act that the code writes is told in docs/journal.md', () => {
  const told = new Set(read('docs/journal.md').match(/(?<=`)[a-z]+\.[a-z_]+(?=`)/g))

  expect([...writtenActions()].filter((action) => !told.has(action)).toSorted()).toEqual([])
})

test('each act that the code writes has its family and its sentence for auditors', () => {
  const known = new Set<string>(Object.values(FAMILLES).flat())

  expect([...writtenActions()].filter((action) => !known.has(action)).toSorted()).toEqual([])
})
