/** How sure a démarche may want to be of who files, weakest first: `aucun`, then the levels of eIDAS. */
export const NIVEAUX = ['aucun', 'eidas1', 'eidas2', 'eidas3'] as const

/** One of them. */
export type Niveau = (typeof NIVEAUX)[number]

/**
 * What a provider's word for a level is worth, from 0 to 3; a word that is not a level is worth nothing.
 *
 * `eidas1-mfa`, which ProConnect says, is worth 1: its second factor tells more of the means, and no more of the person.
 */
export function rankOf(acr: string | undefined): number {
  return Math.max(
    0,
    NIVEAUX.findIndex((niveau) => niveau === (acr === 'eidas1-mfa' ? 'eidas1' : acr)),
  )
}

/** Whether an identity proved at that level is enough for a démarche that asks for that minimum; none asked, anybody is. */
export function isNiveauReached(acr: string | undefined, minimum: Niveau | undefined): boolean {
  return rankOf(acr) >= rankOf(minimum)
}

/** The State's provider that proves that level, by its name; nothing when none is needed. */
export function fournisseurOf(niveau: Niveau | undefined): 'FranceConnect' | 'FranceConnect+' | undefined {
  const rank = rankOf(niveau)
  if (rank === 0) return undefined
  return rank === 1 ? 'FranceConnect' : 'FranceConnect+'
}
