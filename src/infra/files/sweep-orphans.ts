import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely, Transaction } from 'kysely'
import { withContext } from '../db/with-context.ts'
import { ARRIVING, type FileStore } from './store.ts'
import type { FichierTables } from './tables.ts'

const DAY = 24 * 60 * 60 * 1000
const BATCH = 500

/** Which of these files a module still holds; asked in the transaction that is about to forget the others. */
// biome-ignore lint/suspicious/noExplicitAny: a hook crosses modules, each picks its own tables (house.md)
export type HoldsFichiers = (tx: Transaction<any>, ids: readonly string[]) => Promise<Iterable<string>>

/** What sweeping needs. */
export interface Sweep {
  readonly db: Kysely<FichierTables>
  readonly store: FileStore
  /** One for each module that attaches files. Without them every file would seem forgotten: then no row is touched. */
  readonly holders: readonly HoldsFichiers[]
  readonly now: Date
}

/** How many went, of each kind. */
export interface Swept {
  /** Files whose arrival was never ended. */
  readonly arriving: number
  /** Files kept that nothing holds any more. */
  readonly forgotten: number
  /** Bytes without a row: what they were received for was not saved. */
  readonly lost: number
}

/** Removes what is older than a day and serves nobody: job of every night. Safe to cut and to begin again. */
export async function sweepOrphans(sweep: Sweep): Promise<Swept> {
  const before = new Date(sweep.now.getTime() - DAY)
  return {
    arriving: await sweepArriving(sweep.store, before),
    forgotten: await sweepForgotten(sweep, before),
    lost: await sweepLost(sweep, before),
  }
}

async function sweepArriving(store: FileStore, before: Date): Promise<number> {
  const folder = join(store.root, ARRIVING)
  let removed = 0
  for (const name of await namesIn(folder)) {
    if (!(await isOlder(join(folder, name), before))) continue
    await rm(join(folder, name), { force: true })
    removed += 1
  }
  return removed
}

async function sweepForgotten({ db, store, holders }: Sweep, before: Date): Promise<number> {
  if (holders.length === 0) return 0
  let removed = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { last, emplacements } = await forgetBatch(db, { holders, before, after })
    // Bytes go after the commit: a row without bytes would be a broken file, bytes without a row are swept next time.
    for (const emplacement of emplacements) await store.remove(emplacement)
    removed += emplacements.length
    if (last === undefined) return removed
    after = last
  }
}

interface Batch {
  readonly holders: readonly HoldsFichiers[]
  readonly before: Date
  readonly after: string
}

function forgetBatch(db: Kysely<FichierTables>, { holders, before, after }: Batch) {
  return withContext(db, { role: 'systeme' }, async (tx) => {
    // Locked: who would attach one of them at this moment waits, then finds it gone.
    const rows = await tx
      .selectFrom('infra.fichier')
      .select(['id', 'emplacement'])
      .where('id', '>', after)
      .where('created_at', '<', before)
      .orderBy('id')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    const ids = rows.map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return { last, emplacements: [] }
    const held = new Set<string>()
    for (const holds of holders) for (const id of await holds(tx, ids)) held.add(id)
    // One file may have been given to several dossiers as copies of one row, never as two rows: its bytes go with its row.
    const forgotten = rows.filter(({ id }) => !held.has(id))
    if (forgotten.length > 0) {
      await tx
        .deleteFrom('infra.fichier')
        .where(
          'id',
          'in',
          forgotten.map(({ id }) => id),
        )
        .execute()
    }
    return { last, emplacements: forgotten.map(({ emplacement }) => emplacement) }
  })
}

async function sweepLost({ db, store }: Sweep, before: Date): Promise<number> {
  let removed = 0
  for (const first of await foldersIn(store.root)) {
    for (const second of await foldersIn(join(store.root, first))) {
      const old: string[] = []
      for (const name of await namesIn(join(store.root, first, second))) {
        if (await isOlder(join(store.root, first, second, name), before)) old.push(`${first}/${second}/${name}`)
      }
      removed += await removeUnknown({ db, store }, old)
    }
  }
  return removed
}

async function removeUnknown(
  { db, store }: Pick<Sweep, 'db' | 'store'>,
  emplacements: readonly string[],
): Promise<number> {
  if (emplacements.length === 0) return 0
  const rows = await withContext(db, { role: 'systeme' }, (tx) =>
    tx.selectFrom('infra.fichier').select('emplacement').where('emplacement', 'in', emplacements).execute(),
  )
  const known = new Set(rows.map(({ emplacement }) => emplacement))
  const unknown = emplacements.filter((emplacement) => !known.has(emplacement))
  for (const emplacement of unknown) await store.remove(emplacement)
  return unknown.length
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  return (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))
}

async function namesIn(folder: string): Promise<readonly string[]> {
  // No file was ever received: there is no folder yet.
  return readdir(folder).catch(() => [])
}

async function isOlder(path: string, before: Date): Promise<boolean> {
  const seen = await stat(path).catch(() => undefined)
  return seen?.isFile() === true && seen.mtime < before
}
