import { keepFichiers, type Recu } from '../../../infra/files/fichier.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { MESSAGE_MAX, type Motif } from '../../dossiers/index.ts'
import { type Agent, asAgent, type InstructionDeps } from '../deps.ts'
import { correctionMail, messageMail } from '../mails.ts'
import { type AgentMoved, moveOnce } from './move.ts'

/** A message to the usager, with files. The same key sent twice leaves one message. */
export interface ToUsager {
  readonly numero: number
  readonly agent: Agent
  readonly corps: string
  readonly files: readonly Recu[]
  readonly cle: string
  readonly now: Date
}

/** Why nothing was sent: there is no text, or more than a message holds. */
type Unwritten = { readonly outcome: 'empty' } | { readonly outcome: 'too_long' }

function unwrittenOf(corps: string): Unwritten | undefined {
  if (corps === '') return { outcome: 'empty' }
  return corps.length > MESSAGE_MAX ? { outcome: 'too_long' } : undefined
}

/** Writes to the usager, who is told by e-mail that a message waits. */
export async function writeUsager(
  deps: InstructionDeps,
  message: ToUsager,
): Promise<{ readonly outcome: 'sent' } | Unwritten> {
  const corps = message.corps.trim()
  const unwritten = unwrittenOf(corps)
  if (unwritten) return unwritten
  const { agent, now } = message
  return asAgent(deps, agent, async (tx) => {
    const dossier = await deps.dossiers.findForGroupes(tx, {
      numero: message.numero,
      groupes: agent.groupes,
      lock: true,
    })
    if (!dossier) throw new NotFound()
    return once(tx, `message:${dossier.id}:${agent.compteId}:${message.cle}`, async () => {
      const { compteId } = agent
      const fichiers = await keepFichiers(deps.keepFichier, tx, { files: message.files, compteId, now })
      await deps.dossiers.sendAgentMessage(tx, { dossier, compteId, corps, fichiers, now })
      await deps.sendMail(tx, messageMail(deps, { dossier, cle: message.cle, now }))
      return { outcome: 'sent' as const }
    })
  })
}

/** Asks for a correction: the usager can change the dossier again, and reads why. One may be pending at a time. */
export async function askCorrection(
  deps: InstructionDeps,
  asked: ToUsager & { readonly motif: Motif },
): Promise<AgentMoved | Unwritten> {
  const corps = asked.corps.trim()
  const unwritten = unwrittenOf(corps)
  if (unwritten) return unwritten
  const { agent, now, motif } = asked
  return asAgent(deps, agent, async (tx): Promise<AgentMoved> => {
    const dossier = await deps.dossiers.findForGroupes(tx, { numero: asked.numero, groupes: agent.groupes, lock: true })
    if (!dossier) throw new NotFound()
    const key = `ask_correction:${dossier.id}:${agent.compteId}:${asked.cle}`
    const outcome = await moveOnce(tx, key, async () => {
      const { compteId } = agent
      const fichiers = await keepFichiers(deps.keepFichier, tx, { files: asked.files, compteId, now })
      const written = { dossier, compteId, motif, corps, fichiers, now }
      const moved = await deps.dossiers.askCorrection(tx, written)
      if (moved.outcome === 'refused') return moved.reason === 'etat' ? 'overtaken' : moved.reason
      await deps.sendMail(tx, correctionMail(deps, { dossier, motif, corps, now }))
      return moved.outcome
    })
    if (outcome !== 'overtaken') return { outcome }
    return { outcome, dossier, last: (await deps.dossiers.listTraitements(tx, dossier.id)).at(-1) }
  })
}
