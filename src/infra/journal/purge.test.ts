import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts'
import { jourOf } from '../../core/jour.ts'
import { createDb } from '../db/pool.ts'
import { withContext } from '../db/with-context.ts'
import { holdJournal } from './hold.ts'
import type { Classe } from './journal.ts'
import { signingKey } from './note.ts'
import { purgeJournal } from './purge.ts'
import { endOf, monthOf } from './segment.ts'
import { chainPending, sealJournal } from './sequencer.ts'
import { type Db, eraseSegment } from './store.ts'
import { verifyJournal } from './verify.ts'

const CLE = signingKey(Buffer.alloc(32, 7))
const VERN = '0190a000-0000-7000-8000-000000000001'

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

/** A key made at that instant (UUID version 7). */
function keyAt(at: Date): string {
  const hex = `${at.getTime().toString(16).padStart(12, '0')}7${randomBytes(9).toString('hex').slice(0, 3)}`
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12)}-8000-${randomBytes(6).toString('hex')}`
}

async function writeAt(at: Date, classe: Classe, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await database.ownerPool.query(
      `insert into infra.journal (id, at, organisme_id, role, action, objet, meta, classe)
       values ($1, $2, $3, 'agent', 'dossier.read', $4, '{}', $5)`,
      [keyAt(new Date(at.getTime() + n)), at, VERN, `dossier:${n}`, classe],
    )
}

/** Months before now, in the middle of a month. */
function monthsAgo(months: number): Date {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 15))
}

async function night(): Promise<{ readonly annonces: number; readonly effacees: number }> {
  const purge = await purgeJournal(db, new Date())
  await chainPending(db)
  await sealJournal({ db, cle: CLE, origine: 'parvis.exemple.fr/journal', dossier, now: new Date() })
  return purge
}

const verify = () => verifyJournal({ db, cles: [CLE], notes: [], now: new Date() })

async function left(classe: Classe): Promise<number> {
  const { rows } = await database.ownerPool.query(
    `select count(*)::int as n from infra.journal where classe = $1 and action = 'dossier.read'`,
    [classe],
  )
  return rows[0].n
}

/** Lines past their time, lines not yet, and what is kept for ever; a first night that signs them. */
async function writeOld(): Promise<void> {
  await writeAt(monthsAgo(38), 'echange', 4)
  await writeAt(monthsAgo(38), 'reste', 3)
  await writeAt(monthsAgo(14), 'reste', 5)
  await writeAt(monthsAgo(14), 'echange', 2)
  await writeAt(monthsAgo(11), 'reste', 6)
  await writeAt(monthsAgo(60), 'permanent', 1)
  expect(await night()).toEqual({ annonces: 0, effacees: 0 })
}

test('twelve months after, thirty-six for exchanges, lines are announced one night and erased the next, and the chain still reads', async () => {
  await writeOld()

  expect(await night()).toEqual({ annonces: 3, effacees: 0 })
  expect(await night()).toEqual({ annonces: 0, effacees: 12 })
  expect(await night()).toEqual({ annonces: 0, effacees: 0 })

  expect([await left('reste'), await left('echange'), await left('permanent')]).toEqual([6, 2, 1])
  expect(await verify()).toMatchObject({ lignes: 24, purgees: 12, anomalies: [] })
})

test('a line taken away before its time is found, even when an announcement is forged for it', async () => {
  await writeOld()
  const mois = monthsAgo(11).toISOString().slice(0, 7)
  await database.ownerPool.query(
    `insert into infra.journal (at, organisme_id, role, action, objet, meta, classe)
     values (now() + interval '10 years', $1, 'systeme', 'journal.purge', $2, '{"avant": 1000, "de": 1, "a": 1000}', 'permanent')`,
    [VERN, `segment:${VERN}:reste:${mois}`],
  )
  await night()
  await database.ownerPool.query(
    `begin; set local session_replication_role = replica;
     delete from infra.journal where objet = 'dossier:5' and classe = 'reste'; commit`,
  )

  expect((await verify()).anomalies.map(({ kind }) => kind)).toEqual(['ligne_absente'])
})

test('the application cannot erase what is not announced, not signed yet, or held', async () => {
  await writeOld()
  const erase = (annonce: string) =>
    withContext(db, { role: 'systeme' }, (tx) => eraseSegment(tx, { annonce, de: 1, a: 100 }))
  const { rows } = await database.ownerPool.query(`select id from infra.journal where objet = 'dossier:0' limit 1`)
  await expect(erase(rows[0].id)).rejects.toThrow('not announced')
  await purgeJournal(db, new Date())
  const announced = await database.ownerPool.query(
    `select id from infra.journal where action = 'journal.purge' limit 1`,
  )
  await expect(erase(announced.rows[0].id)).rejects.toThrow('not announced')
  const now = new Date()
  await holdJournal(db, { organismeId: VERN, jusquAu: jourOf(new Date(now.getTime() + 365 * 86_400_000)), now })
  await night()

  await expect(erase(announced.rows[0].id)).rejects.toThrow('held')
  expect(await night()).toEqual({ annonces: 0, effacees: 0 })
  expect([await left('reste'), await left('echange')]).toEqual([14, 6])
  await holdJournal(db, { organismeId: VERN, now: new Date() })
  expect((await night()).effacees).toBeGreaterThan(0)
})

test('the month of a line is in its key; a month is kept whole, and what is permanent for ever', () => {
  expect(monthOf(keyAt(new Date('2025-10-31T23:59:59Z')))).toBe('2025-10')
  expect(endOf({ chaine: VERN, classe: 'reste', mois: '2025-10' })).toEqual(new Date('2026-11-01T00:00:00Z'))
  expect(endOf({ chaine: VERN, classe: 'echange', mois: '2025-12' })).toEqual(new Date('2029-01-01T00:00:00Z'))
  expect(endOf({ chaine: VERN, classe: 'permanent', mois: '2025-10' })).toBeUndefined()
})
