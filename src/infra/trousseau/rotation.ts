import type { Kysely, Transaction } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import { withContext } from '../db/with-context.ts'
import { writeJournal } from '../journal/journal.ts'
import { type Colonne, countByCle, type Dependance, resealBatch } from './colonnes.ts'
import { listRangs } from './store.ts'
import type { Trousseau } from './trousseau.ts'

// biome-ignore lint/suspicious/noExplicitAny: keys are beside every module, and each column belongs to its own (house.md, hooks)
type Db = Kysely<any>
// biome-ignore lint/suspicious/noExplicitAny: the same
type AnyTx = Transaction<any>

/** What a module does of the rotation, one transaction a step: stopped between two, nothing is half done. */
export type Renewal = (now: Date) => AsyncIterable<unknown>

/** What rotation is made of. */
export interface RotationDeps {
  readonly db: Db
  readonly clock: Clock
  readonly trousseau: Trousseau
  readonly colonnes: readonly Colonne[]
  /** What depends on a key and cannot be sealed again by us: its owner does it by coming back. */
  readonly empreintes: readonly Dependance[]
  readonly renewals: readonly Renewal[]
  /** Queues the job. */
  readonly enqueue: (tx: AnyTx) => Promise<void>
}

/** How many rows are under a master key, of one kind. */
export interface SousCle {
  readonly nom: string
  readonly presente: number
  readonly ancienne: number
  /** Under a key that is not there: they do not open. */
  readonly absente: number
  /** The rotation moves them; otherwise each waits for its owner. */
  readonly deplacable: boolean
}

/** How the keys of data are changed. */
export interface Rotation {
  /** Counts what is under each master key. */
  count(): Promise<readonly SousCle[]>
  /**
   * Makes a new key for every organisme that has one, or for that one alone, and queues the job that moves what is under the
   * others; gives how many were made.
   */
  start(organismeId?: string): Promise<number>
  /**
   * The job: seals again what is not under the present keys, and what came before there were keys. Safe to cut and to begin
   * again, and for two at once: each step is a transaction with its line in the journal.
   */
  run(signal: AbortSignal): Promise<void>
}

/** The rotation of an instance. */
export function createRotation(deps: RotationDeps): Rotation {
  const { db, clock } = deps
  const asHouse = <Result>(act: (tx: AnyTx) => Promise<Result>) => withContext(db, { role: 'systeme' }, act)
  return {
    count: () => asHouse((tx) => count(tx, deps)),
    start: (organismeId) => asHouse((tx) => start(tx, deps, organismeId)),
    async run(signal) {
      for await (const _ of steps(deps, clock())) if (signal.aborted) return
    },
  }
}

async function count(tx: AnyTx, { colonnes, empreintes }: RotationDeps): Promise<readonly SousCle[]> {
  const counted: SousCle[] = []
  const all = [...colonnes, ...empreintes]
  // One table after the other: a transaction has one connection.
  for (const dependance of all) {
    const [present, former] = dependance.ring
    const found = await countByCle(tx, dependance)
    const presente = found.get(present.kid) ?? 0
    const ancienne = (former && found.get(former.kid)) ?? 0
    const total = [...found.values()].reduce((sum, nombre) => sum + nombre, 0)
    const deplacable = !empreintes.includes(dependance)
    counted.push({ nom: dependance.nom, presente, ancienne, absente: total - presente - ancienne, deplacable })
  }
  return counted
}

const BATCH = 500

async function start(tx: AnyTx, { trousseau, clock, enqueue }: RotationDeps, organismeId?: string): Promise<number> {
  const now = clock()
  const known = await listRangs(tx.$pickTables<'infra.cle_organisme'>())
  const chosen = known.filter((one) => organismeId === undefined || one.organismeId === organismeId)
  const told = { at: now, role: 'systeme' } as const
  await writeJournal(tx, { ...told, action: 'cle.turn', objet: 'instance', meta: { organismes: chosen.length } })
  for (let at = 0; at < chosen.length; at += BATCH) {
    const next = chosen.slice(at, at + BATCH).map((one) => ({ ...one, rang: one.rang + 1 }))
    await trousseau.turn(tx, { next, now })
    const faits = next.map(({ rang, ...of }) => ({
      ...told,
      ...of,
      objet: `organisme:${of.organismeId}`,
      meta: { rang },
    }))
    await writeJournal(tx, ...faits.map((fait) => ({ ...fait, action: 'cle.renew' })))
  }
  await enqueue(tx)
  return chosen.length
}

async function* steps({ db, colonnes, renewals }: RotationDeps, now: Date): AsyncGenerator<unknown> {
  for (const colonne of colonnes) yield* resealColonne(db, colonne, now)
  for (const renew of renewals) yield* renew(now)
}

async function* resealColonne(db: Db, colonne: Colonne, now: Date): AsyncGenerator<number> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const from: string = after
    const batch = await withContext(db, { role: 'systeme' }, async (tx) => {
      const done = await resealBatch(tx, colonne, from)
      if (done.scelles > 0) await tellReseal(tx, { quoi: colonne.table, nombre: done.scelles, now })
      return done
    })
    after = batch.last
    yield batch.scelles
  }
}

/** Tells the journal that values were sealed again under the present key. */
export async function tellReseal(
  tx: AnyTx,
  { quoi, nombre, now }: { quoi: string; nombre: number; now: Date },
): Promise<void> {
  await writeJournal(tx, {
    ...{ at: now, role: 'systeme', action: 'cle.reseal', objet: 'instance' },
    meta: { quoi, nombre },
  })
}
