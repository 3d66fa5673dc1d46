import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../db/pool.ts'
import { withContext } from '../db/with-context.ts'
import { insertFichier } from './fichier.ts'
import { digestsOf, streamOf } from './sample-files.ts'
import { aPng } from './sample-images.ts'
import { createFileStore, type FileStore, type Recu } from './store.ts'
import { sweepOrphans } from './sweep-orphans.ts'
import type { FichierTables } from './tables.ts'

const NOW = new Date('2026-03-10T02:00:00Z')
const DAY_BEFORE = new Date('2026-03-09T01:59:59Z')
const THIS_DAY = new Date('2026-03-09T02:00:01Z')

let database: TestDatabase
let db: Kysely<FichierTables>
let owner: Kysely<FichierTables>
let root = ''
let store: FileStore

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<FichierTables>(database.pool)
  owner = createDb<FichierTables>(database.ownerPool)
})
afterAll(() => database.close())
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parvis-fichiers-'))
  store = createFileStore(root)
})
afterEach(async () => {
  rmSync(root, { recursive: true })
  await owner.deleteFrom('infra.fichier').execute()
})

test('the row of a file holds what was received, and says that nobody scanned it', async () => {
  const recu = await receive()

  const id = await keep(recu, NOW)

  const row = await owner.selectFrom('infra.fichier').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({
    nom: 'été.png',
    type: 'image/png',
    octets: aPng().length,
    analyse: 'non_analyse',
    created_at: NOW,
  })
  expect(row.sha256.toString('hex')).toBe(digestsOf(aPng()).sha256)
  expect(row.md5.toString('hex')).toBe(digestsOf(aPng()).md5)
})

test('a file is one row: its bytes cannot be given twice', async () => {
  const recu = await receive()
  await keep(recu, NOW)

  await expect(keep(recu, NOW)).rejects.toThrow('fichier_emplacement_key')
})

test('after a day, a file that nothing holds goes with its bytes; the others stay', async () => {
  const held = await receive()
  const forgotten = await receive()
  const recent = await receive()
  const heldId = await keep(held, DAY_BEFORE)
  await keep(forgotten, DAY_BEFORE)
  const recentId = await keep(recent, THIS_DAY)

  const swept = await sweepOrphans({ db, store, holders: [async () => [heldId], async () => []], now: NOW })

  expect(swept).toEqual({ arriving: 0, forgotten: 1, lost: 0 })
  expect((await owner.selectFrom('infra.fichier').select('id').execute()).map(({ id }) => id).sort()).toEqual(
    [heldId, recentId].sort(),
  )
  expect(filesIn(root).sort()).toEqual([held, recent].map(({ emplacement }) => emplacement.slice(6)).sort())
})

test('when no module says what it holds, no row is touched', async () => {
  await keep(await receive(), DAY_BEFORE)

  expect(await sweepOrphans({ db, store, holders: [], now: NOW })).toEqual({ arriving: 0, forgotten: 0, lost: 0 })
})

test('more files than one batch are all looked at', async () => {
  const ids: string[] = []
  for (let index = 0; index < 503; index += 1) {
    const emplacement = `aa/bb/${index.toString(16).padStart(32, '0')}`
    ids.push(
      await keep(
        {
          kind: 'recu',
          nom: 'a',
          type: 'x',
          octets: 1,
          sha256: Buffer.alloc(32),
          md5: Buffer.alloc(16),
          chiffre: false,
          emplacement,
          cle: Buffer.alloc(32),
        },
        DAY_BEFORE,
      ),
    )
  }
  const kept = new Set([ids[0], ids[502]])

  const swept = await sweepOrphans({
    db,
    store,
    holders: [async (_tx, asked) => asked.filter((id) => kept.has(id))],
    now: NOW,
  })

  expect(swept.forgotten).toBe(501)
})

test('bytes without a row go after a day: what they came with was not saved', async () => {
  const lost = await receive()
  const recent = await receive()
  const kept = await receive()
  await keep(kept, DAY_BEFORE)
  age(lost, DAY_BEFORE)
  age(kept, DAY_BEFORE)
  age(recent, THIS_DAY)

  const swept = await sweepOrphans({ db, store, holders: [], now: NOW })

  expect(swept).toEqual({ arriving: 0, forgotten: 0, lost: 1 })
  expect(filesIn(root)).toHaveLength(2)
})

test('files whose arrival was cut by a crash go after a day', async () => {
  mkdirSync(join(root, 'arrivee'))
  writeFileSync(join(root, 'arrivee', 'vieux'), 'x')
  writeFileSync(join(root, 'arrivee', 'recent'), 'x')
  utimesSync(join(root, 'arrivee', 'vieux'), DAY_BEFORE, DAY_BEFORE)
  utimesSync(join(root, 'arrivee', 'recent'), THIS_DAY, THIS_DAY)

  const swept = await sweepOrphans({ db, store, holders: [], now: NOW })

  expect(swept.arriving).toBe(1)
  expect(filesIn(root)).toEqual(['recent'])
})

test('a store that never received anything is swept without an error', async () => {
  const empty = createFileStore(join(root, 'jamais'))

  expect(await sweepOrphans({ db, store: empty, holders: [], now: NOW })).toEqual({
    arriving: 0,
    forgotten: 0,
    lost: 0,
  })
})

async function receive(): Promise<Recu> {
  const reception = await store.receive(streamOf(aPng()), { maxOctets: 1e6, nomOriginal: 'été.png' })
  if (reception.kind !== 'recu') throw new Error(reception.kind)
  return reception
}

async function keep(recu: Recu, now: Date): Promise<string> {
  const { id } = await withContext(db, { role: 'systeme' }, (tx) => insertFichier(tx, { recu, compteId: null, now }))
  return id
}

function age({ emplacement }: Recu, at: Date): void {
  utimesSync(join(root, emplacement), at, at)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  )
}
