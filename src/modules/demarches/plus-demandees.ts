import type { Clock } from '../../infra/clock/clock.ts'

const JOUR_MS = 24 * 60 * 60 * 1000
/** A démarche is asked for by what was filed over three months, so that a season shows and a former one does not. */
const FENETRE_MS = 90 * JOUR_MS
/** How long an answer serves: nobody minds, and the home page costs no count. */
const KEPT_MS = 5 * 60 * 1000
/** More than the home page shows, since some of them may be closed. */
const LIMIT = 24

/** What the ranking is made from. */
interface PlusDemandeesDeps {
  readonly clock: Clock
  /** Keys of the démarches with the most filings since that instant, best first: this module does not know. */
  readonly listMostFiled: (asked: { readonly since: Date; readonly limit: number }) => Promise<readonly string[]>
}

/** Gives the keys of the démarches most asked for over ninety days, best first; counted at most once every five minutes. */
export function createPlusDemandees({ clock, listMostFiled }: PlusDemandeesDeps): () => Promise<readonly string[]> {
  let kept: { readonly at: number; readonly keys: Promise<readonly string[]> } | undefined
  return () => {
    const at = clock().getTime()
    if (kept && at - kept.at < KEPT_MS) return kept.keys
    const counted = { at, keys: listMostFiled({ since: new Date(at - FENETRE_MS), limit: LIMIT }) }
    kept = counted
    // A failure is told to those who wait for it, then forgotten.
    counted.keys.catch(() => {
      if (kept === counted) kept = undefined
    })
    return counted.keys
  }
}
