import type { ColumnType, Generated } from 'kysely'
import type { Etat } from '../../core/dossier/etat.ts'

/** A column of a view: read, never written. */
type ReadOnly<T> = ColumnType<T, never, never>

/** A filed dossier, as `dossiers` publishes it for lists. */
interface DeposeView {
  id: ReadOnly<string>
  numero: ReadOnly<number>
  demarche_id: ReadOnly<string>
  organisme_id: ReadOnly<string>
  groupe_id: ReadOnly<string>
  etat: ReadOnly<Etat>
  demandeur_nom: ReadOnly<string>
  depose_at: ReadOnly<Date>
  updated_at: ReadOnly<Date>
  traite_at: ReadOnly<Date | null>
  code_departement: ReadOnly<string | null>
  recherche: ReadOnly<string | null>
  correction_en_cours: ReadOnly<boolean>
  message_recu_at: ReadOnly<Date | null>
  dernier_depot_at: ReadOnly<Date>
}

/** What `instruction` owns, and what it reads of others. */
export interface InstructionTables {
  'instruction.vue': { dossier_id: string; compte_id: string; seen_at: Date }
  'instruction.suivi': { dossier_id: string; compte_id: string; created_at: Date }
  'instruction.note': { id: Generated<string>; dossier_id: string; compte_id: string; corps: string; created_at: Date }
  'dossiers.depose': DeposeView
  'dossiers.effectif': { groupe_id: ReadOnly<string>; etat: ReadOnly<Etat>; nombre: ReadOnly<number> }
  'demarches.fiche': {
    id: ReadOnly<string>
    organisme_id: ReadOnly<string>
    organisme_nom: ReadOnly<string>
    accent: ReadOnly<string>
    telephone: ReadOnly<string | null>
  }
  'comptes.personne': {
    id: ReadOnly<string>
    nom: ReadOnly<string | null>
    prenom: ReadOnly<string | null>
    courriel: ReadOnly<string | null>
  }
}
