import type { Langue } from '../core/texte.ts'

const fr = {
  sousTitre: 'Vos démarches en ligne',
  sousTitreAgents: 'Espace des agents',
  demarches: 'Démarches',
  mesDossiers: 'Mes dossiers',
  agents: 'Dossiers à traiter',
  aide: 'Aide',
  accueil: 'Accueil',
  retour: 'Revenir à l’accueil',
  reference: (reference: string) => `Si vous nous écrivez, donnez cette référence : ${reference}`,
  essais: {
    cantine: 'Inscrire un enfant à la cantine, sans JavaScript si vous voulez',
    agents: 'Étudier les dossiers comme le ferait la mairie',
    fonds: 'Déposer un projet au fonds de 88 millions d’euros',
    courriels: 'Lire les courriels envoyés',
    communes: 'Chercher une commune parmi 35 000',
  },
}
const en: typeof fr = {
  sousTitre: 'Your procedures online',
  sousTitreAgents: 'Officers’ area',
  demarches: 'Procedures',
  mesDossiers: 'My applications',
  agents: 'Applications to handle',
  aide: 'Help',
  accueil: 'Home',
  retour: 'Back to the home page',
  reference: (reference) => `If you write to us, give this reference: ${reference}`,
  essais: {
    cantine: 'Register a child for the school canteen, without JavaScript if you like',
    agents: 'Review applications as the town hall would',
    fonds: 'Submit a project to the 88 million euro fund',
    courriels: 'Read the e-mails sent',
    communes: 'Look for a commune among 35,000',
  },
}

/** The sentences of the frame, and of the first visit of a demonstration. */
export function siteTexts(langue: Langue): typeof fr {
  return langue === 'en' ? en : fr
}
