import { writeJournal } from '../../../infra/journal/journal.ts'
import { type GivenRole, type GiveRole, metaOfRole } from '../../comptes/index.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { tellGiven, tellRefused } from '../mails.ts'
import { sinceOf } from '../rules.ts'
import { answerDemande, lockWaiting } from '../store/demandes.ts'
import { findDestinataire } from '../store/personnes.ts'

/** Which request is answered, and by whom. */
export interface AnsweredDemande {
  readonly id: string
  readonly compteId: string
  readonly organismeId: string
  readonly par: string
  /** The name of the team, for the mail. */
  readonly equipe: string
  readonly now: Date
}

/** A request to accept, with the role to give. */
export type AcceptDemande = AnsweredDemande & Pick<GiveRole, 'role' | 'demarcheId' | 'finAt'>

/** `over`: answered meanwhile, or too old. */
export type AcceptedDemande = GivenRole | { readonly outcome: 'over' }

/** Accepts a request: gives a role, as an administrator may, and tells the person. It still waits when that role may not be given. */
export async function acceptDemande(deps: EquipesDeps, accept: AcceptDemande): Promise<AcceptedDemande> {
  const { id, par, organismeId, compteId, now } = accept
  return asAdministrateur(deps, par, async (tx) => {
    if (!(await lockWaiting(tx, { id, organismeId, since: sinceOf(now) }))) return { outcome: 'over' }
    const given = await deps.comptes.giveRole(tx, accept)
    if (given.outcome !== 'given' && given.outcome !== 'already') return given
    await answerDemande(tx, { id, reponse: 'acceptee', motif: null, par, now })
    const fait = { action: 'demande.accept', objet: `compte:${compteId}`, meta: metaOfRole(accept) }
    await writeJournal(tx, { ...fait, at: now, role: 'agent', compteId: par, organismeId })
    const to = await findDestinataire(tx, compteId)
    if (to) await tellGiven(deps, tx, { ...accept, to })
    return given
  })
}

/** Refuses a request: the person reads why. */
export async function refuseDemande(
  deps: EquipesDeps,
  { id, par, organismeId, compteId, equipe, motif, now }: AnsweredDemande & { readonly motif: string },
): Promise<{ readonly outcome: 'refused' | 'over' }> {
  return asAdministrateur(deps, par, async (tx) => {
    if (!(await lockWaiting(tx, { id, organismeId, since: sinceOf(now) }))) return { outcome: 'over' }
    await answerDemande(tx, { id, reponse: 'refusee', motif, par, now })
    const fait = { action: 'demande.refuse', objet: `compte:${compteId}` }
    await writeJournal(tx, { ...fait, at: now, role: 'agent', compteId: par, organismeId })
    const to = await findDestinataire(tx, compteId)
    if (to) await tellRefused(deps, tx, { id, to, equipe, motif, now })
    return { outcome: 'refused' }
  })
}
