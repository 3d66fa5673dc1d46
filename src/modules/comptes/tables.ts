import type { ColumnType, Generated } from 'kysely'
import type { Langue } from '../../core/texte.ts'

/** Every role, the widest first; where each is held is for the rules to say. */
export const ROLES = [
  'administrateur_instance',
  'administrateur',
  'administrateur_demarche',
  'instructeur',
  'expert',
  'auteur_observatoire',
  'gestionnaire_fonds',
  'auditeur',
] as const

/** What a role allows, within an organisme (or for the whole instance). */
export type RoleName = (typeof ROLES)[number]

/** How an account is known: by an e-mail address confirmed by a link, or by an identity provider. */
export type Nature = 'courriel' | 'identifie'

/** Title of somebody, as the law knows it. */
export type Civilite = 'M.' | 'Mme'

/** What a link sent by e-mail is for. */
export type LienUsage =
  | 'connexion'
  | 'rattachement'
  | 'invitation_agent'
  | 'invitation_dossier'
  | 'reprise'
  | 'depannage'

/** What a link carries beside its address: identifiers, never personal data. */
export type LienDonnees = Readonly<Record<string, string>>

interface CompteTable {
  id: Generated<string>
  nature: Nature
  courriel: string | null
  courriel_confirme_at: Date | null
  civilite: Civilite | null
  nom: string | null
  prenom: string | null
  telephone: string | null
  langue: Langue
  created_at: Date
  rattache_a: ColumnType<string | null, never, string>
}

interface IdentiteTable {
  emetteur: string
  client: string
  sujet: string
  compte_id: string
  siret: string | null
  seen_at: Date
}

interface SessionTable {
  empreinte: Buffer
  compte_id: string
  porte: string
  acr: string | null
  id_token: string | null
  created_at: ColumnType<Date, Date, never>
  seen_at: Date
  expires_at: Date
  fin_at: ColumnType<Date | null, never, Date>
  appareil: ColumnType<string | null, string | null, never>
  preuve_at: ColumnType<Date | null, Date | null | undefined, Date>
  confiance: ColumnType<boolean, boolean | undefined, boolean>
}

interface ConnexionTable {
  etat: Buffer
  navigateur: Buffer
  porte: string
  nonce: string
  verifier: string
  retour: string
  created_at: Date
}

interface LienTable {
  empreinte: Buffer
  usage: LienUsage
  courriel: string
  retour: string
  donnees: ColumnType<LienDonnees, string, never>
  created_at: Date
  expires_at: Date
  used_at: ColumnType<Date | null, never, Date>
}

interface EnvoiEnAttenteTable {
  empreinte: Buffer
  adresse: string
  contenu: string
  created_at: Date
}

interface RoleTable {
  id: Generated<string>
  compte_id: string
  role: RoleName
  organisme_id: string | null
  demarche_id: ColumnType<string | null, string | null | undefined, never>
  created_at: Date
  fin_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  delegue_par: ColumnType<string | null, string | null | undefined, string | null>
  suspendu_at: ColumnType<Date | null, never, Date | null>
}

interface TotpTable {
  compte_id: string
  secret: string
  dernier_pas: number
  created_at: Date
}

interface CleAccesTable {
  id: Generated<string>
  compte_id: string
  identifiant: Buffer
  cle_publique: Buffer
  compteur: number
  transports: ColumnType<string[], string[], never>
  nom: string
  created_at: Date
  used_at: ColumnType<Date | null, never, Date>
}

interface CodeSecoursTable {
  compte_id: string
  empreinte: Buffer
  created_at: Date
  used_at: ColumnType<Date | null, never, Date>
}

interface PhraseTable {
  compte_id: string
  hachage: string
  kid: string
  changed_at: Date
}

/** What a passkey is asked for. */
export type DefiUsage = 'enregistrement' | 'preuve' | 'connexion'

interface DefiTable {
  empreinte: Buffer
  compte_id: string | null
  usage: DefiUsage
  created_at: Date
}

interface AppareilConfianceTable {
  empreinte: Buffer
  compte_id: string
  appareil: string | null
  created_at: Date
  seen_at: Date
  expires_at: Date
}

interface RemiseFacteursTable {
  id: Generated<string>
  compte_id: string
  par: string | null
  demandee_at: Date
  effet_at: Date
  annulee_at: ColumnType<Date | null, never, Date>
  faite_at: ColumnType<Date | null, never, Date>
}

interface TentativeTable {
  cle: string
  echecs: number
  libre_at: Date
  jour_at: Date
  echecs_du_jour: number
}

// What the demonstration identity provider remembers: its own to read and write, ours to erase once it has expired.
interface IdpTable {
  expires_at: ColumnType<Date | null, never, never>
}

/** The tables of this module. */
export interface ComptesTables {
  'comptes.compte': CompteTable
  'comptes.identite': IdentiteTable
  'comptes.session': SessionTable
  'comptes.connexion': ConnexionTable
  'comptes.lien': LienTable
  'comptes.envoi_en_attente': EnvoiEnAttenteTable
  'comptes.role': RoleTable
  'comptes.totp': TotpTable
  'comptes.cle_acces': CleAccesTable
  'comptes.defi': DefiTable
  'comptes.code_secours': CodeSecoursTable
  'comptes.phrase': PhraseTable
  'comptes.appareil_confiance': AppareilConfianceTable
  'comptes.remise_facteurs': RemiseFacteursTable
  'comptes.tentative': TentativeTable
  'comptes.idp': IdpTable
}
