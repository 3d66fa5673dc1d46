import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../db/pool.ts'
import { withContext } from '../db/with-context.ts'
import { createLog } from '../log/log.ts'
import { writeJournal } from './journal.ts'
import { type Arbre, addLeaf, EMPTY, rootOf } from './merkle.ts'
import { verifyNightly } from './nightly.ts'
import { readNote, signingKey, writeNote } from './note.ts'
import { chainPending, sealJournal } from './sequencer.ts'
import { readChainState } from './state.ts'
import type { Db } from './store.ts'
import { verifyJournal } from './verify.ts'

const CLE = signingKey(Buffer.alloc(32, 7))
const NOW = new Date('2026-11-24T09:00:00Z')
const VERN = '0190a000-0000-7000-8000-000000000001'
const THOUARE = '0190a000-0000-7000-8000-000000000002'

let database: TestDatabase
let db: Db
let dossier: string
beforeEach(async () => {
  database = await openTestDatabase()
  db = createDb(database.pool)
  dossier = await mkdtemp(join(tmpdir(), 'parvis-journal-'))
})
afterEach(async () => {
  await database.close()
  await rm(dossier, { recursive: true, force: true })
})

async function write(count: number, organismeId?: string): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const meta = { n, texte: 'é "\u2028', vrai: true }
    await db
      .transaction()
      .execute((tx) =>
        writeJournal(tx, { at: NOW, role: 'agent', organismeId, action: 'dossier.read', objet: `dossier:${n}`, meta }),
      )
  }
}

const seal = () => sealJournal({ db, cle: CLE, origine: 'parvis.exemple.fr/journal', dossier, now: NOW })

async function exported(): Promise<readonly string[]> {
  const text = await readFile(join(dossier, 'scelles.txt'), 'utf8')
  return [...text.matchAll(/[^\n]+\n\d+\n[^\n]+\n\n— [^\n]+\n/g)].map(([note]) => note)
}

const verify = async (notes: readonly string[] = []) => verifyJournal({ db, cles: [CLE], notes, now: NOW })
const kinds = async (notes?: readonly string[]) => (await verify(notes)).anomalies.map(({ kind }) => kind)

/** What somebody who owns the database can do, triggers or not. */
async function asOwner(...statements: readonly string[]): Promise<void> {
  const all = ['begin', 'set local session_replication_role = replica', ...statements, 'commit']
  await database.ownerPool.query(all.join(';\n'))
}

test('lines are chained by organisme, in order, once, whoever chains them at the same time', async () => {
  await write(3, VERN)
  await write(2, THOUARE)
  await write(1)

  const chained = await Promise.all([chainPending(db), chainPending(db), chainPending(db)])

  expect(chained.toSorted()).toEqual([0, 0, 6])
  expect(await chainPending(db)).toBe(0)
  expect(await verify()).toEqual({ lignes: 6, purgees: 0, chaines: 3, scelles: 0, anomalies: [] })
})

// Written before lines said where they came from: the bytes are those of docs/decisions/0008, put together here by hand.
test('a line chained in the first format keeps verifying, and any change of it is found', async () => {
  const id = '0190a000-0000-7000-8000-0000000000ff'
  const body = `{"action":"dossier.read","at":"2026-11-24T09:00:00.000000Z","compte":null,"id":"${id}","meta":{},"objet":"dossier:1","organisme":"${VERN}","role":"agent"}`
  const hash = createHash('sha256')
  for (const part of ['parvis.journal/1', VERN, '1', '', body]) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(Buffer.byteLength(part))
    hash.update(length).update(part)
  }
  await asOwner(
    `insert into infra.journal (id, at, organisme_id, role, action, objet)
       values ('${id}', '2026-11-24T09:00:00Z', '${VERN}', 'agent', 'dossier.read', 'dossier:1')`,
    `insert into infra.maillon (rang, chaine, seq, journal_id, empreinte)
       values (0, '${VERN}', 1, '${id}', '\\x${hash.digest('hex')}')`,
  )
  await write(2, VERN)
  await chainPending(db)

  expect(await verify()).toEqual({ lignes: 3, purgees: 0, chaines: 1, scelles: 0, anomalies: [] })
  await asOwner('update infra.maillon set format = 2 where rang = 0')
  expect(await kinds()).toEqual(['ligne_modifiee'])
  await asOwner(
    'update infra.maillon set format = 1',
    "update infra.journal set objet = 'dossier:2' where objet = 'dossier:1'",
  )
  expect(await kinds()).toContain('ligne_modifiee')
})

