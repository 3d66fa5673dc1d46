import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Langue, readTexte } from '../../core/texte.ts'
import { withContext } from '../../infra/db/with-context.ts'
import { closeSessionsOf } from './actions/close-sessions.ts'
import { ensureCompte } from './actions/ensure-compte.ts'
import { giveRole, grantRole } from './actions/grant-role.ts'
import { type InviteAgent, type InvitedAgent, inviteAgent } from './actions/invite-agent.ts'
import { makeLien, type NewLien } from './actions/make-lien.ts'
import { type AskedRemise, type AskRemise, askRemise, resetFacteurs } from './actions/reset-facteurs.ts'
import { restoreRole } from './actions/restore-role.ts'
import { consumeLien, readLien } from './actions/use-lien.ts'
import { withdrawRole } from './actions/withdraw-role.ts'
import { type AnyTx, type ComptesDeps, pickComptes } from './deps.ts'
import type { KnownRole } from './droits.ts'
import { paths } from './paths.ts'
import { type AskedPortes, type PorteLien, portesOf } from './portes.ts'
import { keepForm } from './routes/reprise.tsx'
import { comptesRoutes } from './routes.ts'
import { type Compte, type HeldRole, isAdministrateur } from './rules.ts'
import { type Lien, type OpenInvitation, selectInvitations, voidInvitations } from './store/liens.ts'
import { selectAgentsByNom, selectByCourriel } from './store/people.ts'
import { selectHolders, selectKnownRoles } from './store/roles.ts'
import type { Tx } from './store/sessions.ts'
import type { LienUsage } from './tables.ts'
import { requireAgent, requireCompte, requirePreuve, type Visiteur, visiteur } from './visiteur.ts'

export type { GivenRole, GiveRole } from './actions/grant-role.ts'
export type { InviteAgent, InvitedAgent } from './actions/invite-agent.ts'
export type { NewLien } from './actions/make-lien.ts'
export { purgeComptes } from './actions/purge-comptes.ts'
export type { WithdrawnRole } from './actions/withdraw-role.ts'
export { type ComptesDeps, metaOfRole, type Porte } from './deps.ts'
export {
  delegates,
  givableRoles,
  isLive,
  isOver,
  isSameRole,
  type KnownRole,
  managesGroupes,
  mayDelegate,
  mayGive,
} from './droits.ts'
export { RenvoiForm } from './pages/reprise-page.tsx'
export { paths as comptesPaths } from './paths.ts'
export { demoPortes, demoRetours, fournisseurPorte, type PorteLien } from './portes.ts'
export { type Compte, type HeldRole, isHeldThere, nomAffiche, parseCourriel, sirenOf } from './rules.ts'
export type { Lien } from './store/liens.ts'
export { comptesColonnes, comptesEmpreintes } from './store/scelles.ts'
export { type ComptesTables, ROLES, type RoleName } from './tables.ts'
export { roleNom } from './texts.ts'
export type { Visiteur }
export { ensureCompte, grantRole, requireCompte, visiteur }

/** A link of another module: its token, what it is for, and the clock. */
export interface AskedLien {
  readonly jeton: string
  readonly usage: LienUsage
  readonly now: Date
}

