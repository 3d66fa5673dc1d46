import type { Evenement } from '../../../core/dossier/etat.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import type { Dossier, Moved, TraitementRow } from '../../dossiers/index.ts'
import { type Agent, asAgent, type Decision, type InstructionDeps } from '../deps.ts'
import { decisionMail, instructionMail, reopenedMail } from '../mails.ts'
import { setFollowing, } from '../store/equipe.ts'
import type { Tx } from '../store/table.ts'

/** What came of an agent's move. `overtaken` tells who was faster, and when: the dossier is no longer where the page showed it. */
export type AgentMoved =
  | { readonly outcome: 'moved' }
  | { readonly outcome: 'overtaken'; readonly dossier: Dossier; readonly last: TraitementRow | undefined }
  | { readonly outcome: 'correction_pending' }
  | { readonly outcome: 'motivation_missing' }

interface Asked {
  readonly numero: number
  readonly agent: Agent
  readonly now: Date
}

/** Takes a dossier in instruction: its usager no longer changes it, is told, and the agent follows it from then on. */
export async function takeInstruction(deps: InstructionDeps, asked: Asked): Promise<AgentMoved> {
  return move(deps, asked, 'start_instruction', async (tx, dossier) => {
    await setFollowing(tx, { dossierId: dossier.id, compteId: asked.agent.compteId, follow: true, now: asked.now })
    await deps.sendMail(tx, instructionMail(deps, { dossier, now: asked.now }))
  })
}

/** Gives a dossier back to its usager, who may change it again; no mail, as nothing is asked of them. */
export async function returnToConstruction(deps: InstructionDeps, asked: Asked): Promise<AgentMoved> {
  return move(deps, asked, 'return_to_construction', async () => {})
}

/** Accepts, refuses or closes a dossier, tells the usager in their language, and lets other modules answer in the same transaction. */
export async function decide(deps: InstructionDeps, { decision, ...asked }: Asked & { decision: Decision }): Promise<AgentMoved> {
  return move(
    deps,
    asked,
    decision.kind,
    async (tx, dossier) => {
      await deps.sendMail(tx, decisionMail(deps, { dossier, decision, now: asked.now }))
      for (const hook of deps.onDecided) await hook(tx, { dossier, decision, now: asked.now })
    },
    decision.motivation,
  )
}

/** Takes back a mistaken decision: the dossier is in instruction again, and the usager is told. */
export async function reopen(deps: InstructionDeps, asked: Asked): Promise<AgentMoved> {
  return move(deps, asked, 'reopen', async (tx, dossier) => {
    await deps.sendMail(tx, reopenedMail(deps, { dossier, now: asked.now }))
  })
}

async function move(
  deps: InstructionDeps,
  { numero, agent, now }: Asked,
  event: Evenement,
  after: (tx: Tx, dossier: Dossier) => Promise<void>,
  motivation?: string,
): Promise<AgentMoved> {
  return asAgent(deps, agent, async (tx): Promise<AgentMoved> => {
    const dossier = await deps.dossiers.findForGroupes(tx, { numero, groupes: agent.groupes, lock: true })
    if (!dossier) throw new NotFound()
    const moved: Moved = await deps.dossiers.move(tx, {
      dossier,
      event,
      compteId: agent.compteId,
      ...(motivation === undefined ? {} : { motivation }),
      now,
    })
    if (moved.outcome === 'refused') {
      if (moved.reason !== 'etat') return { outcome: moved.reason }
      const history = await deps.dossiers.listTraitements(tx, dossier.id)
      return { outcome: 'overtaken', dossier, last: history.at(-1) }
    }
    await after(tx, dossier)
    return { outcome: 'moved' }
  })
}
