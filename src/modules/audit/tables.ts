import type { ColumnType } from 'kysely'

/** A column of somebody else's: read, never written. */
type ReadOnly<T> = ColumnType<T, never, never>

/** What this module reads of others; it owns nothing. */
export interface AuditTables {
  'comptes.personne': {
    id: ReadOnly<string>
    nom: ReadOnly<string | null>
    prenom: ReadOnly<string | null>
    courriel: ReadOnly<string | null>
  }
}
