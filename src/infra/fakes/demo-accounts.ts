import { createHash } from 'node:crypto'

/** What somebody of the demonstration does there; roles and sentences are given by those who know the domain. */
export type DemoProfil =
  | 'usager'
  | 'second_usager'
  | 'agent_mairie'
  | 'administration_mairie'
  | 'auditeur'
  | 'expert'
  | 'agent_prefecture'
  | 'administration'
  | 'agent_nouveau'
  | 'agent_inconnu'

/** A fictitious person whom the demonstration identity provider knows. */
export interface DemoAccount {
  /** Its subject there, and what a sign-in names it by (`login_hint`). */
  readonly id: string
  readonly profil: DemoProfil
  readonly prenom?: string
  readonly nom: string
  readonly genre?: 'female' | 'male'
  readonly courriel: string
  /** The establishment where an agent works, 14 digits: such people sign in as ProConnect's do. */
  readonly siret?: string
}

/** The people of the demonstration. Addresses end in `exemple.fr`: nothing sent there reaches anybody. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    id: 'demo-camille-le-roux',
    profil: 'usager',
    prenom: 'Camille',
    nom: 'Le Roux',
    genre: 'female',
    courriel: 'camille.leroux@exemple.fr',
  },
  {
    id: 'demo-ismael-diallo',
    profil: 'second_usager',
    prenom: 'Ismaël',
    nom: 'Diallo',
    genre: 'male',
    courriel: 'ismael.diallo@exemple.fr',
  },
  {
    id: 'demo-anne-kerdoncuff',
    profil: 'agent_mairie',
    prenom: 'Anne',
    nom: 'Kerdoncuff',
    genre: 'female',
    courriel: 'anne.kerdoncuff@exemple.fr',
    siret: '21350352700011',
  },
  {
    id: 'demo-solene-guivarch',
    profil: 'administration_mairie',
    prenom: 'Solène',
    nom: 'Guivarc’h',
    genre: 'female',
    courriel: 'solene.guivarch@exemple.fr',
    siret: '21350352700011',
  },
  {
    id: 'demo-aurelie-tanguy',
    profil: 'auditeur',
    prenom: 'Aurélie',
    nom: 'Tanguy',
    genre: 'female',
    courriel: 'aurelie.tanguy@exemple.fr',
    siret: '21350352700011',
  },
  {
    id: 'demo-marc-le-breton',
    profil: 'expert',
    prenom: 'Marc',
    nom: 'Le Breton',
    genre: 'male',
    courriel: 'marc.lebreton@exemple.fr',
    siret: '17350001200013',
  },
  {
    id: 'demo-julien-chassaing',
    profil: 'agent_prefecture',
    prenom: 'Julien',
    nom: 'Chassaing',
    genre: 'male',
    courriel: 'julien.chassaing@exemple.fr',
    siret: '17350001200013',
  },
  {
    id: 'demo-administration',
    profil: 'administration',
    nom: 'Administration de l’instance',
    courriel: 'administration@exemple.fr',
    siret: '13002526500013',
  },
  {
    id: 'demo-nadia-belkacem',
    profil: 'agent_nouveau',
    prenom: 'Nadia',
    nom: 'Belkacem',
    genre: 'female',
    courriel: 'nadia.belkacem@exemple.fr',
    siret: '21350352700011',
  },
  {
    id: 'demo-hugo-perrin',
    profil: 'agent_inconnu',
    prenom: 'Hugo',
    nom: 'Perrin',
    genre: 'male',
    courriel: 'hugo.perrin@exemple.fr',
    siret: '13009999700012',
  },
]

/** Under which name Parvis is registered with the demonstration provider. */
export const DEMO_CLIENT = 'parvis-demonstration'

/** Where the provider is mounted. */
export const DEMO_PREFIX = '/demo-idp'

/** The three State providers that the demonstration plays, each under its own issuer. */
export type DemoIdp = 'fc' | 'fcplus' | 'proconnect'

/** The people whom one of them knows: agents are known to ProConnect, the others to both FranceConnect. */
export function accountsOf(idp: DemoIdp): readonly DemoAccount[] {
  return DEMO_ACCOUNTS.filter(({ siret }) => (siret !== undefined) === (idp === 'proconnect'))
}

/**
 * The issuer under which the accounts of the demonstration are kept. Not the address of the provider, which changes with the
 * port: the same people are found again at the next start.
 */
export function demoEmetteur(idp: DemoIdp): string {
  return `urn:parvis:demonstration:${idp}`
}

/** The subject of somebody at one of them: FranceConnect's is opaque and differs for each entity, ProConnect's is its own. */
export function demoSubject(idp: DemoIdp, accountId: string): string {
  if (idp === 'proconnect') return accountId
  return `${createHash('sha256').update(`demo-idp|${DEMO_CLIENT}|${accountId}`).digest('hex')}v1`
}
