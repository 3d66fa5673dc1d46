import type { KeyObject } from 'node:crypto'
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../clock/clock.ts'
import { withContext } from '../db/with-context.ts'
import type { Log } from '../log/log.ts'
import { CHAINE_INSTANCE, digestOf, FORMAT } from './chain.ts'
import { type Arbre, addLeaf, EMPTY, rootOf } from './merkle.ts'
import { verifierOf, writeNote } from './note.ts'
import { SCELLES } from './scelles.ts'
import {
  countMaillons,
  type Db,
  findLastScelle,
  insertMaillons,
  insertScelle,
  listHeads,
  listMaillons,
  lockChaining,
  type Maillon,
  takePending,
} from './store.ts'

const BATCH = 500

/** Chains what waits, five hundred lines at most; gives how many. Several processes may call it: one of them does it. */
export function chainPending(db: Db): Promise<number> {
  return withContext(db, { role: 'systeme' }, async (tx) => {
    if (!(await lockChaining(tx))) return 0
    const lignes = await takePending(tx, BATCH)
    if (lignes.length === 0) return 0
    const chaines = [...new Set(lignes.map(({ organisme }) => organisme ?? CHAINE_INSTANCE))]
    const heads = new Map<string, Pick<Maillon, 'seq' | 'empreinte'>>()
    for (const head of await listHeads(tx, chaines)) heads.set(head.chaine, head)
    const first = await countMaillons(tx)
    const maillons = lignes.map((ligne, index) => {
      const chaine = ligne.organisme ?? CHAINE_INSTANCE
      const head = heads.get(chaine)
      const seq = (head?.seq ?? 0) + 1
      const empreinte = digestOf(ligne, { format: FORMAT, chaine, seq, precedente: head?.empreinte })
      heads.set(chaine, { seq, empreinte })
      return { rang: first + index, chaine, seq, journalId: ligne.id, empreinte, format: FORMAT, classe: ligne.classe }
    })
    await insertMaillons(tx, maillons)
    return maillons.length
  })
}

/** What signing needs. */
export interface Sealing {
  readonly db: Db
  readonly cle: KeyObject
  /** Names the journal: `demarches.exemple.fr/journal`. */
  readonly origine: string
  /** Where checkpoints are added to `scelles.txt`, to be copied out of reach of whoever holds the database. */
  readonly dossier: string
  readonly now: Date
}

/** Signs the journal as it is, unless nothing was added since the last time; gives its size, or nothing. */
export async function sealJournal({ db, cle, origine, dossier, now }: Sealing): Promise<number | undefined> {
  const note = await withContext(db, { role: 'systeme' }, async (tx) => {
    if (!(await lockChaining(tx))) return undefined
    const last = await findLastScelle(tx)
    let arbre: Arbre = last ?? EMPTY
    for (;;) {
      const more = await listMaillons(tx, { from: arbre.taille, limit: BATCH })
      for (const { empreinte } of more) arbre = addLeaf(arbre, empreinte)
      if (more.length < BATCH) break
    }
    if (arbre.taille === (last?.taille ?? 0)) return undefined
    const checkpoint = { origine, taille: arbre.taille, racine: rootOf(arbre) }
    const written = writeNote(checkpoint, cle)
    await insertScelle(tx, { ...arbre, note: written, now })
    return { taille: arbre.taille, written }
  })
  if (!note) return undefined
  await mkdir(dossier, { recursive: true })
  await writeFile(join(dossier, 'cle-publique.txt'), `${verifierOf(origine, cle)}\n`)
  await appendFile(join(dossier, SCELLES), `${note.written}\n`, { flush: true })
  return note.taille
}

/** What the worker's sequencer works with. */
export interface Sequencer extends Omit<Sealing, 'now'> {
  readonly clock: Clock
  readonly log: Log
}

const EVERY_MS = 1_000
const SEAL_EVERY_MS = 10 * 60_000

/** Chains every second, and signs every ten minutes and at the end. A line is chained within five seconds. */
export function startSequencer({ clock, log, ...sealing }: Sequencer): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const ended = run()

  async function run(): Promise<void> {
    let sealedAt = clock().getTime()
    while (!stopping.signal.aborted) {
      sealedAt = await once(sealedAt)
      await wait(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  async function once(sealedAt: number): Promise<number> {
    const now = clock()
    try {
      while ((await chainPending(sealing.db)) === BATCH && !stopping.signal.aborted);
      if (now.getTime() - sealedAt < SEAL_EVERY_MS) return sealedAt
      await sealJournal({ ...sealing, now })
      return now.getTime()
    } catch (err) {
      // The database is away: what waits is chained when it is back.
      log.warn({ err }, 'journal : chaînage remis à plus tard')
      return sealedAt
    }
  }

  return {
    async stop() {
      stopping.abort()
      await ended
      await chainPending(sealing.db)
        .then(() => sealJournal({ ...sealing, now: clock() }))
        .catch((err) => log.warn({ err }, 'journal : dernier sceau impossible'))
    },
  }
}
