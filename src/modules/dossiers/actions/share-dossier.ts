import { withContext } from '../../../infra/db/with-context.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
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

/**
 * Invites somebody to fill a dossier together: they get a link, valid fourteen days, and use their own account. Its owner
 * alone may. The same key sent twice sends one mail.
 */
export async function inviteSomebody(
  deps: DossiersDeps,
  { numero, usager, courriel, cle, now }: { numero: number; usager: Usager; courriel: string; cle: string; now: Date },
): Promise<Invited> {
  return asUsager(deps, usager, async (tx): Promise<Invited> => {
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId, lock: true })
    if (!dossier) throw new NotFound()
    if (dossier.compteId !== usager.compteId) return { outcome: 'not_owner' }
    const invite = { dossier, usager, courriel, cle, now }
    return once(tx, `dossier.share:${dossier.id}:${usager.compteId}:${cle}`, () => invitePerson(deps, tx, invite))
  })
}

interface Invite {
  readonly dossier: Dossier
  readonly usager: Usager
  readonly courriel: string
  readonly cle: string
  readonly now: Date
}

async function invitePerson(
  deps: DossiersDeps,
  tx: Tx,
  { dossier, usager, courriel, cle, now }: Invite,
): Promise<Invited> {
  if ((await listInvites(tx, dossier.id)).length >= INVITES_MAX) return { outcome: 'too_many' }
  await insertInvite(tx, { dossierId: dossier.id, courriel, now })
  const lien = await deps.makeLien(tx, {
    usage: 'invitation_dossier',
    courriel,
    retour: paths.invitation(dossier.numero),
    donnees: { dossier: dossier.id },
    expiresAt: new Date(now.getTime() + 14 * DAY),
    now,
  })
  await deps.sendMail(tx, invitationMail({ dossier, courriel, lien, usager, cle, now }))
  await remember(tx, { dossier, usager, action: 'dossier.share', now })
  return { outcome: 'invited' }
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
    const dossier = await findById(deps, tx, dossierId)
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
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId, lock: true })
    if (dossier?.compteId !== usager.compteId) throw new NotFound()
    if (await revokeInvite(tx, { dossierId: dossier.id, id, now }))
      await remember(tx, { dossier, usager, action: 'dossier.unshare', now })
  })
}

/** Sends the usager a link to come back to this dossier from another device, once for a key; false when no address is known. */
export async function sendReprise(
  deps: DossiersDeps,
  { numero, usager, cle, now }: { numero: number; usager: Usager; cle: string; now: Date },
): Promise<{ readonly outcome: 'sent'; readonly courriel: string } | { readonly outcome: 'no_address' }> {
  return asUsager(deps, usager, async (tx) => {
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId })
    if (!dossier) throw new NotFound()
    const courriel = usager.courriel ?? dossier.demandeur?.courriel
    if (!courriel) return { outcome: 'no_address' }
    return once(tx, `dossier.send_link:${dossier.id}:${usager.compteId}:${cle}`, async () => {
      await deps.sendMail(tx, repriseMail(deps, { dossier, courriel, usager, cle, now }))
      await remember(tx, { dossier, usager, action: 'dossier.send_link', now })
      return { outcome: 'sent', courriel } as const
    })
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
