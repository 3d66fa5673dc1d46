import { parseRecherche } from '../rules.ts'
import { type CommuneTrouvee, listCommunesByDebut, listCommunesLike } from '../store/communes.ts'
import { type AnyDb, pickAnnuaire } from '../tables.ts'

/**
 * The communes that somebody who typed this may mean, best first, at most `limit`.
 *
 * Accents, case, hyphens and « st » for « saint » do not matter; a postal code or its beginning (two figures at least)
 * narrows. Names that begin so come first, by population; then names that look alike. Nothing under two characters.
 */
export async function searchCommunes(db: AnyDb, q: string, limit: number): Promise<readonly CommuneTrouvee[]> {
  const recherche = parseRecherche(q.slice(0, 100))
  if (recherche.nom.length < 2 && recherche.debutCodePostal === undefined) return []
  const annuaire = pickAnnuaire(db)
  const found = await listCommunesByDebut(annuaire, { ...recherche, limit })
  if (found.length >= limit || recherche.nom.length < 3) return found
  const known = new Set(found.map(({ code }) => code))
  const alike = await listCommunesLike(annuaire, { ...recherche, limit: limit + found.length })
  return [...found, ...alike.filter(({ code }) => !known.has(code))].slice(0, limit)
}
