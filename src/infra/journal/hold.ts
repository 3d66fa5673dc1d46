import { type Jour, jourOf } from '../../core/jour.ts'
import { withContext } from '../db/with-context.ts'
import { CHAINE_INSTANCE } from './chain.ts'
import { writeJournal } from './journal.ts'
import type { Db } from './store.ts'

/** Whose lines are kept, beyond their time and until when. */
export interface Garde {
  /** Nothing: what belongs to no organisme. */
  readonly organismeId?: string | undefined
  /** The last day of the keeping; nothing ends it. */
  readonly jusquAu?: Jour | undefined
  readonly now: Date
}

const DAY_MS = 86_400_000

/**
 * Keeps every line of an organisme from being purged until a day, for an inquiry or a court; a later word replaces an
 * earlier one. It is itself a line of that journal, kept for ever: `infra.purger_segment` obeys the last one.
 */
export function holdJournal(db: Db, { organismeId, jusquAu, now }: Garde): Promise<void> {
  const meta =
    jusquAu === undefined ? { jusqu_au: jourOf(new Date(now.getTime() - DAY_MS)), fin: true } : { jusqu_au: jusquAu }
  return withContext(db, { role: 'systeme' }, (tx) =>
    writeJournal(tx, {
      ...{ at: now, role: 'systeme', organismeId, action: 'journal.hold', classe: 'permanent' },
      ...{ objet: `chaine:${organismeId ?? CHAINE_INSTANCE}`, meta },
    }),
  )
}
