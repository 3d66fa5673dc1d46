import type { Evenement } from '../../../core/dossier/etat.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { once, wasReceived } from '../../../infra/http/idempotence.ts'
import type { Dossier, TraitementRow } from '../../dossiers/index.ts'
import { type Agent, asAgent, type Decision, type InstructionDeps } from '../deps.ts'
import { decisionMail, instructionMail, reopenedMail } from '../mails.ts'
import { setFollowing } from '../store/equipe.ts'
import type { Tx } from '../store/table.ts'

/** What came of an agent's move. `overtaken` tells who was faster, and when: the dossier is no longer where the page showed it. */
export type AgentMoved =
  | { readonly outcome: 'moved' }
  | { readonly outcome: 'overtaken'; readonly dossier: Dossier; readonly last: TraitementRow | undefined }
  | { readonly outcome: 'correction_pending' }
  | { readonly outcome: 'motivation_missing' }
  /** Silence means acceptance there: giving the dossier back would not stop the clock, a correction does. */
  | { readonly outcome: 'tacit_acceptance' }

/** What an agent asks of a dossier. Sent twice with the same `cle`, it happens once; without one, each sending counts. */
interface Asked {
  readonly numero: number
  readonly agent: Agent
  readonly cle?: string
  readonly now: Date
}

/** Takes a dossier in instruction: its usager no longer changes it, is told, and the agent follows it from then on. */
export async function takeInstruction(deps: InstructionDeps, asked: Asked): Promise<AgentMoved> {
  return move(deps, asked, {
    event: 'start_instruction',
    after: async (tx, dossier) => {
      await setFollowing(tx, { dossierId: dossier.id, compteId: asked.agent.compteId, follow: true, now: asked.now })
      await deps.sendMail(tx, instructionMail(deps, { dossier, now: asked.now }))
    },
  })
}

/** Gives a dossier back to its usager, who may change it again; no mail, as nothing is asked of them. */
export async function returnToConstruction(deps: InstructionDeps, asked: Asked): Promise<AgentMoved> {
  return move(deps, asked, {
    event: 'return_to_construction',
    before: async (tx, dossier) => {
      const { definition } = await deps.demarches.findRevision(dossier.revisionId, tx)
      return definition.silence.effet === 'accord' ? { outcome: 'tacit_acceptance' } : undefined
    },
  })
}

/** Accepts, refuses or closes a dossier, tells the usager in their language, and lets other modules answer in the same transaction. */
export async function decide(
  deps: InstructionDeps,
  { decision, ...asked }: Asked & { readonly decision: Decision },
): Promise<AgentMoved> {
  const { motivation } = decision
  return move(deps, asked, {
    event: decision.kind,
    ...(motivation === undefined ? {} : { motivation }),
    after: async (tx, dossier) => {
      await deps.sendMail(tx, decisionMail(deps, { dossier, decision, now: asked.now }))
      for (const hook of deps.onDecided) await hook(tx, { dossier, decision, now: asked.now })
    },
  })
}

/** Takes back a mistaken decision: the dossier is in instruction again, and the usager is told. */
export async function reopen(deps: InstructionDeps, asked: Asked): Promise<AgentMoved> {
  return move(deps, asked, {
    event: 'reopen',
    after: async (tx, dossier) => {
      await deps.sendMail(tx, reopenedMail(deps, { dossier, now: asked.now }))
    },
  })
}

interface Step {
  readonly event: Evenement
  readonly motivation?: string
  /** A reason of ours to refuse, besides those of the lifecycle. */
  readonly before?: (tx: Tx, dossier: Dossier) => Promise<AgentMoved | undefined>
  /** What goes with it, in the same transaction. */
  readonly after?: (tx: Tx, dossier: Dossier) => Promise<void>
}

async function move(deps: InstructionDeps, { numero, agent, cle, now }: Asked, step: Step): Promise<AgentMoved> {
  return asAgent(deps, agent, async (tx): Promise<AgentMoved> => {
    const dossier = await deps.dossiers.findForGroupes(tx, { numero, groupes: agent.groupes, lock: true })
    if (!dossier) throw new NotFound()
    const key = cle && `${step.event}:${dossier.id}:${agent.compteId}:${cle}`
    const outcome = await moveOnce(tx, key, () => run(deps, tx, { dossier, agent, now, step }))
    if (outcome !== 'overtaken') return { outcome }
    return { outcome, dossier, last: (await deps.dossiers.listTraitements(tx, dossier.id)).at(-1) }
  })
}

interface Run {
  readonly dossier: Dossier
  readonly agent: Agent
  readonly now: Date
  readonly step: Step
}

async function run(deps: InstructionDeps, tx: Tx, { dossier, agent, now, step }: Run): Promise<AgentMoved['outcome']> {
  const refused = await step.before?.(tx, dossier)
  if (refused) return refused.outcome
  const { event, motivation } = step
  const asked = { dossier, event, compteId: agent.compteId, now }
  const moved = await deps.dossiers.move(tx, motivation === undefined ? asked : { ...asked, motivation })
  if (moved.outcome === 'refused') return moved.reason === 'etat' ? 'overtaken' : moved.reason
  await step.after?.(tx, dossier)
  return moved.outcome
}

/**
 * Runs the move of a form's key once. Sent again, the form is told that it is done, wherever the dossier was moved since: nobody
 * is told that they were faster than themselves, and a decision taken back is not taken again by an answer that was lost.
 * A refusal is not remembered. The dossier is locked: the first sending has ended.
 */
export async function moveOnce<Outcome extends string>(
  tx: Tx,
  cle: string | undefined,
  run: () => Promise<Outcome>,
): Promise<Outcome | 'moved'> {
  if (cle === undefined || cle === '') return run()
  if (await wasReceived(tx, cle)) return 'moved'
  const outcome = await run()
  if (outcome === 'moved') await once(tx, cle, async () => true)
  return outcome
}
