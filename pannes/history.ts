import type { Evenement } from '../src/core/dossier/etat.ts'

/** What somebody asks of the site that changes something: what moves a dossier, and what is written about it. */
export type Acte = Evenement | 'start' | 'save' | 'message' | 'note'

/**
 * What is known of it by who asked. `ok`: the site said that it was done. `fail`: it said that it was not, and never would be.
 * `unknown`: no answer came, or one that promises nothing; it was done once, or not at all.
 */
export type Outcome = 'ok' | 'fail' | 'unknown'

/** One thing asked, however many times the button was pressed for it. */
export interface Operation {
  /** Found again in what it wrote: a text nobody else types. */
  readonly id: string
  /** The address of who asked. */
  readonly qui: string
  readonly acte: Acte
  /** Its public number; 0 for a `start` that nobody was told of. */
  readonly dossier: number
  /** SHA-256 of the files it carried. */
  readonly fichiers: readonly string[]
  readonly essais: number
  /** Ranks of the first press and of the last answer, on one clock for everybody. */
  readonly began: number
  readonly ended: number
  readonly outcome: Outcome
}

/** A page of a dossier somebody read, with the ids of the operations whose text was on it. */
export interface Reading {
  readonly qui: string
  readonly dossier: number
  readonly began: number
  readonly ended: number
  readonly seen: readonly string[]
}

/**
 * What everybody did and saw, every answer that is a mistake of the site whatever breaks (a status 500, typed words that a page
 * does not give back), and how many said that the site could not answer for the moment (503).
 */
export interface History {
  readonly operations: readonly Operation[]
  readonly readings: readonly Reading[]
  readonly fautes: readonly string[]
  readonly refus: number
}

/** An operation under way; one of its three ends is called, once. */
export interface Pending {
  readonly id: string
  ok(essais: number, dossier?: number): void
  fail(essais: number): void
  unknown(essais: number): void
}

/** Where what happens is written down while it happens. */
export interface Recorder extends History {
  /** `id` names it from then on; given when the text was chosen before. */
  invoke(asked: Pick<Operation, 'id' | 'qui' | 'acte' | 'dossier' | 'fichiers'>): Pending
  newId(): string
  /** Says when a page is asked for; what it gives is called with the page. */
  reading(qui: string, dossier: number): (body: string) => void
  faute(what: string): void
  refuse(): void
  /** How many operations ended well so far. */
  readonly acknowledged: number
}

const ID = /\bop-[a-z0-9]+-\d+\b/g

/** An empty history. `run` tells its ids from those of another. */
export function createRecorder(run: string): Recorder {
  const operations: Operation[] = []
  const readings: Reading[] = []
  const fautes: string[] = []
  let rank = 0
  let ids = 0
  let acknowledged = 0
  let refus = 0
  return {
    operations,
    readings,
    fautes,
    get acknowledged() {
      return acknowledged
    },
    get refus() {
      return refus
    },
    newId: () => `op-${run}-${++ids}`,
    invoke(asked) {
      const began = ++rank
      const end = (outcome: Outcome) => (essais: number, dossier?: number) => {
        if (outcome === 'ok') acknowledged += 1
        operations.push({ ...asked, dossier: dossier ?? asked.dossier, essais, began, ended: ++rank, outcome })
      }
      return { id: asked.id, ok: end('ok'), fail: end('fail'), unknown: end('unknown') }
    },
    reading(qui, dossier) {
      const began = ++rank
      return (body) => readings.push({ qui, dossier, began, ended: ++rank, seen: [...new Set(body.match(ID))] })
    },
    faute: (what) => fautes.push(what),
    refuse() {
      refus += 1
    },
  }
}
