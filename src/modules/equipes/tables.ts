import type { ColumnType, Generated } from 'kysely'
import type { RoleName } from '../comptes/index.ts'

/** A column of a view: read, never written. */
type ReadOnly<T> = ColumnType<T, never, never>

/** What came of a request to join a team. */
export type Reponse = 'acceptee' | 'refusee' | 'retiree' | 'expiree'

/** The table of this module, and what it reads of others. */
export interface EquipesTables {
  'equipes.demande': {
    id: Generated<string>
    organisme_id: string
    compte_id: string
    message: string
    created_at: Date
    reponse: Reponse | null
    repondu_at: Date | null
    repondu_par: string | null
    motif: string | null
  }
  'comptes.personne': {
    id: ReadOnly<string>
    nom: ReadOnly<string | null>
    prenom: ReadOnly<string | null>
    courriel: ReadOnly<string | null>
    langue: ReadOnly<'fr' | 'en'>
  }
  'comptes.role_tenu': {
    compte_id: ReadOnly<string>
    role: ReadOnly<RoleName>
    organisme_id: ReadOnly<string | null>
    demarche_id: ReadOnly<string | null>
    created_at: ReadOnly<Date>
    fin_at: ReadOnly<Date | null>
    suspendu_at: ReadOnly<Date | null>
  }
  'comptes.derniere_visite': { compte_id: ReadOnly<string>; vu_at: ReadOnly<Date | null> }
  'comptes.provenance': {
    compte_id: ReadOnly<string>
    emetteur: ReadOnly<string>
    siret: ReadOnly<string | null>
    seen_at: ReadOnly<Date>
  }
  'demarches.affectation': {
    compte_id: ReadOnly<string>
    groupe_id: ReadOnly<string>
    groupe_numero: ReadOnly<number>
    demarche_id: ReadOnly<string>
    organisme_id: ReadOnly<string>
  }
}
