import type { Evenement } from '../../../core/dossier/etat.ts'
import { transitionOf } from '../../../core/dossier/lifecycle.ts'
import type { FichierGarde } from '../../../infra/files/fichier.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { ensureCoffre } from '../store/cles.ts'
import type { Dossier, StoreDeps, Tx } from '../store/load.ts'
import { insertCorrection, insertMessage, resolveCorrection } from '../store/messages.ts'
import { setTamponAside } from '../store/versions.ts'
import { insertTraitement, moveDossier as moveRow } from '../store/write.ts'
import type { Motif } from '../tables.ts'

/** A change of state asked by an agent of the dossier's group; the caller has locked the dossier and checked the right. */
export interface AgentMove {
  readonly dossier: Dossier
  readonly event: Evenement
  readonly compteId: string
  /** Reasons, for a decision; mandatory for a refusal. */
  readonly motivation?: string
  readonly now: Date
}

/** What came of it: moved, or refused by the lifecycle or its guards. */
export type Moved =
  | { readonly outcome: 'moved' }
  | { readonly outcome: 'refused'; readonly reason: 'etat' | 'correction_pending' | 'motivation_missing' }

/**
 * Moves a filed dossier along its lifecycle in the caller's transaction, with its line of history and of journal.
 * The only door by which agents change `etat`: `dossiers` alone writes it.
 */
export async function moveDossier(tx: Tx, { dossier, event, compteId, motivation, now }: AgentMove): Promise<Moved> {
  const transition = transitionOf(dossier.etat, event, 'instructeur')
  if (!transition) return { outcome: 'refused', reason: 'etat' }
  if (transition.guards.includes('no_pending_correction') && dossier.correction)
    return { outcome: 'refused', reason: 'correction_pending' }
  const reasons = motivation?.trim() ?? ''
  if (transition.guards.includes('motivation_given') && reasons === '')
    return { outcome: 'refused', reason: 'motivation_missing' }
  const moved = await moveRow(tx, {
    id: dossier.id,
    from: dossier.etat,
    to: transition.to,
    motivation: reasons === '' ? null : reasons,
    now,
  })
  if (!moved) return { outcome: 'refused', reason: 'etat' }
  // What was asked for is no longer waited for: the agent goes on with what is there.
  if (event === 'start_instruction') await resolveCorrection(tx, { dossierId: dossier.id, now })
  if (transition.effects.includes('close_tampon')) await setTamponAside(tx, { dossierId: dossier.id, now })
  await insertTraitement(tx, {
    dossierId: dossier.id,
    evenement: event,
    etat: transition.to,
    par: 'instructeur',
    compteId,
    motivation: reasons === '' ? null : reasons,
    revisionId: dossier.revisionId,
    now,
  })
  await remember(tx, { dossier, compteId, action: `dossier.${event}`, now })
  return { outcome: 'moved' }
}

/** Asks the usager for a correction: a message with its reason, and the dossier is theirs to change again. */
export async function askCorrection(
  deps: StoreDeps,
  tx: Tx,
  {
    dossier,
    compteId,
    motif,
    corps,
    fichiers,
    now,
  }: { dossier: Dossier; compteId: string; motif: Motif; corps: string; fichiers: readonly FichierGarde[]; now: Date },
): Promise<Moved> {
  const moved = await moveDossier(tx, { dossier, event: 'ask_correction', compteId, now })
  if (moved.outcome !== 'moved') return moved
  const coffre = await ensureCoffre(deps, tx, { dossier, now })
  const message = { dossierId: dossier.id, auteur: 'agent', compteId, corps, coffre, fichiers, now } as const
  const messageId = await insertMessage(tx, message)
  await insertCorrection(tx, { dossierId: dossier.id, messageId, motif, now })
  return moved
}

/** Writes to the usager in the name of the service. */
export async function sendAgentMessage(
  deps: StoreDeps,
  tx: Tx,
  {
    dossier,
    compteId,
    corps,
    fichiers,
    now,
  }: { dossier: Dossier; compteId: string; corps: string; fichiers: readonly FichierGarde[]; now: Date },
): Promise<void> {
  const coffre = await ensureCoffre(deps, tx, { dossier, now })
  await insertMessage(tx, { dossierId: dossier.id, auteur: 'agent', compteId, corps, coffre, fichiers, now })
  await remember(tx, { dossier, compteId, action: 'message.send', now })
}

async function remember(
  tx: Tx,
  { dossier, compteId, action, now }: { dossier: Dossier; compteId: string; action: string; now: Date },
) {
  await writeJournal(tx, {
    at: now,
    role: 'agent',
    compteId,
    organismeId: dossier.organismeId,
    action,
    objet: `dossier:${dossier.id}`,
  })
}
