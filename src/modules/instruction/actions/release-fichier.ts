import { releaseFichier as release } from '../../../infra/files/fichier.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { RAISON_MAX } from '../../dossiers/index.ts'
import { type Agent, asAgent, type InstructionDeps } from '../deps.ts'

/** A file of a dossier that an agent wants opened although no antivirus scanned it. `raison` is why, in their words. */
interface Asked {
  readonly numero: number
  readonly agent: Agent
  /** Key of the file itself, whose dossier the caller has checked. */
  readonly fichierId: string
  readonly raison: string
  readonly now: Date
}

/** Releases a file for all who see the dossier. `too_late`: it was scanned or released meanwhile. */
export async function releaseFichier(
  deps: InstructionDeps,
  { numero, agent, fichierId, raison, now }: Asked,
): Promise<{ readonly outcome: 'released' | 'empty' | 'too_long' | 'too_late' }> {
  const motif = raison.trim()
  if (motif === '') return { outcome: 'empty' }
  if (motif.length > RAISON_MAX) return { outcome: 'too_long' }
  return asAgent(deps, agent, async (tx) => {
    const dossier = await deps.dossiers.findForGroupes(tx, { numero, groupes: agent.groupes })
    if (!dossier) throw new NotFound()
    const released = await release(tx, { id: fichierId, compteId: agent.compteId, motif, now })
    if (!released) return { outcome: 'too_late' as const }
    await writeJournal(tx, {
      ...{ at: now, role: 'agent', compteId: agent.compteId, organismeId: dossier.organismeId },
      ...{ action: 'fichier.release', objet: `dossier:${dossier.id}`, meta: { fichier: fichierId } },
    })
    return { outcome: 'released' as const }
  })
}
