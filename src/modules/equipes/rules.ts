import { endOfJour, type Jour, jourOf, makeJour } from '../../core/jour.ts'
import { isOver, type KnownRole } from '../comptes/index.ts'

/** How many lines a page of members or of organismes has. */
export const PAR_PAGE = 25
/** From how many members on a team is searched rather than read. */
export const CHERCHER_DES = 10
/** How long a request to join waits for an answer. */
export const DEMANDE_MAX = 30 * 86_400_000
/** A request to join made at that instant, or before, no longer waits. */
export function sinceOf(now: Date): Date {
  return new Date(now.getTime() - DEMANDE_MAX)
}

/** How long a request is kept once answered. */
export const DEMANDE_GARDEE = 365 * 86_400_000
/** Characters of what is said to who answers, or to who asked. */
export const MESSAGE_MAX = 1_000
/** How many invitations somebody sends in an hour. */
export const INVITATIONS_PAR_HEURE = 30

/** What a role opens at that moment. */
export type EtatRole = 'tenu' | 'delegue' | 'suspendu' | 'fini'

/** Whether a role opens something, and if not why. Ended first: lifting a suspension would open nothing. */
export function etatOf(role: Pick<KnownRole, 'finAt' | 'suspenduAt'>, now: Date): EtatRole {
  if (isOver(role, now)) return 'fini'
  if (role.suspenduAt !== undefined) return 'suspendu'
  return role.finAt === undefined ? 'tenu' : 'delegue'
}

/** The last day of a role that ends: the day that was named, not the midnight that follows it. */
export function lastDay(finAt: Date): Jour {
  return jourOf(new Date(finAt.getTime() - 1))
}

/** A day in three texts, as typed. */
export interface TypedDay {
  readonly jour: string
  readonly mois: string
  readonly annee: string
}

/** The end of a typed day: nothing when it was left blank, `invalide` when no calendar has it. */
export function readEnd({ jour, mois, annee }: TypedDay): Date | undefined | 'invalide' {
  if (`${jour}${mois}${annee}`.trim() === '') return undefined
  const typed = [annee, mois, jour].map((part) => (/^\d{1,4}$/.test(part.trim()) ? Number(part) : Number.NaN))
  const made = makeJour(typed[0] ?? Number.NaN, typed[1] ?? Number.NaN, typed[2] ?? Number.NaN)
  return made === undefined ? 'invalide' : endOfJour(made)
}

/** The page number that an address asks for: 1 for anything doubtful. */
export function readPage(text: string | undefined): number {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1
}

/** Somebody's name as colleagues read it: prénom and nom, or the address while no name is known. */
export function nomDe({
  prenom,
  nom,
  courriel,
}: {
  readonly prenom: string | null
  readonly nom: string | null
  readonly courriel: string | null
}): string {
  return [prenom, nom].filter(Boolean).join(' ') || courriel || '—'
}
