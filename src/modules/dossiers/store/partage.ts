import type { Tx } from './load.ts'

/** Somebody with whom a dossier is shared. */
export interface InviteRow {
  readonly id: string
  readonly courriel: string
  readonly accepte: boolean
}

/** The people a dossier is shared with, oldest first. */
export async function listInvites(tx: Tx, dossierId: string): Promise<readonly InviteRow[]> {
  return tx
    .selectFrom('dossiers.invite as i')
    .select((eb) => ['i.id', 'i.courriel', eb('i.compte_id', 'is not', null).$castTo<boolean>().as('accepte')])
    .where('i.dossier_id', '=', dossierId)
    .where('i.revoked_at', 'is', null)
    .orderBy('i.created_at')
    .execute()
}

/** Invites an address; nothing happens when it is invited already. */
export async function insertInvite(tx: Tx, invite: { dossierId: string; courriel: string; now: Date }): Promise<void> {
  await tx
    .insertInto('dossiers.invite')
    .values({ dossier_id: invite.dossierId, courriel: invite.courriel, created_at: invite.now })
    .onConflict((oc) => oc.columns(['dossier_id', 'courriel']).where('revoked_at', 'is', null).doNothing())
    .execute()
}

/** Ties an invitation to the account of who opened its link; false when it was revoked meanwhile, or taken by somebody else. */
export async function acceptInvite(
  tx: Tx,
  { dossierId, courriel, compteId }: { dossierId: string; courriel: string; compteId: string },
): Promise<boolean> {
  const done = await tx
    .updateTable('dossiers.invite')
    .set({ compte_id: compteId })
    .where('dossier_id', '=', dossierId)
    .where('courriel', '=', courriel)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('compte_id', 'is', null), eb('compte_id', '=', compteId)]))
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Ends an invitation of that dossier; false when it had ended already. */
export async function revokeInvite(
  tx: Tx,
  { dossierId, id, now }: { dossierId: string; id: string; now: Date },
): Promise<boolean> {
  const done = await tx
    .updateTable('dossiers.invite')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('dossier_id', '=', dossierId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Gives the dossiers and invitations of an account to another: the two have proved to be one person. */
export async function moveToCompte(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.updateTable('dossiers.dossier').set({ compte_id: to }).where('compte_id', '=', from).execute()
  await tx.updateTable('dossiers.invite').set({ compte_id: to }).where('compte_id', '=', from).execute()
}
