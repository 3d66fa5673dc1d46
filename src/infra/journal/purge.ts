import { withContext } from '../db/with-context.ts'
import { CHAINE_INSTANCE } from './chain.ts'
import { writeJournal } from './journal.ts'
import { segmentOf } from './segment.ts'
import { type Db, eraseSegment, findLastScelle, listDueSegments } from './store.ts'

/** What a night of purging did. */
export interface Purge {
  readonly annonces: number
  readonly effacees: number
}

/** Numbers of a chain looked at in one transaction: a fraction of a second each, and those who write do not wait. */
const BATCH = 5_000

/**
 * Erases the lines whose time is over: 36 months for exchanges of data, 12 for the rest, by whole months of one organisme.
 *
 * A night announces a segment, in a line kept for ever; once that line is signed, a night after erases it. The links stay,
 * so that the verifier still reads the whole chain, and tells what was announced from what was taken away. PostgreSQL
 * checks all of it again (`infra.purger_segment`). Stopped anywhere, it goes on the next night.
 */
export async function purgeJournal(db: Db, now: Date): Promise<Purge> {
  const due = await withContext(db, { role: 'systeme' }, async (tx) => {
    const scelle = await findLastScelle(tx)
    return scelle
      ? { avant: scelle.taille, segments: await listDueSegments(tx, { now, scelle: scelle.taille }) }
      : undefined
  })
  const purge = { annonces: 0, effacees: 0 }
  for (const { chaine, classe, mois, de, a, lignes, annonce, signee } of due?.segments ?? []) {
    if (annonce === null) {
      const meta = { avant: due?.avant ?? 0, de, a, lignes }
      const organismeId = chaine === CHAINE_INSTANCE ? undefined : chaine
      const fait = { at: now, role: 'systeme', organismeId, action: 'journal.purge', classe: 'permanent' } as const
      await withContext(db, { role: 'systeme' }, (tx) =>
        writeJournal(tx, { ...fait, objet: segmentOf({ chaine, classe, mois }), meta }),
      )
      purge.annonces += 1
    } else if (signee) {
      for (let from = de; from <= a; from += BATCH)
        purge.effacees += await withContext(db, { role: 'systeme' }, (tx) =>
          eraseSegment(tx, { annonce, de: from, a: Math.min(a, from + BATCH - 1) }),
        )
    }
  }
  return purge
}
