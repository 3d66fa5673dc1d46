import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Langue } from '../../core/texte.ts'
import { sha256 } from '../../infra/crypto/tokens.ts'
import { withContext } from '../../infra/db/with-context.ts'
import { csrfToken } from '../../infra/http/csrf.ts'
import { PreuveNeeded, SignInNeeded } from '../../infra/http/errors.ts'
import { LANGUE_COOKIE, langueOfRequest, parseLangue } from '../../infra/http/langue.ts'
import { cookieName, sessionCookie } from '../../infra/http/site.ts'
import type { Entering } from './actions/open-session.ts'
import type { ComptesDeps } from './deps.ts'
import { awaitsPreuve, type Compte, deviceOf, type HeldRole, PREUVE_MAX, SEEN_EVERY, sessionEnd } from './rules.ts'
import { compteOf } from './store/comptes.ts'
import { preuveOf, readSession, type SessionRow, touchSession } from './store/sessions.ts'

/** A session, as far as pages and checks are concerned. */
export interface VisiteurSession {
  /** When it was opened by signing in. */
  readonly openedAt: Date
  /** When it ends if nothing more is asked. */
  readonly expiresAt: Date
  /** The door by which it was opened. */
  readonly porte: string
  /** How sure the identity is, as its provider says it; nothing for an e-mail address. */
  readonly acr: string | undefined
  /** When the second factor was last proved in it. */
  readonly preuveAt: Date | undefined
  /** Whether the account has a second factor of ours. */
  readonly facteur: boolean
  /** Opened on a device where a usager's second factor is not asked. */
  readonly confiance: boolean
  /** Whether its person works here: holds a role, or is in a group. */
  readonly agent: boolean
}

/** Who asks for a page, as every module sees it. */
export interface Visiteur {
  readonly langue: Langue
  /** Texts of démarches are wanted in easy-to-read French where they exist. */
  readonly falc: boolean
  /** The token for the forms of this page; a browser that has none is given a cookie when it is first read. */
  readonly jeton: string
  /** Absent when nobody is signed in, or when their second factor is still awaited. */
  readonly compte: Compte | undefined
  /** Empty for a usager. */
  readonly roles: readonly HeldRole[]
  /** How they are here; absent when nobody is signed in. */
  readonly session: VisiteurSession | undefined
}

/** The cookie that asks for easy-to-read French; not a secret. */
export const FALC_COOKIE = 'falc'

/** The cookie, by its plain name, of a device that an account trusts. */
export const CONFIANCE_COOKIE = 'parvis-appareil'

const visiteurs = new WeakMap<FastifyRequest, Visiteur>()

/** Whose session a request carries, even before the second factor that it may still await. */
export interface Entrant {
  readonly compte: Compte
  readonly roles: readonly HeldRole[]
  readonly session: VisiteurSession
}

const entrants = new WeakMap<FastifyRequest, Entrant>()

/** Who asks for this page. Somebody unknown before the session is read, as on a page of error for an unreadable request. */
export function visiteur(request: FastifyRequest): Visiteur {
  return visiteurs.get(request) ?? anonymous(request)
}

/**
 * Who is signed in.
 * @throws {SignInNeeded} when nobody is, {@link PreuveNeeded} when their second factor is awaited: then back here with what was sent.
 */
export function requireCompte(request: FastifyRequest): Compte {
  const { compte } = visiteur(request)
  if (compte) return compte
  throw entrants.has(request) ? new PreuveNeeded() : new SignInNeeded()
}

/**
 * Whose session it is, whether or not their second factor is awaited: for the pages that ask for it, and for none other.
 * @throws {SignInNeeded} when it is nobody's.
 */
export function requireEntrant(request: FastifyRequest): Entrant {
  const entrant = findEntrant(request)
  if (!entrant) throw new SignInNeeded()
  return entrant
}

/** Whose session it is, if it is anybody's. */
export function findEntrant(request: FastifyRequest): Entrant | undefined {
  return entrants.get(request)
}

/**
 * Who is signed in; if they work here, they proved a second factor in this very session.
 * @throws {SignInNeeded} or {@link PreuveNeeded}: then back here with what was sent.
 */
export function requireAgent(request: FastifyRequest): Compte {
  const compte = requireCompte(request)
  const { session } = requireEntrant(request)
  if (session.agent && session.preuveAt === undefined) throw new PreuveNeeded()
  return compte
}

