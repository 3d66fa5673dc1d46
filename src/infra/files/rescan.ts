import { withContext } from '../db/with-context.ts'
import { type Analysis, analyseFichier } from './analyse-fichier.ts'
import { listInfected, listToRescan, markDestroyed } from './analyse-store.ts'
import type { Sweep } from './sweep-orphans.ts'

const DAY = 24 * 60 * 60 * 1000
const RESCANNED_DAYS = 30
const KEPT_INFECTED_DAYS = 30
const WAITING_MS = 60 * 60 * 1000
const BATCH = 200

/**
 * The round of every night: files kept for less than thirty days are looked at again when the signatures changed, and
 * those that no engine saw are looked at. One after the other; it ends when the engine stops answering, or at `signal`, and
 * goes on the next night. Gives how many were looked at.
 */
export async function rescanFichiers(
  deps: Analysis,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<number> {
  const moteur = await deps.antivirus.version()
  if (moteur === undefined) return 0
  const since = new Date(now.getTime() - RESCANNED_DAYS * DAY)
  const waitingSince = new Date(now.getTime() - WAITING_MS)
  let after = '00000000-0000-0000-0000-000000000000'
  let seen = 0
  for (;;) {
    const round = { moteur, since, waitingSince, after, limit: BATCH }
    const ids = await withContext(deps.db, { role: 'systeme' }, (tx) => listToRescan(tx, round))
    for (const id of ids) {
      if (signal.aborted || (await analyseFichier(deps, { id, now })) === 'indisponible') return seen
      seen += 1
    }
    const last = ids.at(-1)
    if (last === undefined) return seen
    after = last
  }
}

/** Destroys the bytes of the files in which a virus was found more than thirty days ago; gives how many. */
export async function destroyInfected({ db, store, now }: Pick<Sweep, 'db' | 'store' | 'now'>): Promise<number> {
  const before = new Date(now.getTime() - KEPT_INFECTED_DAYS * DAY)
  let destroyed = 0
  for (;;) {
    const infected = await withContext(db, { role: 'systeme' }, (tx) => listInfected(tx, before))
    if (infected.length === 0) return destroyed
    // Removed before it is said: cut in between, it is done again, and removing what is gone is no error.
    for (const { emplacement } of infected) await store.remove(emplacement)
    const ids = infected.map(({ id }) => id)
    await withContext(db, { role: 'systeme' }, (tx) => markDestroyed(tx, { ids, now }))
    destroyed += infected.length
  }
}
