import type { Generated } from 'kysely'

/** The keys of organismes, sealed. */
export interface TrousseauTables {
  'infra.cle_organisme': {
    id: Generated<string>
    organisme_id: string
    usage: Usage
    rang: number
    chiffree: string
    created_at: Date
  }
}

/** What a key of an organisme does: seals the keys of its data. */
export type Usage = 'donnees'
