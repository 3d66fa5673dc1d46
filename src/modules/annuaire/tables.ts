import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'

/** A door on the database, or a transaction, whose other tables do not matter: each module picks its own. */
// biome-ignore lint/suspicious/noExplicitAny: the seam between modules takes the transaction of any of them (house.md, hooks)
export type AnyDb = Kysely<any> | Transaction<any>

/** What kind of public body an organisme is. */
export type Nature = 'commune' | 'epci' | 'departement' | 'region' | 'prefecture' | 'etat' | 'autre'

interface OrganismeTable {
  id: Generated<string>
  nature: Nature
  nom: string
  siren: string | null
  code: string | null
  accent: Generated<string>
  demonstration: Generated<boolean>
  created_at: Generated<Date>
}

/** What `annuaire` owns. */
export interface AnnuaireTables {
  'annuaire.region': { code: string; nom: string }
  'annuaire.departement': { code: string; nom: string; code_region: string }
  'annuaire.epci': { siren: string; nom: string; nature: string; population: number | null }
  'annuaire.commune': {
    code: string
    nom: string
    nom_recherche: ColumnType<string, never, never>
    codes_postaux: string[]
    code_departement: string
    code_region: string
    siren: string | null
    siren_epci: string | null
    population: number | null
  }
  'annuaire.organisme': OrganismeTable
}

/** The database narrowed to the tables of this module. */
export type AnnuaireDb = Kysely<AnnuaireTables>

/** Narrows whatever transaction or database is given to the tables of this module. */
export function pickAnnuaire(db: AnyDb): AnnuaireDb {
  return db.$pickTables<keyof AnnuaireTables>()
}
