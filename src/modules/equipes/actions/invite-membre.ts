import { hit } from '../../../infra/http/limits.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { InviteAgent } from '../../comptes/index.ts'
import { asAdministrateur, type EquipesDeps } from '../deps.ts'
import { INVITATIONS_PAR_HEURE } from '../rules.ts'

/** What came of inviting; the link goes by mail alone. */
export type InvitedMembre =
  | { readonly outcome: 'invite' | 'pas_une_adresse' | 'not_allowed' | 'bad_end' }
  | { readonly outcome: 'trop_souvent'; readonly secondes: number }

/** Invites somebody in the name of an administrator: what they may give is read again when it is accepted. */
export async function inviteMembre(
  deps: EquipesDeps,
  invite: InviteAgent & { readonly par: string },
): Promise<InvitedMembre> {
  const { par, now } = invite
  const counted = await hit(deps.db, { cle: `invitation|${par}`, max: INVITATIONS_PAR_HEURE, secondes: 3_600, now })
  if (!counted.permis) return { outcome: 'trop_souvent', secondes: counted.secondes }
  const { outcome } = await asAdministrateur(deps, par, (tx) => deps.comptes.inviteAgent(tx, invite))
  switch (outcome) {
    case 'invite':
    case 'pas_une_adresse':
    case 'not_allowed':
    case 'bad_end':
      return { outcome }
    case 'organisme_inconnu':
    case 'organisme_manquant':
      return { outcome: 'not_allowed' }
  }
}

/** Cancels the invitations of an address to a team: their links no longer work. Nothing when there was none. */
export async function cancelInvitation(
  deps: EquipesDeps,
  cancel: {
    readonly par: string
    readonly courriel: string
    readonly organismeId: string | undefined
    readonly now: Date
  },
): Promise<void> {
  const { par, organismeId, now } = cancel
  await asAdministrateur(deps, par, async (tx) => {
    const nombre = await deps.comptes.cancelInvitations(tx, cancel)
    if (nombre === 0) return
    const objet = organismeId === undefined ? 'instance' : `organisme:${organismeId}`
    const fait = { action: 'invitation.cancel', objet, meta: { nombre } }
    await writeJournal(tx, { ...fait, at: now, role: 'agent', compteId: par, organismeId })
  })
}
