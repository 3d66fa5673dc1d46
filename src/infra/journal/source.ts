import { AsyncLocalStorage } from 'node:async_hooks'

/** Where what is being done comes from, and for whom. */
export interface Source {
  /** A keyed reference of the network that asked; `travail` for a job, `commande` for what nobody asked by the network. */
  readonly origine: string
  /** The account for whom somebody else acts. */
  pour: string | undefined
}

const sources = new AsyncLocalStorage<Source>()

/** Runs something, and all that it waits for, as coming from there. */
export function runFrom<Result>(source: Source, run: () => Result): Result {
  return sources.run(source, run)
}

/** Where what is being done comes from. */
export function currentSource(): Readonly<Source> {
  return sources.getStore() ?? { origine: 'commande', pour: undefined }
}

/** From here on, the request that is being answered acts for that account: every line that it writes says so. */
export function actFor(compteId: string): void {
  const source = sources.getStore()
  if (source) source.pour = compteId
}
