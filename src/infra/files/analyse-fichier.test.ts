import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../db/pool.ts'
import { withContext } from '../db/with-context.ts'
import { createLog } from '../log/log.ts'
import { type Analysis, analyseFichier } from './analyse-fichier.ts'
import { createClamav } from './clamav.ts'
import { insertFichier } from './fichier.ts'
import { destroyInfected, rescanFichiers } from './rescan.ts'
import { aZip, streamOf } from './sample-files.ts'
import type { FichierRange } from './sealed-file.ts'
import { createFileStore, type FileStore } from './store.ts'
import type { FichierTables } from './tables.ts'
import { openTestClamd, type TestClamd } from './test-clamd.ts'

const NOW = new Date('2026-11-28T10:00:00Z')
const VIRUS = 'stream: Essai.Virus FOUND'

let database: TestDatabase
let db: Kysely<FichierTables>
let owner: Kysely<FichierTables>
let clamd: TestClamd
let root = ''
let store: FileStore
let deps: Analysis
let queued: { readonly id: string; readonly at: Date | undefined }[]
let found: string[]
let ranges: Map<string, FichierRange>

beforeAll(async () => {
  database = await openTestDatabase()
  db = createDb<FichierTables>(database.pool)
  owner = createDb<FichierTables>(database.ownerPool)
})
afterAll(() => database.close())
beforeEach(async () => {
  clamd = await openTestClamd()
  root = mkdtempSync(join(tmpdir(), 'parvis-analyse-'))
  store = createFileStore(root)
  queued = []
  found = []
  ranges = new Map()
  deps = {
    ...{ db, store, antivirus: createClamav(clamd.address), log: createLog({ level: 'silent', processus: 'test' }) },
    queueAnalyse: async (_tx, id, at) => {
      queued.push({ id, at })
    },
    findRange: async (_tx, id) => ranges.get(id),
    onInfecte: [async (_tx, { nom }) => void found.push(nom)],
  }
})
afterEach(async () => {
  await clamd.close()
  rmSync(root, { recursive: true })
  await owner.deleteFrom('infra.fichier').execute()
})

async function keep(bytes: Buffer | string = 'Bonjour', nomOriginal = 'note.txt', now = NOW): Promise<string> {
  const recu = await store.receive(streamOf(bytes), { maxOctets: 1e6, nomOriginal })
  if (recu.kind !== 'recu') throw new Error(recu.kind)
  const { id } = await withContext(db, { role: 'systeme' }, (tx) =>
    insertFichier(tx, { recu, compteId: null, now }, deps.queueAnalyse),
  )
  ranges.set(id, recu)
  return id
}

