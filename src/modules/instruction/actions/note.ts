import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { type Agent, asAgent, type InstructionDeps } from '../deps.ts'
import { NOTE_MAX } from '../rules.ts'
import { insertNote, setFollowing } from '../store/equipe.ts'

/** Adds a note that the team alone reads. The same key sent twice leaves one note. */
export async function addNote(
  deps: InstructionDeps,
  { numero, agent, corps, cle, now }: { numero: number; agent: Agent; corps: string; cle: string; now: Date },
): Promise<{ readonly outcome: 'added' | 'empty' | 'too_long' }> {
  const texte = corps.trim()
  if (texte === '') return { outcome: 'empty' }
  if (texte.length > NOTE_MAX) return { outcome: 'too_long' }
  return asAgent(deps, agent, async (tx) => {
    const dossier = await deps.dossiers.findForGroupes(tx, { numero, groupes: agent.groupes })
    if (!dossier) throw new NotFound()
    return once(tx, `note:${dossier.id}:${agent.compteId}:${cle}`, async () => {
      await insertNote(tx, { dossierId: dossier.id, compteId: agent.compteId, corps: texte, now })
      await writeJournal(tx, {
        at: now,
        role: 'agent',
        compteId: agent.compteId,
        organismeId: dossier.organismeId,
        action: 'note.add',
        objet: `dossier:${dossier.id}`,
      })
      return { outcome: 'added' as const }
    })
  })
}

/** Follows a dossier, or stops following it. */
export async function followDossier(
  deps: InstructionDeps,
  { numero, agent, follow, now }: { numero: number; agent: Agent; follow: boolean; now: Date },
): Promise<void> {
  await asAgent(deps, agent, async (tx) => {
    const dossier = await deps.dossiers.findForGroupes(tx, { numero, groupes: agent.groupes })
    if (!dossier) throw new NotFound()
    await setFollowing(tx, { dossierId: dossier.id, compteId: agent.compteId, follow, now })
    await writeJournal(tx, {
      ...{ at: now, role: 'agent', compteId: agent.compteId, organismeId: dossier.organismeId },
      ...{ action: follow ? 'dossier.follow' : 'dossier.unfollow', objet: `dossier:${dossier.id}` },
    })
  })
}
