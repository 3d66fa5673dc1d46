import type { DemarchesDb } from './tables.ts'

/** What the module needs from the house. */
export interface DemarchesDeps {
  readonly db: DemarchesDb
  /** Turns the terms of a sequence into public numbers. */
  readonly makeNumero: (rank: number) => number
}

/** Who does something, for the journal: an account, or the program itself when there is none. */
export interface Par {
  readonly par?: string | undefined
}

/** The same, as the journal tells it. */
export function actorOf(par: string | undefined) {
  return par === undefined ? ({ role: 'systeme' } as const) : ({ role: 'agent', compteId: par } as const)
}
