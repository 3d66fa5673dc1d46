import type { Commune, Referentiels } from './kind.ts'

const POSTAL_CODE = /(?<!\d)\d{5}(?!\d)/

/** The five digits of a postal code within what was typed for a commune, when there are some. */
export function postalCodeIn(texte: string): string | undefined {
  return POSTAL_CODE.exec(texte)?.[0]
}

/** The communes that a text names exactly: a name, a postal code, or both as in « 63000 Clermont-Ferrand » or « Clermont-Ferrand (63000) ». */
export function communesTyped(texte: string, referentiels: Referentiels): readonly Commune[] {
  const codePostal = postalCodeIn(texte)
  if (codePostal === undefined) return referentiels.communesNamed(texte)
  const nom = texte.replace(POSTAL_CODE, ' ').replace(/[(),]/g, ' ').trim()
  if (nom === '') return referentiels.communesNamed(codePostal)
  return referentiels.communesNamed(nom).filter((commune) => commune.codesPostaux.includes(codePostal))
}

/** Whether a French postal code, CEDEX included, begins like those of that département. */
export function isPostalCodeOf(codePostal: string, codeDepartement: string): boolean {
  // Both départements of Corsica kept the former number, 20.
  const prefix = /^2[AB]$/.test(codeDepartement) ? '20' : codeDepartement
  return codePostal.startsWith(prefix)
}
