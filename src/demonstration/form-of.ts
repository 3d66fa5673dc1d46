import type { FormReader, Saisie } from '../core/champs/kind.ts'
import { AUTRE } from '../core/conditions/condition.ts'
import type { Saisies } from '../core/validation/reponses.ts'

/** A posted form that would give those answers: what somebody would have typed and ticked. */
export function formOf(saisies: Saisies): (cle: string) => FormReader {
  return (cle) => {
    const saisie = saisies[cle]
    return {
      one: (partie) => (partie === undefined ? mainOf(saisie) : partOf(saisie, partie)),
      all: () => (saisie === undefined ? [] : typeof saisie === 'string' ? [saisie] : isList(saisie) ? saisie : []),
    }
  }
}

function isList(saisie: Saisie): saisie is readonly string[] {
  return Array.isArray(saisie)
}

function mainOf(saisie: Saisie | undefined): string | undefined {
  if (saisie === undefined || typeof saisie === 'string') return saisie
  if (isList(saisie)) return saisie.at(-1)
  return 'autre' in saisie ? AUTRE : undefined
}

function partOf(saisie: Saisie | undefined, partie: string): string | undefined {
  return saisie === undefined || typeof saisie === 'string' || isList(saisie) ? undefined : saisie[partie]
}
