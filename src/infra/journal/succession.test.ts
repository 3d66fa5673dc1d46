import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { createDb } from '../db/pool.ts'
import { withContext } from '../db/with-context.ts'
import { writeJournal } from './journal.ts'
import { signingKey, writeNote } from './note.ts'
import { chainPending, sealJournal } from './sequencer.ts'
import type { Db } from './store.ts'
import { believedKeys, keepSuccession, readBelieved, writeSuccession } from './succession.ts'
import { verifyJournal } from './verify.ts'

const keyOf = (byte: number) => signingKey(Buffer.alloc(32, byte))
const [un, deux, trois, voleur] = [keyOf(11), keyOf(12), keyOf(13), keyOf(14)] as const
const ORIGINE = 'parvis.exemple.fr/journal'
const NOW = new Date('2026-11-24T09:00:00Z')
const at = (taille: number) => ({ origine: ORIGINE, taille, racine: Buffer.alloc(32, taille) })

const word = (ancienne: typeof un, jusqua: number, key: typeof un) =>
  writeSuccession({ origine: ORIGINE, ancienne, jusqua }, key)

let database: TestDatabase
let db: Db
let dossier: string
beforeEach(async () => {
  database = await openTestDatabase()
  db = createDb(database.pool)
  dossier = await mkdtemp(join(tmpdir(), 'parvis-succession-'))
})
afterEach(async () => {
  await database.close()
  await rm(dossier, { recursive: true, force: true })
})

/** One more line, and a checkpoint signed by that key. */
async function grow(cle: typeof un): Promise<void> {
  const fait = { at: NOW, role: 'systeme', action: 'journal.verify', objet: 'journal' } as const
  await withContext(db, { role: 'systeme' }, (tx) => writeJournal(tx, fait))
  await chainPending(db)
  await sealJournal({ db, cle, origine: ORIGINE, dossier, now: NOW })
}

const kinds = async (cle: typeof un) =>
  (await verifyJournal({ db, cles: [cle], notes: [], now: NOW })).anomalies.map(({ kind }) => kind)

test('what a former key signed before it left is believed on the word of those that followed it, and not after', () => {
  const believed = believedKeys([word(un, 10, deux), word(deux, 20, trois)], [trois])

  expect(readBelieved(writeNote(at(10), un), believed)).toEqual(at(10))
  expect(readBelieved(writeNote(at(20), deux), believed)).toEqual(at(20))
  expect(readBelieved(writeNote(at(99), trois), believed)).toEqual(at(99))
  expect(readBelieved(writeNote(at(11), un), believed)).toBeUndefined()
  expect(readBelieved(writeNote(at(21), deux), believed)).toBeUndefined()
})

test('a word is believed only from a key that is: neither a thief’s, nor one that was changed, nor beyond the one that gave it', () => {
  const forged = [
    word(voleur, 1000, voleur),
    word(un, 10, deux).replace('\n10\n', '\n99\n'),
    word(voleur, 1000, un),
    writeNote(at(10), trois),
  ]
  expect(believedKeys(forged, [trois])).toHaveLength(1)

  const stolen = believedKeys([word(un, 10, trois), word(voleur, 1000, un)], [trois])
  expect(readBelieved(writeNote(at(10), voleur), stolen)).toEqual(at(10))
  expect(readBelieved(writeNote(at(11), voleur), stolen)).toBeUndefined()
})

test('a key that still signs does not leave; once another signs, the journal is believed with that one alone', async () => {
  const succession = { origine: ORIGINE, cle: deux, ancienne: un, now: NOW }
  const keep = () => withContext(db, { role: 'systeme' }, (tx) => keepSuccession(tx, succession))
  await grow(un)
  expect(await keep()).toBe(false)
  expect(await kinds(deux)).toEqual(['signature_invalide'])

  await grow(deux)
  expect(await keep()).toBe(true)

  expect(await kinds(deux)).toEqual([])
  expect(await kinds(un)).toEqual(['signature_invalide'])
})
