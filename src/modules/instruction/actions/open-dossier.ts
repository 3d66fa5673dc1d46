import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { DemarcheOfAgent } from '../../demarches/index.ts'
import type { DepotRow, Dossier, MessageRow, TraitementRow } from '../../dossiers/index.ts'
import { type Agent, asAgent, type InstructionDeps } from '../deps.ts'
import { type Filtre, isNewVisit } from '../rules.ts'
import { type Follower, findSeenAt, listFollowers, listNotes, markSeen, type NoteRow } from '../store/equipe.ts'
import { findNeighbours, type Tx } from '../store/table.ts'

/** A dossier with all that an agent reads of it. */
export interface Opened {
  readonly dossier: Dossier
  /** Latest first. */
  readonly depots: readonly DepotRow[]
  readonly traitements: readonly TraitementRow[]
  readonly messages: readonly MessageRow[]
  readonly notes: readonly NoteRow[]
  readonly followers: readonly Follower[]
  /** When this agent had looked before; nothing the first time. */
  readonly seenAt: Date | null
  /** In the list one came from. */
  readonly voisins: { readonly precedent?: number; readonly suivant?: number }
}

interface Asked {
  readonly numero: number
  readonly agent: Agent
  readonly demarches: readonly DemarcheOfAgent[]
  readonly filtre: Filtre
  readonly now: Date
}

/**
 * Opens a dossier for reading, remembers that this agent saw it, and tells the journal once a visit.
 * @throws {NotFound} when no group of the agent receives it.
 */
export async function openDossier(
  deps: InstructionDeps,
  { numero, agent, demarches, filtre, now }: Asked,
): Promise<Opened> {
  return asAgent(deps, agent, async (tx) => {
    const dossier = await deps.dossiers.findForGroupes(tx, { numero, groupes: agent.groupes })
    if (!dossier) throw new NotFound()
    const { id } = dossier
    const groupes = demarches.find((demarche) => demarche.id === dossier.demarcheId)?.groupes ?? []
    const list = { compteId: agent.compteId, groupes: groupes.map((groupe) => groupe.id), filtre, dossierId: id }
    const opened = {
      dossier,
      depots: await deps.dossiers.listDepots(tx, dossier),
      traitements: await deps.dossiers.listTraitements(tx, id),
      messages: await deps.dossiers.listMessages(tx, id),
      notes: await listNotes(tx, id),
      followers: await listFollowers(tx, id),
      seenAt: await findSeenAt(tx, { dossierId: id, compteId: agent.compteId }),
      voisins: await findNeighbours(tx, list),
    }
    await rememberVisit(tx, { opened, agent, now })
    return opened
  })
}

/** The time of a visit is that of its first page, unless something came since: what is shown now is no longer news. */
async function rememberVisit(
  tx: Tx,
  { opened, agent, now }: { opened: Opened; agent: Agent; now: Date },
): Promise<void> {
  const { dossier, depots, messages, seenAt } = opened
  const begins = isNewVisit(seenAt, now)
  const came = [depots[0]?.createdAt, messages.findLast(({ auteur }) => auteur === 'usager')?.createdAt]
  if (!begins && came.every((at) => at === undefined || seenAt === null || at <= seenAt)) return
  await markSeen(tx, { dossierId: dossier.id, compteId: agent.compteId, now })
  if (!begins) return
  await writeJournal(tx, {
    at: now,
    role: 'agent',
    compteId: agent.compteId,
    organismeId: dossier.organismeId,
    action: 'dossier.read',
    objet: `dossier:${dossier.id}`,
  })
}
