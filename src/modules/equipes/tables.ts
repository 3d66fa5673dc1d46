import type { ColumnType } from 'kysely'
import type { Texte } from '../../core/texte.ts'
import type { RoleName } from '../comptes/index.ts'

/** A column of a view: read, never written. */
type ReadOnly<T> = ColumnType<T, never, never>

/** What this module reads of others. */
export interface EquipesTables {
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
    delegue_par: ReadOnly<string | null>
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
    groupe_label: ReadOnly<string>
    demarche_id: ReadOnly<string>
    demarche_numero: ReadOnly<number>
    titre: ReadOnly<Texte>
    organisme_id: ReadOnly<string>
  }
}
