import type { Langue } from '../core/texte.ts'

/** A thing worth trying: its name, and why. */
type EssaiTexts = readonly [titre: string, texte: string]

interface SiteTexts {
  readonly sousTitre: string
  readonly sousTitreAgents: string
  readonly demarches: string
  readonly mesDossiers: string
  readonly agents: string
  readonly journal: string
  readonly equipes: string
  readonly aide: string
  readonly retour: string
  readonly reference: (reference: string) => string
  readonly saisies: string
  readonly essais: Readonly<Record<'cantine' | 'agents' | 'fonds' | 'courriels' | 'communes', EssaiTexts>>
}

const fr: SiteTexts = {
  sousTitre: 'Vos démarches en ligne',
  sousTitreAgents: 'Espace des agents',
  demarches: 'Démarches',
  mesDossiers: 'Mes dossiers',
  agents: 'Dossiers à traiter',
  journal: 'Journal',
  equipes: 'Équipes',
  aide: 'Aide',
  retour: 'Revenir à l’accueil',
  saisies: 'Ce que nous avons pu lire, pour le copier',
  reference: (reference) => `Si vous nous écrivez, donnez cette référence : ${reference}`,
  essais: {
    cantine: ['Inscrire un enfant à la cantine', 'Huit minutes, et tout marche sans JavaScript.'],
    agents: ['Étudier les dossiers de la mairie', 'Connectez-vous comme Anne Kerdoncuff, agente de Vern-sur-Seiche.'],
    fonds: ['Financer un projet numérique', 'Le guichet du Puy-de-Dôme du fonds de 88 millions d’euros.'],
    courriels: ['Lire les courriels envoyés', 'Aucun ne quitte cette machine.'],
    communes: ['Chercher une commune parmi 35 000', 'Par son nom ou son code postal, dans chaque adresse.'],
  },
}
const en: SiteTexts = {
  sousTitre: 'Your procedures online',
  sousTitreAgents: 'Officers’ area',
  demarches: 'Procedures',
  mesDossiers: 'My applications',
  agents: 'Applications to handle',
  journal: 'Journal',
  equipes: 'Teams',
  aide: 'Help',
  retour: 'Back to the home page',
  saisies: 'What we could read, for you to copy',
  reference: (reference) => `If you write to us, give this reference: ${reference}`,
  essais: {
    cantine: ['Register a child for the canteen', 'Eight minutes, and it all works without JavaScript.'],
    agents: ['Review the town hall’s applications', 'Sign in as Anne Kerdoncuff, officer of Vern-sur-Seiche.'],
    fonds: ['Fund a digital project', 'The Puy-de-Dôme desk of the 88 million euro fund.'],
    courriels: ['Read the e-mails sent', 'None of them leaves this machine.'],
    communes: ['Look for a commune among 35,000', 'By name or postal code, in every address.'],
  },
}

/** The sentences of the frame, and of the first visit of a demonstration. */
export function siteTexts(langue: Langue): SiteTexts {
  return langue === 'en' ? en : fr
}