test('what is written in a transaction that fails leaves neither a line nor a hole', async () => {
  await write(1, VERN)
  const failed = db.transaction().execute(async (tx) => {
    await writeJournal(tx, { at: NOW, role: 'agent', organismeId: VERN, action: 'dossier.decide', objet: 'dossier:9' })
    throw new Error('cancelled')
  })
  await expect(failed).rejects.toThrow('cancelled')
  await write(1, VERN)
  await chainPending(db)

  expect(await verify()).toMatchObject({ lignes: 2, anomalies: [] })
})

test('nobody changes the journal: neither the application, which may not, nor its owner by mistake', async () => {
  await write(1, VERN)
  await chainPending(db)
  await seal()

  for (const table of ['journal', 'maillon', 'scelle']) {
    await expect(database.pool.query(`delete from infra.${table}`), table).rejects.toThrow(/permission denied/)
    await expect(database.ownerPool.query(`delete from infra.${table}`), table).rejects.toThrow(/only added to/)
    await expect(database.ownerPool.query(`truncate infra.${table} cascade`), table).rejects.toThrow(/only added to/)
  }
  await expect(database.pool.query("update infra.journal set action = 'x'")).rejects.toThrow(/permission denied/)
  await expect(database.ownerPool.query("update infra.journal set action = 'x'")).rejects.toThrow(/only added to/)
})

test('without the context of the house the journal is not read', async () => {
  await write(2, VERN)
  const read = (role: 'usager' | 'agent' | 'systeme') =>
    withContext(db, { role, compteId: VERN }, (tx) => tx.selectFrom('infra.journal').select('id').execute())

  expect((await database.pool.query('select from infra.journal')).rowCount).toBe(0)
  expect([(await read('usager')).length, (await read('agent')).length, (await read('systeme')).length]).toEqual([
    0, 0, 2,
  ])
})

test.each([
  [
    'a word of a line',
    `update infra.journal set objet = 'dossier:autre' where objet = 'dossier:2'`,
    ['ligne_modifiee'],
  ],
  [
    'its hour, by a microsecond',
    `update infra.journal set at = at + interval '1 microsecond' where objet = 'dossier:2'`,
    ['ligne_modifiee'],
  ],
  [
    'what it carries',
    `update infra.journal set meta = meta || '{"n": 8}' where objet = 'dossier:2'`,
    ['ligne_modifiee'],
  ],
  [
    'from where it came',
    `update infra.journal set origine = 'commande2' where objet = 'dossier:2'`,
    ['ligne_modifiee'],
  ],
  [
    'for whom it was done',
    `update infra.journal set pour_id = '${VERN}' where objet = 'dossier:2'`,
    ['ligne_modifiee'],
  ],
  ['how long it is kept', `update infra.journal set classe = 'echange' where objet = 'dossier:2'`, ['ligne_modifiee']],
  [
    'the format of its digest, so that less is compared',
    `update infra.maillon set format = 1 where rang = 2`,
    ['ligne_modifiee'],
  ],
  ['a line taken away', `delete from infra.journal where objet = 'dossier:2'`, ['ligne_absente']],
  [
    'a line and its link taken away',
    `delete from infra.maillon where journal_id = (select id from infra.journal where objet = 'dossier:2');
     delete from infra.journal where objet = 'dossier:2'`,
    ['chaine_rompue', 'ligne_modifiee'],
  ],
  [
    'a line slipped in',
    `insert into infra.journal (at, role, action, objet) values (now(), 'agent', 'dossier.read', 'dossier:99')`,
    ['ligne_hors_chaine'],
  ],
])('the owner of the database is found out: %s', async (_what, statement, expected) => {
  await write(5, VERN)
  await chainPending(db)
  expect(await kinds()).toEqual([])

  await asOwner(statement)

  expect(new Set(await kinds())).toEqual(new Set(expected))
})

