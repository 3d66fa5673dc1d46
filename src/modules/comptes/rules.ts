import { isSiret } from '../../core/champs/siret.ts'
import type { Langue } from '../../core/texte.ts'
import type { Civilite, Nature, RoleName } from './tables.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A session ends twelve hours after sign-in, whatever happens. */
export const SESSION_MAX = 12 * HOUR
/** The administrator of the instance signs in again after eight hours. */
const ADMINISTRATEUR_MAX = 8 * HOUR
/** How long a session lasts without activity. */
const IDLE_MAX = {
  usager: 30 * MINUTE,
  agent: HOUR,
  administrateur_instance: 15 * MINUTE,
} as const
/** How many sessions may be open at once: a further one ends the oldest. */
const SESSIONS_MAX = { usager: 5, agent: 3 } as const
/** How long a proof by the second factor is enough for what is sensitive. */
export const PREUVE_MAX = 10 * MINUTE
/** How many failures to prove a day may have; then another way is asked for. */
export const ECHECS_PAR_JOUR = 100
/** The longest wait between two tries, in seconds. */
export const ATTENTE_MAX_SECONDES = 900
/** How long a secret offered to an application of codes may wait for its first code. */
export const ENROLEMENT_MAX = 30 * MINUTE
/** How long a passkey may take to sign what it is asked. */
export const DEFI_MAX = 5 * MINUTE
/** How many passkeys somebody may have. */
export const CLES_MAX = 10
/** How long after an administrator asks for it lost factors are removed: the time for their person to say no. */
export const REMISE_APRES = 24 * HOUR
/** How long a device is trusted. */
export const CONFIANCE_MAX = 30 * 24 * HOUR
/** The last visit is written at most that often: a page read is not a row written. */
export const SEEN_EVERY = MINUTE
/** How long a sign-in under way with an identity provider may take. */
export const CONNEXION_MAX = 10 * MINUTE
/** How long a form that met an expired session is kept. */
export const PARKED_MAX = HOUR
/** How long a link to sign in, or to join an address, may be used. */
export const LIEN_MAX = 20 * MINUTE
/** How long the invitation of an agent may be used. */
export const INVITATION_MAX = 7 * 24 * HOUR

/** Somebody, as pages and actions know them. Empty names are absent. */
export interface Compte {
  readonly id: string
  readonly nature: Nature
  readonly courriel: string | undefined
  readonly civilite: Civilite | undefined
  readonly nom: string | undefined
  readonly prenom: string | undefined
  readonly telephone: string | undefined
  readonly langue: Langue
}

/** A role held by somebody; the instance's administrator holds it in no organisme. */
export interface HeldRole {
  readonly role: RoleName
  readonly organismeId?: string | undefined
  /** The one démarche that its administrator administers. */
  readonly demarcheId?: string | undefined
}

/** What tells whether a session still awaits the second factor of its account. */
interface PreuveOfSession {
  readonly facteur: boolean
  readonly preuveAt: Date | undefined
  readonly confiance: boolean
  readonly agent: boolean
}

/** Whether a session opens nothing yet: its account has a second factor that was not proved. A trusted device excuses usagers alone. */
export function awaitsPreuve({ facteur, preuveAt, confiance, agent }: PreuveOfSession): boolean {
  return facteur && preuveAt === undefined && (agent || !confiance)
}

/** How long somebody's session lasts without activity, in milliseconds. */
export function idleMax(roles: readonly HeldRole[]): number {
  if (roles.some(({ role }) => role === 'administrateur_instance')) return IDLE_MAX.administrateur_instance
  return roles.length > 0 ? IDLE_MAX.agent : IDLE_MAX.usager
}

/** How many sessions somebody may have at once. */
export function sessionsMax(roles: readonly HeldRole[]): number {
  return roles.length > 0 ? SESSIONS_MAX.agent : SESSIONS_MAX.usager
}

/** When a session ends if nothing more is asked: the sooner of inactivity and of the absolute limit. */
export function sessionEnd(
  { seenAt, expiresAt }: { readonly seenAt: Date; readonly expiresAt: Date },
  roles: readonly HeldRole[],
): Date {
  const administers = roles.some(({ role }) => role === 'administrateur_instance')
  const last = expiresAt.getTime() - (administers ? SESSION_MAX - ADMINISTRATEUR_MAX : 0)
  return new Date(Math.min(seenAt.getTime() + idleMax(roles), last))
}

/** The SIREN that an establishment's number proves; nothing for what is no such number, whoever vouches for it. */
export function sirenOf(siret: string | undefined): string | undefined {
  return siret !== undefined && isSiret(siret) && !/^0+$/.test(siret) ? siret.slice(0, 9) : undefined
}

/** Whether a role may be held there: within an organisme, or for the whole instance when none is named; an auditor's, either. */
export function isHeldThere({ role, organismeId }: HeldRole): boolean {
  if (role === 'auditeur') return true
  return (role === 'administrateur_instance' || role === 'auteur_observatoire') === (organismeId === undefined)
}

/** Whether one of these roles administers this organisme; the instance's administrator administers them all. */
export function isAdministrateur({ roles }: { readonly roles: readonly HeldRole[] }, organismeId?: string): boolean {
  return roles.some(
    ({ role, organismeId: held }) =>
      role === 'administrateur_instance' ||
      (role === 'administrateur' && organismeId !== undefined && held === organismeId),
  )
}

/** How somebody is named on screens: first name and name, else the address, else nothing. */
export function nomAffiche({ prenom, nom, courriel }: Pick<Compte, 'prenom' | 'nom' | 'courriel'>): string {
  return [prenom, nom].filter(Boolean).join(' ') || (courriel ?? '')
}

/**
 * An e-mail address as we keep it (lower case, trimmed), or nothing when it cannot be one.
 *
 * Deliberately coarse: the link sent to it is the real check.
 */
export function parseCourriel(text: string | undefined): string | undefined {
  const address = (text ?? '').normalize('NFC').trim().toLowerCase()
  const isOne =
    address.length <= 254 &&
    /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]+\.[^\s<>()[\]\\,;:"@\p{Cc}.]+$/u.test(address)
  return isOne ? address : undefined
}

const NOWHERE = 'http://parvis.invalid'
// Coming back there after sign-in would ask for signing in again, or sign out.
const NOT_A_RETURN = /^\/(?:connexion(?!\/reprise(?:\?|$))|compte\/preuve|deconnexion|deconnecte|demo-idp)(?:[/?#]|$)/

/** Where to go back after sign-in: a path of this site and nothing else; the home page for anything doubtful. */
export function safeRetour(text: string | undefined): string {
  if (text === undefined || text.length > 1000 || !/^\/(?!\/)[^\\\s\p{Cc}]*$/u.test(text)) return '/'
  const url = URL.parse(text, NOWHERE)
  if (
    !url ||
    url.origin !== NOWHERE ||
    /^\/(?:\/|\\|%2f|%5c)/i.test(url.pathname) ||
    NOT_A_RETURN.test(url.pathname + url.search)
  )
    return '/'
  return url.pathname + url.search + url.hash
}

/** With what somebody came, in a few words to recognise it by: « Firefox, Windows »; nothing when it cannot be told. */
export function deviceOf(userAgent: string | undefined): string | undefined {
  const seen = (pairs: readonly (readonly [RegExp, string])[]) =>
    pairs.find(([sign]) => sign.test(userAgent ?? ''))?.[1]
  return [seen(BROWSERS), seen(SYSTEMS)].filter(Boolean).join(', ') || undefined
}

// In this order: most browsers also claim to be Chrome and Safari.
const BROWSERS = [
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const
