import { findOrganismeByRef, type Organisme } from '../modules/annuaire/index.ts'
import type { DemarchesDeps } from '../modules/demarches/index.ts'
import { parseOrganisme } from './demarches.ts'
import { Refusal } from './refusal.ts'

/**
 * The organisme of this instance that the command line names, in any of the ways that `organisme creer` takes.
 * @throws {Refusal} with code 2 when it names nothing, with code 1 when that organisme is not here yet.
 */
export async function findOrganismeAsked(db: DemarchesDeps['db'], asked: string): Promise<Organisme> {
  const wanted = parseOrganisme(asked)
  const ref = 'siren' in wanted ? wanted.siren : `${wanted.nature}-${wanted.code}`
  const organisme = await findOrganismeByRef(db, ref)
  if (!organisme)
    throw new Refusal(`Aucun organisme « ${asked} » ici. Créez-le d’abord : parvis organisme creer ${ref}`)
  return organisme
}
