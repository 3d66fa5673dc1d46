import { PREFECTURES } from '../prefectures.ts'
import {
  findDepartement,
  findOrganismeWithCode,
  findOrganismeWithSiren,
  findRegion,
  type Identite,
  identifyCommune,
  identifySiren,
  insertOrganisme,
  lockOrganismes,
  type Organisme,
} from '../store/organismes.ts'
import { type AnnuaireDb, type AnyDb, pickAnnuaire } from '../tables.ts'

/** Which organisme to create: by its SIREN, or by the territory it stands for. A name given wins over the official one. */
export type NewOrganisme = {
  readonly nom?: string | undefined
  readonly accent?: string | undefined
  readonly demonstration?: boolean | undefined
} & (
  | { readonly siren: string }
  /** `code` is the INSEE code, or the SIREN of an EPCI. */
  | { readonly nature: 'commune' | 'epci' | 'departement' | 'region' | 'prefecture'; readonly code: string }
)

/** What came of creating an organisme. */
export type OrganismeCreated =
  | { readonly outcome: 'created' | 'exists'; readonly organisme: Organisme }
  /** The geographic code does not know it, and no name was given. */
  | { readonly outcome: 'unknown' }

/**
 * Creates an organisme in the caller's transaction; one that exists already is given back as it is.
 *
 * A SIREN that is neither a commune's nor an EPCI's needs a name: such an organisme is of nature `autre`. Préfectures
 * are those of the 101 départements.
 */
export async function createOrganisme(db: AnyDb, asked: NewOrganisme): Promise<OrganismeCreated> {
  const tx = pickAnnuaire(db)
  await lockOrganismes(tx)
  const siren = 'siren' in asked ? asked.siren : asked.code
  const place = 'siren' in asked || asked.nature === 'epci' ? undefined : { nature: asked.nature, code: asked.code }
  const found = place ? await findOrganismeWithCode(tx, place) : await findOrganismeWithSiren(tx, siren)
  if (found) return { outcome: 'exists', organisme: found }
  const identite = place ? await identifyByCode(tx, place) : await identifyBySiren(tx, { siren, nom: asked.nom })
  if (!identite) return { outcome: 'unknown' }
  const organisme = await insertOrganisme(tx, {
    ...identite,
    nom: asked.nom ?? identite.nom,
    accent: asked.accent,
    demonstration: asked.demonstration,
  })
  return { outcome: 'created', organisme }
}

async function identifyBySiren(
  tx: AnnuaireDb,
  { siren, nom }: { readonly siren: string; readonly nom?: string | undefined },
): Promise<Identite | undefined> {
  const known = await identifySiren(tx, siren)
  if (known) return known
  return nom === undefined || !/^\d{9}$/.test(siren) ? undefined : { nature: 'autre', nom, siren, code: null }
}

async function identifyByCode(
  tx: AnnuaireDb,
  { nature, code }: { readonly nature: 'commune' | 'departement' | 'region' | 'prefecture'; readonly code: string },
): Promise<Identite | undefined> {
  const territoire = { nature, siren: null, code }
  switch (nature) {
    case 'commune':
      return identifyCommune(tx, code)
    case 'prefecture': {
      const prefecture = PREFECTURES.get(code)
      return prefecture && { ...territoire, nom: prefecture.nom }
    }
    case 'departement': {
      const departement = await findDepartement(tx, code)
      // The article is that of the préfecture: « Préfecture du Puy-de-Dôme », « Département du Puy-de-Dôme ».
      const nom = PREFECTURES.get(code)?.nom.replace('Préfecture', 'Département')
      return departement && { ...territoire, nom: nom ?? departement.nom }
    }
    case 'region': {
      const region = await findRegion(tx, code)
      return region && { ...territoire, nom: `Région ${region.nom}` }
    }
  }
}
