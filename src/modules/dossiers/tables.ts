import type { ColumnType, Generated } from 'kysely'
import type { AnalyseEtat, AnalyseMotif } from '../../core/dossier/analyse.ts'
import type { Demandeur } from '../../core/dossier/demandeur.ts'
import type { Etat } from '../../core/dossier/etat.ts'
import type { Langue, Texte } from '../../core/texte.ts'
import type { Saisies, Valeurs } from '../../core/validation/reponses.ts'
import type { Droit } from './mandat.ts'

/** A JSON column: read as a value, written as text only. */
type Json<T> = ColumnType<T, string, string>
/** A column the module reads and never writes. */
type ReadOnly<T> = ColumnType<T, never, never>

interface DossierTable {
  id: Generated<string>
  numero: number
  demarche_id: string
  organisme_id: string
  revision_id: string
  groupe_id: string | null
  compte_id: string
  etat: Generated<Etat>
  langue: Langue
  demandeur: ColumnType<Demandeur | null, string | null | undefined, string | null>
  demandeur_nom: string | null
  motivation: string | null
  created_at: Date
  updated_at: Date
  depose_at: Date | null
  instruction_at: Date | null
  traite_at: Date | null
  preavis_at: Date | null
  supprime_at: Date | null
  supprime_par: 'usager' | 'administration' | 'expiration' | null
  code_departement: string | null
  recherche: ColumnType<string | null, never, never>
}

/** Sealed texts, by key of champ. */
type Sealed = Readonly<Record<string, string>>

interface VersionTable {
  id: Generated<string>
  dossier_id: string
  nature: 'brouillon' | 'depot' | 'tampon' | 'ecarte'
  numero: Generated<number>
  saisies: Json<Saisies>
  /** Sensitive answers, sealed; null for a version that came before there were keys. */
  saisies_chiffrees: ColumnType<Sealed | null, string, string>
  modifie: ColumnType<Readonly<Record<string, number>>, string | undefined, string>
  valeurs: ColumnType<Valeurs | null, string | undefined, string>
  valeurs_chiffrees: ColumnType<Sealed | null, string | undefined, string>
  /** Which filing of its dossier it is; null for what is not filed, and for what was filed before there were ranks. */
  rang: ColumnType<number | null, never, number>
  created_at: Date
  updated_at: Date
}

interface PieceTable {
  id: Generated<string>
  dossier_id: string
  cle: string
  fichier_id: string
  created_at: Date
  created_by: string
  retire_at: Date | null
  cle_fichier: string | null
}

interface MessageTable {
  id: Generated<string>
  dossier_id: string
  auteur: 'usager' | 'agent'
  compte_id: string
  corps: string
  created_at: Date
}

interface CorrectionTable {
  id: Generated<string>
  dossier_id: string
  message_id: string
  motif: Motif
  created_at: Date
  resolue_at: Date | null
}

/** Why a correction is asked. */
export type Motif = 'incorrect' | 'incomplet' | 'perime'

interface TraitementTable {
  id: Generated<string>
  dossier_id: string
  evenement: string
  etat: Etat
  par: 'usager' | 'instructeur' | 'systeme'
  compte_id: string | null
  motivation: string | null
  revision_id: string
  at: Date
}

/** A mandate: somebody invited to help, with one dossier or with every dossier of somebody's on a démarche. */
interface InviteTable {
  id: Generated<string>
  dossier_id: string | null
  mandant_id: string | null
  demarche_id: string | null
  courriel: string
  compte_id: string | null
  droit: Droit
  fin_at: Date
  fichier_id: string | null
  cle_fichier: string | null
  created_at: Date
  revoked_at: Date | null
}

/** What `dossiers` owns, and what it reads of others. */
export interface DossiersTables {
  'dossiers.dossier': DossierTable
  'dossiers.version': VersionTable
  'dossiers.piece': PieceTable
  'dossiers.message': MessageTable
  'dossiers.cle': { dossier_id: string; cle_organisme_id: string; chiffree: string }
  'dossiers.message_piece': { message_id: string; fichier_id: string; cle_fichier: string | null }
  'dossiers.correction': CorrectionTable
  'dossiers.traitement': TraitementTable
  'dossiers.recepisse': { dossier_id: string; version_id: string; courriel_id: string | null; created_at: Date }
  'dossiers.invite': InviteTable
  'dossiers.effectif': { groupe_id: string; etat: Etat; nombre: number }
  'dossiers.tombe': {
    numero: number
    dossier_id: string | null
    demarche_id: string
    organisme_id: string
    etat: Etat
    motif: string
    supprime_at: Date
    detruit_at: Date
  }
  'demarches.fiche': { [K in keyof FicheView]: ReadOnly<FicheView[K]> }
  'comptes.personne': {
    id: ReadOnly<string>
    nom: ReadOnly<string | null>
    prenom: ReadOnly<string | null>
    courriel: ReadOnly<string | null>
    langue: ReadOnly<Langue>
  }
  'comptes.joignable': { id: ReadOnly<string>; courriel: ReadOnly<string>; langue: ReadOnly<Langue> }
  'infra.fichier': {
    id: ReadOnly<string>
    nom: ReadOnly<string>
    type: ReadOnly<string>
    octets: ReadOnly<number>
    emplacement: ReadOnly<string>
    sha256: ReadOnly<Buffer>
    analyse: ReadOnly<AnalyseEtat>
    analyse_motif: ReadOnly<AnalyseMotif | null>
    libere_at: ReadOnly<Date | null>
    created_by: ReadOnly<string | null>
  }
}

/** A démarche as a dossier names it: the view `demarches.fiche`. */
export interface FicheView {
  id: string
  numero: number
  slug: string
  titre: Texte
  etat: 'brouillon' | 'publiee' | 'close'
  organisme_id: string
  organisme_nom: string
  accent: string
  demonstration: boolean
  service_nom: string | null
  telephone: string | null
  service_courriel: string | null
  horaires: string | null
  adresse: string | null
  dpo: string | null
}
