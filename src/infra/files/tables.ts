import type { Generated } from 'kysely'
import type { AnalyseEtat, AnalyseMotif } from '../../core/dossier/analyse.ts'

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
    analyse: Generated<AnalyseEtat>
    analyse_motif: Generated<AnalyseMotif | null>
    analyse_at: Date | null
    analyse_moteur: string | null
    analyse_essais: Generated<number>
    chiffre: Generated<boolean>
    libere_at: Date | null
    libere_par: string | null
    libere_motif: string | null
    detruit_at: Date | null
    created_at: Date
    created_by: string | null
  }
}
