import { addDays, addMonths } from '../../core/dossier/calendrier.ts'
import { endOfJour, jourOf } from '../../core/jour.ts'

/** What somebody who helps may do: fill with their own account, or file and write to the service too. */
export const DROITS = ['preparer', 'deposer'] as const
/** One of them. */
export type Droit = (typeof DROITS)[number]

/** How long a mandate may last, in months; twelve at most, which the database holds. */
export const DUREES = [1, 3, 6, 12] as const
/** One of them. */
export type Duree = (typeof DUREES)[number]

/** What a mandate opens, seen from a dossier that it opens. */
export interface Mandat {
  readonly id: string
  readonly droit: Droit
  /** ISO 8601; from that instant on, nothing. */
  readonly finAt: string
  /** Whose dossier it is. The address is one that they proved. */
  readonly mandant: { readonly prenom: string | null; readonly nom: string | null; readonly courriel: string | null }
}

/** The names of whose dossier it is, as other modules take them. */
export function namesOf({ prenom, nom, courriel }: Mandat['mandant']) {
  return { prenom: prenom ?? undefined, nom: nom ?? undefined, courriel: courriel ?? undefined }
}

/** When a mandate given now ends: with the last day of so many months, in Paris. */
export function finOf(now: Date, mois: Duree): Date {
  return endOfJour(addDays(addMonths(jourOf(now), mois), -1))
}

/** The last day of a mandate: an instant of it, to be printed. */
export function lastDay(finAt: Date): Date {
  return new Date(finAt.getTime() - 1)
}

/** Whether who holds that mandate may file and write to the service; its usager always may. */
export function mayFile({ mandat }: { readonly mandat: Mandat | null }): boolean {
  return mandat === null || mandat.droit === 'deposer'
}