test('what was signed and kept elsewhere tells a cut end, and a journal made again from the start', async () => {
  await write(4, VERN)
  await chainPending(db)
  await seal()
  await write(3, VERN)
  await chainPending(db)
  await seal()
  const notes = await exported()
  expect(notes).toHaveLength(2)
  expect(await verify(notes)).toMatchObject({ lignes: 7, scelles: 2, anomalies: [] })

  await asOwner(
    'delete from infra.scelle where taille = 7',
    'delete from infra.journal where id in (select journal_id from infra.maillon where rang >= 4)',
    'delete from infra.maillon where rang >= 4',
  )
  expect([await kinds(), await kinds(notes)]).toEqual([[], ['fin_coupee']])

  await asOwner(
    "update infra.journal set objet = 'dossier:faux'",
    'insert into infra.journal_a_chainer select id from infra.journal',
    'delete from infra.maillon',
    'delete from infra.scelle',
  )
  await chainPending(db)
  expect([await kinds(), await kinds(notes.slice(0, 1))]).toEqual([[], ['racine_differente']])
})

test('the nightly reading tells the journal and the log what it found; an alteration is an alarm', async () => {
  const lines: string[] = []
  const log = createLog({ level: 'info', processus: 'test', stream: { write: (line) => void lines.push(line) } })
  const nightly = () => verifyNightly({ db, cles: [CLE], dossier, clock: () => NOW, log })
  await write(3, VERN)
  await chainPending(db)
  await seal()
  await nightly()
  expect((await readChainState(db)).verification).toEqual({ at: NOW, anomalies: 0, lignes: 3 })

  await asOwner("update infra.journal set objet = 'x' where objet = 'dossier:1'", 'delete from infra.scelle')
  await nightly()

  const { rows } = await database.ownerPool.query(
    "select meta from infra.journal where action = 'journal.verify' order by id desc limit 1",
  )
  expect(rows).toEqual([{ meta: { lignes: 3, chaines: 1, scelles: 1, anomalies: 1 } }])
  expect(lines.map((line) => z.object({ level: z.number() }).parse(JSON.parse(line)).level)).toEqual([30, 50])
})

test('signing again without a new line signs nothing', async () => {
  await write(1, VERN)
  await chainPending(db)

  expect([await seal(), await seal()]).toEqual([1, undefined])
  expect(await exported()).toHaveLength(1)
})

test('a note is read as it was written by its key, and by no other; a letter changed and it is refused', () => {
  const checkpoint = { origine: 'parvis.exemple.fr/journal', taille: 12, racine: randomBytes(32) }
  const note = writeNote(checkpoint, CLE)

  expect(readNote(note, CLE)).toEqual(checkpoint)
  expect(readNote(note, generateKeyPairSync('ed25519').publicKey)).toBeUndefined()
  expect(readNote(note.replace('\n12\n', '\n13\n'), CLE)).toBeUndefined()
  expect(readNote(note.replace('parvis.exemple', 'autre.exemple'), CLE)).toBeUndefined()
  expect(readNote('', CLE)).toBeUndefined()
})

// RFC 6962, 2.1.3, and the test vectors that its implementers share: the roots of the first leaves of that list.
test('the tree is that of RFC 6962', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const roots: string[] = []
  leaves.reduce((arbre: Arbre, leaf) => {
    const next = addLeaf(arbre, Buffer.from(leaf, 'hex'))
    roots.push(rootOf(next).toString('hex'))
    return next
  }, EMPTY)

  expect(rootOf(EMPTY).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(roots[0]).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  expect(roots[1]).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125')
  expect(roots[7]).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
})

test('two different histories never have the same root', () => {
  const history = fc.array(fc.uint8Array({ maxLength: 4 }), { maxLength: 20 })
  const root = (leaves: readonly Uint8Array[]) =>
    rootOf(leaves.reduce((arbre: Arbre, leaf) => addLeaf(arbre, Buffer.from(leaf)), EMPTY)).toString('hex')

  fc.assert(
    fc.property(history, history, (a, b) => {
      const same = JSON.stringify(a.map((leaf) => [...leaf])) === JSON.stringify(b.map((leaf) => [...leaf]))
      expect(root(a) === root(b)).toBe(same)
    }),
  )
})
