import type { Generated } from 'kysely'

/** Files received: what is known of each, and where its bytes are. */
export interface FichierTables {
  'infra.fichier': {
    id: Generated<string>
    nom: string
    type: string
    octets: number
    sha256: Buffer
    md5: Buffer
    emplacement: string
    analyse: Generated<'en_attente' | 'sain' | 'infecte' | 'non_analyse'>
    created_at: Date
    created_by: string | null
  }
}
