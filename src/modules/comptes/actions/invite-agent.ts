import type { Langue } from '../../../core/texte.ts'
import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { SignInNeeded } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { findOrganisme } from '../../annuaire/index.ts'
import type { AnyTx, ComptesDeps } from '../deps.ts'
import { paths } from '../paths.ts'
import { type HeldRole, INVITATION_MAX, isHeldThere, parseCourriel } from '../rules.ts'
import { findLien, type Lien, takeLien, voidLiens } from '../store/liens.ts'
import type { Tx } from '../store/sessions.ts'
import { type ComptesTables, type LienDonnees, ROLES, type RoleName } from '../tables.ts'
import { comptesTexts } from '../texts.ts'
import { grantRole } from './grant-role.ts'
import { makeLien } from './make-lien.ts'
import { rotateSession } from './open-session.ts'

/** An agent to invite; without an organisme, the administrator of the instance. */
export interface InviteAgent extends HeldRole {
  /** As typed. */
  readonly courriel: string
  readonly langue?: Langue
  readonly now: Date
}

/** What came of inviting. `adresse` is the link itself: a secret, for the terminal of who runs the command. */
export type InvitedAgent =
  | { readonly outcome: 'invite'; readonly adresse: string }
  | { readonly outcome: 'pas_une_adresse' | 'organisme_inconnu' | 'organisme_manquant' }

/** Invites somebody by a link, valid seven days and used once; a former invitation of that address no longer works. */
export async function inviteAgent(
  deps: Pick<ComptesDeps, 'origin' | 'sendMail'>,
  anyTx: AnyTx,
  { courriel: typed, role, organismeId, langue = 'fr', now }: InviteAgent,
): Promise<InvitedAgent> {
  const tx: Tx = anyTx.$pickTables<keyof ComptesTables>()
  const courriel = parseCourriel(typed)
  if (courriel === undefined) return { outcome: 'pas_une_adresse' }
  if (!isHeldThere({ role, organismeId })) return { outcome: 'organisme_manquant' }
  const organisme = organismeId === undefined ? undefined : await findOrganisme(anyTx, organismeId)
  if (organismeId !== undefined && !organisme) return { outcome: 'organisme_inconnu' }
  await voidLiens(tx, { courriel, usage: 'invitation_agent', now })
  const donnees: LienDonnees = organismeId === undefined ? { role } : { role, organismeId }
  const expiresAt = new Date(now.getTime() + INVITATION_MAX)
  const token = await makeLien(tx, { usage: 'invitation_agent', courriel, retour: '/agents', donnees, expiresAt, now })
  const adresse = deps.origin + paths.invitation(token)
  const t = comptesTexts(langue)
  const text = t.mails.invitation(t.roles[role], organisme?.nom)
  await deps.sendMail(anyTx, {
    cle: `lien:${sha256(token).toString('hex')}`,
    destinataire: courriel,
    langue,
    sujet: text.sujet,
    titre: text.sujet,
    paragraphes: text.paragraphes,
    lien: { texte: text.bouton, adresse },
    createdAt: now,
  })
  return { outcome: 'invite', adresse }
}

/** What an invitation offers. */
export interface Invitation {
  readonly role: RoleName
  readonly organismeId: string | undefined
  readonly organismeNom: string | undefined
}

/** The invitation of a token, if it may still be accepted. */
export async function readInvitation(
  { db }: Pick<ComptesDeps, 'db'>,
  { token, now }: { token: string; now: Date },
): Promise<Invitation | undefined> {
  const lien = await withContext(db, { role: 'connexion' }, (tx) => findLien(tx, { empreinte: sha256(token), now }))
  const held = heldOf(lien)
  if (!held) return undefined
  const { role, organismeId } = held
  const organisme = organismeId === undefined ? undefined : await findOrganisme(db, organismeId)
  return { role, organismeId, organismeNom: organisme?.nom }
}

/** Who accepts, and with which session. */
export interface AcceptInvitation {
  readonly token: string
  readonly compteId: string
  /** The cookie of the session. */
  readonly session: string
  readonly now: Date
}

/**
 * Gives the role of an invitation, once; gives the session's new cookie, since what one may do has changed.
 * @throws {SignInNeeded} when the session has just ended.
 */
export async function acceptInvitation(
  { db, keys }: ComptesDeps,
  accept: AcceptInvitation,
): Promise<{ token: string; retour: string } | undefined> {
  const { compteId, session, now } = accept
  return withContext(db, { role: 'connexion' }, async (tx) => {
    const empreinte = sha256(accept.token)
    // Looked at first: the link of something else must not be used up here.
    const held = heldOf(await findLien(tx, { empreinte, now }))
    const lien = held && (await takeLien(tx, { empreinte, now }))
    if (!held || !lien) return undefined
    await grantRole(tx, { ...held, compteId, now })
    await writeJournal(tx, {
      at: now,
      role: 'agent',
      compteId,
      organismeId: held.organismeId,
      action: 'invitation.accept',
      objet: `compte:${compteId}`,
    })
    const token = await rotateSession(tx, keys.envois, { token: session })
    if (token === undefined) throw new SignInNeeded()
    return { token, retour: lien.retour }
  })
}

function heldOf(lien: Lien | undefined): HeldRole | undefined {
  if (lien?.usage !== 'invitation_agent') return undefined
  const role = ROLES.find((one) => one === lien.donnees.role)
  const { organismeId } = lien.donnees
  return role && { role, ...(organismeId === undefined ? {} : { organismeId }) }
}
