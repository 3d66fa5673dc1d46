import type { Langue } from '../../core/texte.ts'

const textsFr = {
  titre: 'Identités de démonstration',
  explication:
    'Ces personnes sont inventées. Choisissez celle que vous voulez être : aucun mot de passe n’est demandé.',
  continuer: (nom: string) => `Continuer en tant que ${nom}`,
  annuler: 'Ne pas me connecter',
  quitter: 'Quitter les identités de démonstration ?',
  quitterExplication: 'Vous êtes déjà déconnecté de ce site.',
  quitterBouton: 'Quitter',
  quitte: 'Vous avez quitté les identités de démonstration',
  accueil: 'Retour à l’accueil',
  erreur: 'La connexion n’a pas abouti',
  erreurExplication: 'Cette page de connexion n’est plus valable, ou elle a été ouverte dans un autre navigateur.',
  recommencer: 'Recommencer la connexion',
}

const textsEn: typeof textsFr = {
  titre: 'Demonstration identities',
  explication: 'These people are made up. Choose who you want to be: no password is asked.',
  continuer: (nom) => `Continue as ${nom}`,
  annuler: 'Do not sign in',
  quitter: 'Leave the demonstration identities?',
  quitterExplication: 'You are already signed out of this site.',
  quitterBouton: 'Leave',
  quitte: 'You have left the demonstration identities',
  accueil: 'Back to the home page',
  erreur: 'Signing in did not succeed',
  erreurExplication: 'This sign-in page is no longer valid, or it was opened in another browser.',
  recommencer: 'Start signing in again',
}

/** The sentences of the demonstration provider's own pages. */
export function idpTexts(langue: Langue): typeof textsFr {
  return langue === 'en' ? textsEn : textsFr
}