/** Who people are, as other modules and `app.ts` use it. */
export interface Comptes {
  readonly paths: typeof paths
  /** Who asks for a page. */
  visiteur(request: FastifyRequest): Visiteur
  /** Who is signed in. @throws {SignInNeeded} when nobody is: signing in, then back with nothing lost. */
  requireCompte(request: FastifyRequest): Compte
  /**
   * Who is signed in; if they work here (a role, or a group), they proved a second factor in this session.
   * @throws {SignInNeeded} or {@link PreuveNeeded}: proving, then back with nothing lost.
   */
  requireAgent(request: FastifyRequest): Compte
  /**
   * Who is signed in and proved a second factor less than ten minutes ago: before roles, big exports, keys, factors.
   * @throws {SignInNeeded} or {@link PreuveNeeded}: proving, then back with nothing lost.
   */
  requirePreuve(request: FastifyRequest): Compte
  /** Whether somebody administers that organisme, or the instance when none is named. */
  isAdministrateur(visiteur: Pick<Visiteur, 'roles'>, organismeId?: string): boolean
  /** Gives a role as an administrator may. */
  readonly giveRole: typeof giveRole
  /** Takes a role back, never the last administrator's. */
  readonly withdrawRole: typeof withdrawRole
  /** Lets a suspended role open again. */
  readonly restoreRole: typeof restoreRole
  /** The name of the provider of an identity, as its door has it. */
  emetteurNom(emetteur: string, langue: Langue): string
  /** Ends every session of somebody, as an administrator of theirs. */
  readonly closeSessionsOf: typeof closeSessionsOf
  /** Asks that the lost second factors of somebody be removed, a day later, as an administrator of theirs may. */
  askRemise(asked: AskRemise): Promise<AskedRemise>
  /** Removes the second factors of somebody at once, in the name of who runs the instance; false when there were none. */
  resetFacteurs(tx: AnyTx, asked: { readonly compteId: string; readonly now: Date }): Promise<boolean>
  /** Every role of somebody that who asks may see, ended and suspended ones included; oldest first. */
  listKnownRoles(tx: AnyTx, compteId: string): Promise<readonly KnownRole[]>
  /** The invitations of an organisme, or of the instance, that may still be accepted. */
  listInvitations(
    tx: AnyTx,
    asked: { readonly organismeId: string | undefined; readonly now: Date },
  ): Promise<readonly OpenInvitation[]>
  /** Voids the invitations of an address there; gives how many. */
  cancelInvitations(
    tx: AnyTx,
    asked: { readonly courriel: string; readonly organismeId: string | undefined; readonly now: Date },
  ): Promise<number>
  /** The accounts of that address that hold that role there at that moment; the address in any letters. */
  findAgents(tx: AnyTx, asked: HeldRole & { readonly courriel: string; readonly now: Date }): Promise<readonly string[]>
  /** Every account that uses that address, as kept (small letters): for the house, which alone looks people up. */
  findByCourriel(courriel: string): Promise<readonly string[]>
  /** The agents, present or former, whose name has each of these words, accents aside; twenty at most. For the house. */
  findAgentsByNom(mots: readonly string[]): Promise<readonly string[]>
  /** Invites an agent, or the administrator of the instance, by a link sent to an address. */
  inviteAgent(tx: AnyTx, invite: InviteAgent): Promise<InvitedAgent>
  /** Makes a link to send; gives its absolute address: the page of this module that signs in, or `retour` with `?jeton=`. */
  makeLien(tx: AnyTx, lien: NewLien): Promise<string>
  /** A link of that use that may still be used; looking does not use it. */
  readLien(asked: AskedLien): Promise<Lien | undefined>
  /** Uses a link of that use, once. */
  consumeLien(asked: AskedLien): Promise<Lien | undefined>
  /** The doors of usagers that prove that level, the name of each and where it begins, to come back to `retour`. */
  portesOf(asked: AskedPortes): readonly PorteLien[]
  /** Keeps the form of a request for an hour; gives where it is found again after signing in, or nothing when it cannot be kept. */
  keepForm(request: FastifyRequest, reply: FastifyReply): Promise<string | undefined>
  /** Reads who is asking at each request, and serves the pages of this module. On the root server, before other modules. */
  register(app: FastifyInstance): void
}

/** The module, made of what the house gives it. */
export function createComptes(deps: ComptesDeps): Comptes {
  const asHouse = <Result>(run: (tx: Tx) => Promise<Result>) => withContext(deps.db, { role: 'systeme' }, run)
  return {
    paths,
    visiteur,
    requireCompte,
    requireAgent,
    requirePreuve: (request) => requirePreuve(request, deps.clock()),
    isAdministrateur,
    ...{ giveRole, withdrawRole, restoreRole, closeSessionsOf },
    askRemise: (asked) => askRemise(deps, asked),
    resetFacteurs: (tx, asked) => resetFacteurs(deps, tx, asked),
    emetteurNom: (emetteur, langue) => {
      const porte = deps.portes.find((one) => one.emetteur === emetteur)
      return porte ? readTexte(porte.nom, langue) : emetteur
    },
    findByCourriel: (courriel) => asHouse((tx) => selectByCourriel(tx, courriel)),
    findAgentsByNom: (mots) => asHouse((tx) => selectAgentsByNom(tx, mots)),
    listKnownRoles: (tx, compteId) => selectKnownRoles(pickComptes(tx), compteId),
    listInvitations: (tx, asked) => selectInvitations(pickComptes(tx), asked),
    cancelInvitations: (tx, asked) => voidInvitations(pickComptes(tx), asked),
    findAgents: (tx, asked) => selectHolders(pickComptes(tx), { ...asked, courriel: asked.courriel.toLowerCase() }),
    inviteAgent: (tx, invite) => inviteAgent(deps, tx, invite),
    makeLien: async (tx, lien) => {
      const token = await makeLien(tx, lien)
      // An invitation to a dossier is accepted on the page of the module that shares it, with one's own account.
      return deps.origin + (lien.usage === 'invitation_dossier' ? `${lien.retour}?jeton=${token}` : paths.lien(token))
    },
    readLien: async ({ jeton, usage, now }) => {
      const lien = await readLien(deps, { token: jeton, now })
      return lien?.usage === usage ? lien : undefined
    },
    consumeLien: ({ jeton, usage, now }) => consumeLien(deps, { token: jeton, usage, now }),
    portesOf: (asked) => portesOf(deps, asked),
    keepForm: (request, reply) => keepForm(deps, request, reply),
    register: (app) => comptesRoutes(app, deps),
  }
}