/**
 * Who is signed in and proved a second factor less than ten minutes ago.
 * @throws {SignInNeeded} or {@link PreuveNeeded}: then back here with what was sent.
 */
export function requirePreuve(request: FastifyRequest, now: Date): Compte {
  const compte = requireCompte(request)
  if (!isRecent(requireEntrant(request).session.preuveAt, now)) throw new PreuveNeeded()
  return compte
}

/**
 * Who is signed in and may change what protects their account: by a proof less than ten minutes old, or by signing in as
 * recently when they have no second factor to prove.
 * @throws {SignInNeeded} or {@link PreuveNeeded}: then back here with what was sent.
 */
export function requireFresh(request: FastifyRequest, now: Date): Compte {
  const compte = requireCompte(request)
  if (!isFresh(requireEntrant(request).session, now)) throw new PreuveNeeded('connexion')
  return compte
}

/** Whether what protects an account may be changed from that session. */
export function isFresh({ facteur, preuveAt, openedAt, porte }: VisiteurSession, now: Date): boolean {
  // A passphrase may have been guessed: alone, it changes nothing of what protects the account.
  return isRecent(preuveAt, now) || (!facteur && porte !== 'phrase' && isRecent(openedAt, now))
}

/** Whether something happened less than ten minutes ago. */
export function isRecent(at: Date | undefined, now: Date): boolean {
  return at !== undefined && now.getTime() - at.getTime() < PREUVE_MAX
}

/** Reads the session of a request, once, by one query; writes the last visit at most once a minute. */
export async function loadVisiteur(
  { db, clock }: Pick<ComptesDeps, 'db' | 'clock'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const cookie = readSessionCookie(request)
  const now = clock()
  const row = cookie === undefined ? undefined : await readSession(db, { empreinte: sha256(cookie), now })
  const session = row && liveSession(row, now)
  const entrant = session && entrantOf(session)
  if (entrant) entrants.set(request, entrant)
  visiteurs.set(request, visiteurOf(request, reply, entrant))
  if (cookie !== undefined && session && now.getTime() - session.row.seen_at.getTime() >= SEEN_EVERY) {
    await withContext(db, { role: 'connexion' }, (tx) => touchSession(tx, { empreinte: sha256(cookie), now }))
  }
}

/** What a sign-in needs to know of the browser. */
export function enteringOf(request: FastifyRequest): Entering {
  return {
    previous: readSessionCookie(request),
    appareil: deviceOf(request.headers['user-agent']),
    confiance: readShort(request, cookieName(request.server.site, CONFIANCE_COOKIE)),
  }
}

/** The session's cookie as sent, whether or not it still opens anything. */
export function readSessionCookie(request: FastifyRequest): string | undefined {
  return readShort(request, sessionCookie(request.server.site))
}

function readShort(request: FastifyRequest, name: string): string | undefined {
  const value = request.cookies?.[name]
  return value === undefined || value === '' || value.length > 100 ? undefined : value
}

interface LiveSession {
  readonly row: SessionRow
  readonly finAt: Date
}

function liveSession(row: SessionRow, now: Date): LiveSession | undefined {
  const from = (seenAt: Date) => sessionEnd({ seenAt, expiresAt: row.expires_at }, row.roles)
  // This very request counts as activity: the page tells the end from now on.
  return from(row.seen_at) > now ? { row, finAt: from(now) } : undefined
}

function entrantOf({ row, finAt }: LiveSession): Entrant {
  return {
    compte: compteOf({ ...row, id: row.compte_id }),
    roles: row.roles,
    session: {
      openedAt: row.created_at,
      expiresAt: finAt,
      porte: row.porte,
      acr: row.acr ?? undefined,
      ...preuveOf(row),
    },
  }
}

function visiteurOf(request: FastifyRequest, reply: FastifyReply, entrant: Entrant | undefined): Visiteur {
  // Nobody yet for every page but those that ask for the second factor.
  const known = entrant && !awaitsPreuve(entrant.session) ? entrant : undefined
  return {
    langue: parseLangue(request.cookies[LANGUE_COOKIE]) ?? entrant?.compte.langue ?? langueOfRequest(request),
    falc: request.cookies[FALC_COOKIE] === '1',
    get jeton() {
      return csrfToken(request, reply)
    },
    compte: known?.compte,
    roles: known?.roles ?? [],
    session: known?.session,
  }
}

function anonymous(request: FastifyRequest): Visiteur {
  const langue = langueOfRequest(request)
  return { langue, falc: false, jeton: '', compte: undefined, roles: [], session: undefined }
}