function rowOf(id: string) {
  return owner
    .selectFrom('infra.fichier')
    .select(['analyse', 'analyse_motif', 'analyse_moteur', 'analyse_at', 'analyse_essais', 'detruit_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

const analyse = (id: string, now = NOW) => analyseFichier(deps, { id, now })

test('a file kept where there is an antivirus waits, and its scan is queued', async () => {
  const id = await keep()

  expect(await rowOf(id)).toMatchObject({ analyse: 'en_attente', analyse_motif: null })
  expect(queued).toEqual([{ id, at: undefined }])
})

test('what the engine found sound is remembered with the engine, its signatures and the time', async () => {
  const id = await keep()

  await analyse(id)

  expect(await rowOf(id)).toMatchObject({
    ...{ analyse: 'sain', analyse_motif: null, analyse_at: NOW },
    analyse_moteur: 'ClamAV 1.4.3/27654/Sat Nov 28 09:27:00 2026',
  })
  expect(clamd.received.map(String)).toEqual(['Bonjour'])
  expect(found).toEqual([])
})

test('a virus is told once, and nothing said later undoes it', async () => {
  const id = await keep()
  clamd.say({ file: VIRUS })
  await analyse(id)
  clamd.say({})
  await analyse(id)

  expect(await rowOf(id)).toMatchObject({ analyse: 'infecte', analyse_motif: null })
  expect(found).toEqual(['note.txt'])
})

test('without an answer it is tried again 1, 5 and 30 minutes later, then said not to have been scanned', async () => {
  const id = await keep()
  clamd.say({ file: undefined })

  for (let attempt = 0; attempt < 4; attempt += 1) await analyse(id)

  expect(queued.slice(1).map(({ at }) => at?.toISOString())).toEqual([
    '2026-11-28T10:01:00.000Z',
    '2026-11-28T10:05:00.000Z',
    '2026-11-28T10:30:00.000Z',
  ])
  expect(await rowOf(id)).toMatchObject({ analyse: 'non_analyse', analyse_motif: 'indisponible', analyse_at: null })
})

test('an engine that does not say who it is has said nothing', async () => {
  const id = await keep()
  clamd.say({ version: undefined })

  await analyse(id)

  expect(await rowOf(id)).toMatchObject({ analyse: 'en_attente', analyse_essais: 1 })
})

test('what could not be looked into is never called sound, and says why', async () => {
  const closed = await keep(aZip([{ name: 'a.txt', content: 'x', encrypted: true }]), 'a.zip')
  const other = await keep(Buffer.concat([Buffer.from('526172211a0700', 'hex'), Buffer.alloc(100)]), 'a.rar')
  const large = await keep()

  await analyse(closed)
  await analyse(other)
  clamd.say({ file: 'INSTREAM size limit exceeded. ERROR' })
  await analyse(large)

  expect(await rowOf(closed)).toMatchObject({ analyse: 'non_analyse', analyse_motif: 'chiffre' })
  expect(await rowOf(other)).toMatchObject({ analyse: 'non_analyse', analyse_motif: 'format' })
  expect(await rowOf(large)).toMatchObject({ analyse: 'non_analyse', analyse_motif: 'trop_gros' })
})

test('a virus in what a password closes is still a virus', async () => {
  const closed = await keep(aZip([{ name: 'a.txt', content: 'x', encrypted: true }]), 'a.zip')
  clamd.say({ file: VIRUS })

  await analyse(closed)

  expect((await rowOf(closed)).analyse).toBe('infecte')
})

test('a file larger than the engine looks into is not sent', async () => {
  const id = await keep()
  await owner.updateTable('infra.fichier').set({ octets: 100_000_001 }).where('id', '=', id).execute()

  await analyse(id)

  expect(await rowOf(id)).toMatchObject({ analyse: 'non_analyse', analyse_motif: 'trop_gros' })
  expect(clamd.received).toEqual([])
})

test('a file that nobody holds any more is left to be swept', async () => {
  const id = await keep()
  ranges.clear()

  await analyse(id)

  expect(await rowOf(id)).toMatchObject({ analyse: 'en_attente', analyse_essais: 0 })
  expect(clamd.received).toEqual([])
})

test('a file gone since is no error', async () => {
  expect(await analyse('019d0000-0000-7000-8000-000000000000')).toBe('sain')
})

test('when the signatures change, files of the last thirty days are looked at again, and a new virus is found', async () => {
  const recent = await keep('récent')
  const old = await keep('ancien', 'note.txt', new Date('2026-10-20T00:00:00Z'))
  await analyse(recent)
  await analyse(old)
  const signal = new AbortController().signal

  const unchanged = await rescanFichiers(deps, { now: NOW, signal })
  clamd.say({ file: VIRUS, version: 'ClamAV 1.4.3/27655/Sun Nov 29 09:27:00 2026' })
  const changed = await rescanFichiers(deps, { now: NOW, signal })

  expect([unchanged, changed]).toEqual([0, 1])
  expect([(await rowOf(recent)).analyse, (await rowOf(old)).analyse]).toEqual(['infecte', 'sain'])
})

test('signatures that arrive during a scan may not have served: the file is looked at again the next day', async () => {
  const id = await keep('pendant')
  const newer = 'ClamAV 1.4.3/27655/Sun Nov 29 09:27:00 2026'
  const renewed = {
    ...deps,
    antivirus: {
      ...deps.antivirus,
      scan: async (...file: Parameters<typeof deps.antivirus.scan>) => {
        clamd.say({ version: newer })
        return deps.antivirus.scan(...file)
      },
    },
  }

  await analyseFichier(renewed, { id, now: NOW })

  expect(await rescanFichiers(deps, { now: NOW, signal: new AbortController().signal })).toBe(1)
})

test('files that no engine saw are looked at once there is one; a sound one stays so while it is silent', async () => {
  const sound = await keep('sain')
  await analyse(sound)
  const unseen = await keep('jamais vu')
  await owner
    .updateTable('infra.fichier')
    .set({ analyse: 'non_analyse', analyse_motif: 'aucun_antivirus' })
    .where('id', '=', unseen)
    .execute()
  const signal = new AbortController().signal
  clamd.say({ file: undefined, version: 'ClamAV 1.4.3/27655/Sun Nov 29 09:27:00 2026' })

  const silent = await rescanFichiers(deps, { now: NOW, signal })
  clamd.say({})
  const seen = await rescanFichiers(deps, { now: NOW, signal })

  expect([silent, seen]).toEqual([0, 1])
  expect((await rowOf(sound)).analyse).toBe('sain')
  expect((await rowOf(unseen)).analyse).toBe('sain')
})

test('an infected file is destroyed thirty days after; its row tells so', async () => {
  const id = await keep()
  clamd.say({ file: VIRUS })
  await analyse(id)

  const before = await destroyInfected({ db, store, now: new Date('2026-12-28T09:59:00Z') })
  const after = await destroyInfected({ db, store, now: new Date('2026-12-28T10:01:00Z') })
  const again = await destroyInfected({ db, store, now: new Date('2026-12-28T10:02:00Z') })

  expect([before, after, again]).toEqual([0, 1, 0])
  expect((await rowOf(id)).detruit_at).toEqual(new Date('2026-12-28T10:01:00Z'))
  expect(readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([])
})
