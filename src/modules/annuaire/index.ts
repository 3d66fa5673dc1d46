import { parseRef } from './rules.ts'
import {
  findOrganismeById,
  findOrganismeWithCode,
  findOrganismeWithSiren,
  listOrganismesByNom,
  type Organisme,
  searchOrganismesByNom,
} from './store/organismes.ts'
import { type AnyDb, pickAnnuaire } from './tables.ts'

export { createOrganisme, type NewOrganisme } from './actions/create-organisme.ts'
export { loadAnnuaire } from './actions/load-annuaire.ts'
export { searchCommunes } from './actions/search-communes.ts'
export { paths as annuairePaths } from './paths.ts'
export { createReferentiels } from './referentiels.ts'
export { annuaireRoutes } from './routes.ts'
export { refOf } from './rules.ts'
export type { Organisme } from './store/organismes.ts'

/** The organisme of that key, nothing when there is none. */
export function findOrganisme(db: AnyDb, id: string): Promise<Organisme | undefined> {
  return findOrganismeById(pickAnnuaire(db), id)
}

/** The organisme of that SIREN, nothing when it does not use this instance. */
export function findOrganismeBySiren(db: AnyDb, siren: string): Promise<Organisme | undefined> {
  return findOrganismeWithSiren(pickAnnuaire(db), siren)
}

/** The organisme that an address names (`refOf`): by its SIREN, or by its nature and code. */
export async function findOrganismeByRef(db: AnyDb, ref: string): Promise<Organisme | undefined> {
  const parsed = parseRef(ref)
  if (!parsed) return undefined
  const annuaire = pickAnnuaire(db)
  return 'siren' in parsed ? findOrganismeWithSiren(annuaire, parsed.siren) : findOrganismeWithCode(annuaire, parsed)
}

/** Organismes of this instance by name: all of them, or those of these keys. */
export function listOrganismes(db: AnyDb, ids?: readonly string[]): Promise<readonly Organisme[]> {
  return listOrganismesByNom(pickAnnuaire(db), ids)
}

/** Organismes of this instance whose name holds what was typed: one page of them, by name, and how many there are. */
export function searchOrganismes(
  db: AnyDb,
  asked: { readonly q: string; readonly page: number; readonly parPage: number },
): Promise<{ readonly organismes: readonly Organisme[]; readonly total: number }> {
  return searchOrganismesByNom(pickAnnuaire(db), asked)
}
