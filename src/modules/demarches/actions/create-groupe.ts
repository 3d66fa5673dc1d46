import type { Condition } from '../../../core/conditions/condition.ts'
import { invariant, NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { actorOf, type DemarchesDeps, type Par } from '../deps.ts'
import { lockDemarche } from '../store/demarches.ts'
import { insertGroupes, nextRangsGroupe } from '../store/groupes.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/** A group to add to a démarche. */
export interface NewGroupe extends Par {
  readonly demarcheId: string
  readonly label: string
  /** Which dossiers come to it by themselves; none without one. */
  readonly regle: Condition | null
  readonly now: Date
}

/** What came of adding a group. */
export type GroupeCreated =
  | { readonly outcome: 'created'; readonly id: string; readonly numero: number }
  | { readonly outcome: 'label_taken' }

/**
 * Adds a group of agents to a démarche, in the caller's transaction.
 * @throws {NotFound} when there is no such démarche.
 */
export async function createGroupe(
  { makeNumero }: Pick<DemarchesDeps, 'makeNumero'>,
  db: AnyDb,
  { demarcheId, label, regle, now, par }: NewGroupe,
): Promise<GroupeCreated> {
  const tx = pickDemarches(db)
  const demarche = await lockDemarche(tx, demarcheId)
  if (!demarche) throw new NotFound()
  const [rang] = await nextRangsGroupe(tx, 1)
  invariant(rang, 'a sequence without a next term')
  const numero = makeNumero(rang)
  const groupe = { numero, demarcheId, label: label.trim(), parDefaut: false, ferme: false, regle }
  const [id] = await insertGroupes(tx, [groupe])
  if (id === undefined) return { outcome: 'label_taken' }
  const { organismeId } = demarche
  await writeJournal(db, { ...actorOf(par), at: now, organismeId, action: 'groupe.create', objet: `groupe:${id}` })
  return { outcome: 'created', id, numero }
}
