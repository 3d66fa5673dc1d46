import type { DemarcheGroupes } from '../../demarches/index.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { listAffectations } from '../store/membres.ts'
import { isInstructeur } from '../store/personnes.ts'

/** Which groups of these démarches somebody is in from now on; those of other démarches are left alone. */
export interface SetGroupes {
  readonly par: string
  readonly compteId: string
  /** All of one organisme. */
  readonly organismeId: string
  readonly demarches: readonly DemarcheGroupes[]
  /** Public numbers; one of another démarche is left out. */
  readonly wanted: readonly number[]
  readonly now: Date
}

/** Puts somebody in groups and takes them out of others; in one transaction. Only who instructs there enters a group. */
export async function setGroupes(
  deps: EquipesDeps,
  { par, compteId, organismeId, demarches, wanted, now }: SetGroupes,
): Promise<{ readonly outcome: 'done' | 'not_instructeur' }> {
  const groupes = demarches.flatMap((demarche) => demarche.groupes)
  return asAdministrateur(deps, par, async (tx) => {
    const inside = await listAffectations(tx, { compteId, organismeId })
    const entered = groupes.filter(({ id, numero }) => wanted.includes(numero) && !inside.has(id))
    const left = groupes.filter(({ id, numero }) => !wanted.includes(numero) && inside.has(id))
    if (entered.length > 0 && !(await isInstructeur(tx, { compteId, organismeId, now })))
      return { outcome: 'not_instructeur' }
    for (const { id } of entered) await deps.demarches.addMembre(tx, { groupeId: id, compteId, now, par })
    for (const { id } of left) await deps.demarches.removeMembre(tx, { groupeId: id, compteId, now, par })
    return { outcome: 'done' }
  })
}
