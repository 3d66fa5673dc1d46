import { writeRepeated } from '../../../infra/journal/journal.ts'
import type { Tx } from '../deps.ts'

/** Who read whose page, in the transaction of the reading. */
export interface Read {
  readonly par: string
  readonly organismeId: string | undefined
  /** The member whose page it is; the list of the team when absent. */
  readonly compteId?: string
  readonly now: Date
}

/** Tells the journal that somebody read a team, or one of its members: once a quarter of an hour. */
export async function tellRead(tx: Tx, { par, organismeId, compteId, now }: Read): Promise<void> {
  const equipe = organismeId === undefined ? 'instance' : `organisme:${organismeId}`
  const what =
    compteId === undefined
      ? { action: 'equipe.read', objet: equipe }
      : { action: 'membre.read', objet: `compte:${compteId}` }
  await writeRepeated(tx, { ...what, at: now, role: 'agent', compteId: par, organismeId })
}
