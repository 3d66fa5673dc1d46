import type { Saisie } from '../core/champs/kind.ts'

/** What was typed as one text, for the control that shows it again; blank when it was typed otherwise. */
export function textOf(saisie: Saisie | undefined): string {
  if (typeof saisie === 'string') return saisie
  return isList(saisie) ? (saisie[0] ?? '') : ''
}

/** The options ticked, or the ids posted. */
export function listOf(saisie: Saisie | undefined): readonly string[] {
  if (typeof saisie === 'string') return saisie === '' ? [] : [saisie]
  return isList(saisie) ? saisie : []
}

/** One named part of what was typed, or nothing when it was not typed in parts. */
export function partOf(saisie: Saisie | undefined, partie: string): string | undefined {
  if (saisie === undefined || typeof saisie === 'string' || isList(saisie)) return undefined
  return Object.hasOwn(saisie, partie) ? saisie[partie] : undefined
}

function isList(saisie: Saisie | undefined): saisie is readonly string[] {
  return Array.isArray(saisie)
}
