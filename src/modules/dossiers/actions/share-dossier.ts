import { withContext } from '../../../infra/db/with-context.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { invitationMail, repriseMail } from '../mails.ts'
import { paths } from '../paths.ts'
import { type Dossier, findById, findForUsager, type Tx } from '../store/load.ts'
import { acceptInvite, insertInvite, listInvites, revokeInvite } from '../store/partage.ts'

const DAY = 86_400_000

/** How many people a dossier may be shared with. */
export const INVITES_MAX = 10

/** What came of inviting somebody. */
export type Invited =
  | { readonly outcome: 'invited' }
  | { readonly outcome: 'not_owner' }
  | { readonly outcome: 'too_many' }

/** Invites somebody to fill a dossier together: they get a link, valid fourteen days, and use their own account. Its owner alone may. */
export async function inviteSomebody(
  deps: DossiersDeps,
  { numero, usager, courriel, now }: { numero: number; usager: Usager; courriel: string; now: Date },
): Promise<Invited> {
  return asUsager(deps, usager, async (tx): Promise<Invited> => {
    const dossier = await findForUsager(tx, { numero, compteId: usager.compteId, lock: true })
    if (!dossier) throw new NotFound()
    if (dossier.compteId !== usager.compteId) return { outcome: 'not_owner' }
    if ((await listInvites(tx, dossier.id)).length >= INVITES_MAX) return { outcome: 'too_many' }
    await insertInvite(tx, { dossierId: dossier.id, courriel, now })
    const lien = await deps.makeLien(tx, {
      usage: 'invitation_dossier',
      courriel,
      retour: paths.invitation(numero),
      donnees: { dossier: dossier.id },
      expiresAt: new Date(now.getTime() + 14 * DAY),
      now,
    })
    await deps.sendMail(tx, invitationMail({ dossier, courriel, lien, langue: usager.langue, now }))
    await remember(tx, { dossier, usager, action: 'dossier.share', now })
    return { outcome: 'invited' }
  })
}

/** Opens a shared dossier to the account of who followed the link, which is the proof; false when the invitation was taken back meanwhile. */
export async function acceptInvitation(
  deps: DossiersDeps,
  {
    dossierId,
    courriel,
    usager,
    now,
  }: { dossierId: string; courriel: string; usager: Pick<Usager, 'compteId'>; now: Date },
): Promise<boolean> {
  return withContext(deps.db, { role: 'systeme' }, async (tx) => {
    const dossier = await findById(tx, dossierId)
    if (!dossier || !(await acceptInvite(tx, { dossierId, courriel, compteId: usager.compteId }))) return false
    await remember(tx, { dossier, usager, action: 'dossier.join', now })
    return true
  })
}

/** Ends an invitation at once; its owner alone may. */
export async function revokeInvitation(
  deps: DossiersDeps,
  { numero, usager, id, now }: { numero: number; usager: Usager; id: string; now: Date },
): Promise<void> {
  await asUsager(deps, usager, async (tx) => {
    const dossier = await findForUsager(tx, { numero, compteId: usager.compteId, lock: true })
    if (dossier?.compteId !== usager.compteId) throw new NotFound()
    await revokeInvite(tx, { dossierId: dossier.id, id, now })
    await remember(tx, { dossier, usager, action: 'dossier.unshare', now })
  })
}

/** Sends the usager a link to come back to this dossier from another device; false when no address is known. */
export async function sendReprise(
  deps: DossiersDeps,
  { numero, usager, now }: { numero: number; usager: Usager; now: Date },
): Promise<{ readonly outcome: 'sent'; readonly courriel: string } | { readonly outcome: 'no_address' }> {
  return asUsager(deps, usager, async (tx) => {
    const dossier = await findForUsager(tx, { numero, compteId: usager.compteId })
    if (!dossier) throw new NotFound()
    const courriel = usager.courriel ?? dossier.demandeur?.courriel
    if (!courriel) return { outcome: 'no_address' }
    await deps.sendMail(tx, repriseMail(deps, { dossier, courriel, langue: usager.langue, now }))
    await remember(tx, { dossier, usager, action: 'dossier.send_link', now })
    return { outcome: 'sent', courriel }
  })
}

async function remember(
  tx: Tx,
  { dossier, usager, action, now }: { dossier: Dossier; usager: Pick<Usager, 'compteId'>; action: string; now: Date },
) {
  await writeJournal(tx, {
    at: now,
    role: 'usager',
    compteId: usager.compteId,
    organismeId: dossier.organismeId,
    action,
    objet: `dossier:${dossier.id}`,
  })
}
