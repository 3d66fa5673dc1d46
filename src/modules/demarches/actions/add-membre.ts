import { writeJournal } from '../../../infra/journal/journal.ts'
import { actorOf, type Par } from '../deps.ts'
import { deleteMembre, findOrganismeOf, insertMembre } from '../store/groupes.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/** Somebody in a group, and when that changes. */
export interface Membre extends Par {
  readonly groupeId: string
  readonly compteId: string
  readonly now: Date
}

/**
 * Adds an account to a group, in the caller's transaction: its dossiers are theirs to read from then on, as long as they
 * instruct in that organisme. Asked again, it changes nothing and the journal says nothing.
 */
export async function addMembre(db: AnyDb, membre: Membre): Promise<void> {
  if (await insertMembre(pickDemarches(db), membre)) await tell(db, membre, 'groupe.add_member')
}

/** Takes an account out of a group, in the caller's transaction. Asked again, it changes nothing and the journal says nothing. */
export async function removeMembre(db: AnyDb, membre: Membre): Promise<void> {
  if (await deleteMembre(pickDemarches(db), membre)) await tell(db, membre, 'groupe.remove_member')
}

async function tell(db: AnyDb, { groupeId, compteId, now, par }: Membre, action: string): Promise<void> {
  const organismeId = await findOrganismeOf(pickDemarches(db), groupeId)
  const objet = `groupe:${groupeId}`
  await writeJournal(db, { ...actorOf(par), at: now, organismeId, action, objet, meta: { compteId } })
}
