import type { Langue } from '../../../core/texte.ts'
import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { SignInNeeded } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { findOrganisme } from '../../annuaire/index.ts'
import { type AnyTx, actorOf, type ComptesDeps, metaOfRole } from '../deps.ts'
import { paths } from '../paths.ts'
import { type HeldRole, INVITATION_MAX, isHeldThere, parseCourriel } from '../rules.ts'
import { lockCreation } from '../store/comptes.ts'
import { findLien, type Lien, takeLien, voidInvitations } from '../store/liens.ts'
import { lockRoles, selectKnownRoles } from '../store/roles.ts'
import type { Tx } from '../store/sessions.ts'
import { type ComptesTables, type LienDonnees, ROLES, type RoleName } from '../tables.ts'
import { comptesTexts } from '../texts.ts'
import { grantRole, refusalOf } from './grant-role.ts'
import { makeLien } from './make-lien.ts'
import { rotateSession } from './open-session.ts'

/** An agent to invite; without an organisme, the administrator of the instance. A démarche must be one of that organisme. */
export interface InviteAgent extends HeldRole {
  /** As typed. */
  readonly courriel: string
  /** Until when the role will be held; for good when absent. */
  readonly finAt?: Date | undefined
  /** The administrator who invites: what they hold is read again now and at acceptance. The program itself when absent. */
  readonly par?: string
  readonly langue?: Langue
  readonly now: Date
}

/** What came of inviting. `adresse` is the link itself: a secret, for the terminal of who runs the command. */
export type InvitedAgent =
  | { readonly outcome: 'invite'; readonly adresse: string }
  | { readonly outcome: 'pas_une_adresse' | 'organisme_inconnu' | 'organisme_manquant' }
  /** What who invites holds does not allow it, or its end is in the past or more than a year away. */
  | { readonly outcome: 'not_allowed' | 'bad_end' }

/** Invites somebody by a link, valid seven days and used once; a former invitation of that address there no longer works. */
export async function inviteAgent(
  deps: Pick<ComptesDeps, 'origin' | 'sendMail' | 'ailleurs'>,
  anyTx: AnyTx,
  invite: InviteAgent,
): Promise<InvitedAgent> {
  const tx: Tx = anyTx.$pickTables<keyof ComptesTables>()
  const { role, organismeId, langue = 'fr', now } = invite
  const courriel = parseCourriel(invite.courriel)
  if (courriel === undefined) return { outcome: 'pas_une_adresse' }
  if (!isHeldThere({ role, organismeId })) return { outcome: 'organisme_manquant' }
  const organisme = organismeId === undefined ? undefined : await findOrganisme(anyTx, organismeId)
  if (organismeId !== undefined && !organisme) return { outcome: 'organisme_inconnu' }
  const refused = await refusal(tx, { ...invite, compteId: undefined })
  if (refused === 'not_allowed' || refused === 'bad_end') return { outcome: refused }
  await lockCreation(tx, `lien|invitation_agent|${courriel}`)
  await voidInvitations(tx, { courriel, organismeId, now })
  const expiresAt = new Date(now.getTime() + INVITATION_MAX)
  const link = {
    usage: 'invitation_agent',
    courriel,
    retour: deps.ailleurs.agents,
    donnees: donneesOf(invite),
  } as const
  const token = await makeLien(tx, { ...link, expiresAt, now })
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
  if (invite.par !== undefined) {
    const fait = { action: 'invitation.send', objet: `invitation:${sha256(token).toString('hex').slice(0, 16)}` }
    await writeJournal(tx, { ...actorOf(invite.par), ...fait, at: now, organismeId, meta: metaOfRole(invite) })
  }
  return { outcome: 'invite', adresse }
}

/** Why who invites may not give that role; nobody asks it of the program itself. */
async function refusal(
  tx: Tx,
  { par, finAt, now, compteId, ...wanted }: Offer & { readonly compteId: string | undefined; readonly now: Date },
) {
  if (par === undefined) return finAt !== undefined && finAt <= now ? 'bad_end' : undefined
  await lockRoles(tx, wanted.organismeId)
  return refusalOf(await selectKnownRoles(tx, par), { ...wanted, par, finAt, now, ...(compteId && { compteId }) })
}

/** What an invitation offers. */
export interface Invitation {
  readonly role: RoleName
  readonly organismeId: string | undefined
  readonly organismeNom: string | undefined
  /** Until when, for a delegation. */
  readonly finAt: Date | undefined
}

/** The invitation of a token, if it may still be accepted. */
export async function readInvitation(
  { db }: Pick<ComptesDeps, 'db'>,
  { token, now }: { token: string; now: Date },
): Promise<Invitation | undefined> {
  const lien = await withContext(db, { role: 'connexion' }, (tx) => findLien(tx, { empreinte: sha256(token), now }))
  const offer = offerOf(lien)
  if (!offer) return undefined
  const { role, organismeId, finAt } = offer
  const organisme = organismeId === undefined ? undefined : await findOrganisme(db, organismeId)
  return { role, organismeId, organismeNom: organisme?.nom, finAt }
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
    const offer = offerOf(await findLien(tx, { empreinte, now }))
    // Who invited may have left since, or be the very one who accepts.
    if (!offer || (await refusal(tx, { ...offer, compteId, now })) !== undefined) return undefined
    const lien = await takeLien(tx, { empreinte, now })
    if (!lien) return undefined
    const { par, ...held } = offer
    await grantRole(tx, { ...held, deleguePar: held.finAt && par, compteId, now })
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

/** What an invitation gives, and in whose name. */
type Offer = Pick<InviteAgent, 'role' | 'organismeId' | 'demarcheId' | 'finAt' | 'par'>

function donneesOf({ role, organismeId, demarcheId, finAt, par }: Offer): LienDonnees {
  const all = { role, organismeId, demarcheId, finAt: finAt?.toISOString(), par }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function offerOf(lien: Lien | undefined): Offer | undefined {
  if (lien?.usage !== 'invitation_agent') return undefined
  const { finAt, par, organismeId, demarcheId, ...donnees } = lien.donnees
  const role = ROLES.find((one) => one === donnees.role)
  return (
    role && {
      role,
      ...(organismeId === undefined ? {} : { organismeId }),
      ...(demarcheId === undefined ? {} : { demarcheId }),
      ...(finAt === undefined ? {} : { finAt: new Date(finAt) }),
      ...(par === undefined ? {} : { par }),
    }
  )
}
