import type { Lecteur, Referentiels } from '../../champs/kind.ts'
import data from './referentiels.json' with { type: 'json' }

const MARKS = /\p{M}/gu

/** A name without accents, case nor hyphens, as look-ups by name compare it. */
function folded(text: string): string {
  return text.normalize('NFD').replace(MARKS, '').toLowerCase().replace(/[-’']/g, ' ').trim()
}

/** The few places of the official code that the cases speak of. */
const casesReferentiels: Referentiels = {
  commune: (code) => data.communes.find((each) => each.code === code),
  communesNamed: (texte) =>
    data.communes.filter((each) => folded(each.nom) === folded(texte) || each.codesPostaux.includes(texte)),
  departement: (code) => data.departements.find((each) => each.code === code),
  departements: () => data.departements,
  region: (code) => data.regions.find((each) => each.code === code),
  regions: () => data.regions,
  isPays: (code) => data.pays.includes(code),
  pays: () => data.pays,
}

/** What the cases are read with: 1 March 2026 and a few places. */
export const casesLecteur: Lecteur = { today: '2026-03-01', referentiels: casesReferentiels }
