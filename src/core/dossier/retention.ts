import type { Jour } from '../jour.ts'
import { addDays, addMonths } from './calendrier.ts'

/** What the end of retention is counted from, by state. */
export type Conservable =
  /** `editedOn` is absent while nothing was ever typed; `origine` is how the draft was made. */
  | {
      readonly etat: 'brouillon'
      readonly createdOn: Jour
      readonly editedOn?: Jour
      /** Made by a prefilled link that nobody has claimed yet. */
      readonly isOrphan?: boolean
    }
  | { readonly etat: 'en_construction'; readonly enConstructionOn: Jour }
  | { readonly etat: 'en_instruction' }
  | { readonly etat: 'accepte' | 'refuse' | 'sans_suite'; readonly decidedOn: Jour }

/** How long dossiers are kept, in calendar months. */
export interface Conservation {
  /** The démarche's own retention (RGPD, said on its start page). */
  readonly conservationEnMois: number
  /** Months added by hand since the last transition; none by default, and none to a draft never touched. */
  readonly prolongationEnMois?: number
}

const BROUILLON_EN_MOIS = 3
const BROUILLON_INTACT_EN_JOURS = 14
const ORPHELIN_EN_JOURS = 5

/**
 * The day from which a dossier may be deleted, the notice having been sent 14 days before; nothing while it is in instruction.
 *
 * A draft goes after the démarche's retention, three months at most, from its last edit; a draft never touched after two
 * weeks, a prefilled one that nobody claimed after five days, both without notice.
 */
export function expiresAt(dossier: Conservable, conservation: Conservation): Jour | undefined {
  const { conservationEnMois, prolongationEnMois = 0 } = conservation
  switch (dossier.etat) {
    case 'brouillon':
      if (dossier.isOrphan) return addDays(dossier.createdOn, ORPHELIN_EN_JOURS)
      if (dossier.editedOn === undefined) return addDays(dossier.createdOn, BROUILLON_INTACT_EN_JOURS)
      return addMonths(dossier.editedOn, Math.min(conservationEnMois, BROUILLON_EN_MOIS) + prolongationEnMois)
    case 'en_construction':
      return addMonths(dossier.enConstructionOn, conservationEnMois + prolongationEnMois)
    case 'en_instruction':
      return undefined
    case 'accepte':
    case 'refuse':
    case 'sans_suite':
      return addMonths(dossier.decidedOn, conservationEnMois + prolongationEnMois)
  }
}
