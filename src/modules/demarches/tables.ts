import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { Condition } from '../../core/conditions/condition.ts'
import type { Texte } from '../../core/texte.ts'

/** A door on the database, or a transaction, whose other tables do not matter: each module picks its own. */
// biome-ignore lint/suspicious/noExplicitAny: the seam between modules takes the transaction of any of them (house.md, hooks)
export type AnyDb = Kysely<any> | Transaction<any>

/** Where a démarche stands: being written, open to usagers, or no longer taking new dossiers. */
export type EtatDemarche = 'brouillon' | 'publiee' | 'close'

/** A JSON column: read as a value, written as text only. */
type Json<T> = ColumnType<T, string, string>
/** A column the module reads and never writes. */
type ReadOnly<T> = ColumnType<T, never, never>

interface DemarcheTable {
  id: Generated<string>
  numero: number
  slug: string
  organisme_id: string
  service_id: string | null
  etat: Generated<EtatDemarche>
  revision_publiee_id: string | null
  titre: Json<Texte>
  resume: Json<Texte>
  duree_en_minutes: number
  delai: Json<Texte>
  recherche: ReadOnly<string>
  created_at: Date
  publiee_at: Date | null
  close_at: Date | null
}

interface RevisionTable {
  id: Generated<string>
  demarche_id: string
  numero: number
  /** Read through `parseDefinition`: the compiler cannot know what was stored. */
  definition: Json<unknown>
  created_at: Date
  publiee_at: Date | null
}

interface ServiceTable {
  id: Generated<string>
  organisme_id: string
  nom: string
  telephone: string
  courriel: string
  horaires: string
  adresse: string
  dpo: string
}

interface GroupeTable {
  id: Generated<string>
  numero: number
  demarche_id: string
  label: string
  par_defaut: Generated<boolean>
  ferme: Generated<boolean>
  regle: ColumnType<Condition | null, string | null | undefined, string | null>
}

/** What `demarches` owns, and the view it publishes. */
export interface DemarchesTables {
  'demarches.demarche': DemarcheTable
  'demarches.slug_ancien': { slug: string; demarche_id: string }
  'demarches.revision': RevisionTable
  'demarches.service': ServiceTable
  'demarches.groupe': GroupeTable
  'demarches.membre': { groupe_id: string; compte_id: string; created_at: Generated<Date> }
  'demarches.fiche': {
    id: ReadOnly<string>
    organisme_nom: ReadOnly<string>
    accent: ReadOnly<string>
    demonstration: ReadOnly<boolean>
  }
}

/** The database narrowed to the tables of this module. */
export type DemarchesDb = Kysely<DemarchesTables>

/** Narrows whatever transaction or database is given to the tables of this module. */
export function pickDemarches(db: AnyDb): DemarchesDb {
  return db.$pickTables<keyof DemarchesTables>()
}
