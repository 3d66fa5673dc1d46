import { cleEn } from './texts/cle.en.ts'
import { phraseEn } from './texts/phrase.en.ts'
import { securiteEn } from './texts/securite.en.ts'
import type { ComptesTexts } from './texts.fr.ts'

/** The sentences of this module, in English. */
export const textsEn: ComptesTexts = {
  connexion: {
    titre: 'Sign in',
    intro: 'Choose how you want to sign in. Every way leads to the same services.',
    envoiGarde: 'Your session had ended. Sign in: the answers you have just sent are kept for one hour.',
    dejaTitre: (nom) => `You are signed in as ${nom}`,
    deja: 'Signing in with another account leaves this one.',
    continuer: 'Continue',
    demonstrationTitres: { usagers: 'Choose a person of the demonstration', agents: 'Choose a demonstration agent' },
    demonstrationIntro: 'These people are made up. No password is asked.',
    demonstrationBouton: (nom) => `Continue as ${nom}`,
    profils: {
      usager: 'User: she files applications',
      second_usager: 'Second user: he files applications, or fills them in with somebody else',
      agent_mairie: 'Agent of a town hall: she handles the applications of the town',
      administration_mairie: 'She administers the team of a town hall: roles, groups, delegations',
      auditeur: 'She reads the journal of a town hall, and nothing else',
      expert: 'Expert: he gives his opinion to a town hall',
      agent_prefecture: 'Agent of a prefecture: he handles the applications of the State',
      administration: 'It manages organisations, agents and services',
      agent_nouveau: 'New in a town hall: she asks to join the team',
      agent_inconnu: 'Agent of an organisation that is not here yet',
    },
    fournisseurBouton: (nom) => `Sign in with ${nom}`,
    fournisseurTitres: {
      franceconnect: 'You are a member of the public',
      franceconnectplus: 'With a stronger identity',
      proconnect: 'You are a public agent',
      oidc: 'With an account you already have',
    },
    quEstCe: (nom) => `What is ${nom}?`,
    nouvelleFenetre: 'new window',
    courrielTitre: 'With your e-mail address',
    courrielIntro: 'You receive a link to open in order to continue. You need neither an account nor a password.',
    courrielLien: 'Continue with an e-mail address',
    phraseLien: 'I have a passphrase',
  },
  courriel: {
    titre: 'Continue with an e-mail address',
    libelle: 'Your e-mail address',
    aide: 'We send a link to it, valid for 20 minutes. For example: prenom.nom@exemple.fr',
    bouton: 'Receive the link',
    invalide: 'Enter a complete e-mail address, for example prenom.nom@exemple.fr',
    tropSouvent:
      'You have asked for too many links. Wait a little before asking for another: the last one you received still works for 20 minutes.',
    envoyeTitre: 'Check your messages',
    envoye: (courriel) => `We have just sent a link to ${courriel}. Open it within 20 minutes to continue.`,
    envoyeAide: 'Nothing received? Check the address and your spam folder, then wait a few minutes.',
    envoyeAutre: 'Use another address',
    autresFacons: 'Sign in another way',
  },
  lien: {
    titre: 'Confirm to continue',
    connexion: (courriel) => `You asked to continue with the address ${courriel}.`,
    bouton: 'Continue with this address',
    rattachementTitre: 'Join this address to your account?',
    rattachement: (courriel, nom) =>
      `The applications begun with the address ${courriel} will join the account of ${nom}. The address alone will no longer be a way to sign in.`,
    rattachementBouton: 'Join this address',
    rattachementAutre:
      'This link joins an address to an account that is not the one you are signed in with. Sign in with the account that asked for it, then open the link again.',
    perimeTitre: 'This link is no longer valid',
    perime: 'A link works once, and for a limited time. Ask for a new one: it arrives within seconds.',
    perimeBouton: 'Ask for a new link',
    rattacheTitre: 'This address is joined to an account',
    rattache: 'You have joined it to an account that signs in another way. Use that way to find your applications.',
    rattacheBouton: 'Sign in another way',
  },
  retour: {
    titre: 'Signing in did not succeed',
    renonceTitre: 'You are not signed in',
    renonce: 'You left before the end of signing in. Nothing is lost: you can start again, or choose another way.',
    niveau: (nom) =>
      `The identity that ${nom} gave is not strong enough to enter here. Start again with a stronger one, or continue another way.`,
    niveauAgent:
      'Your administration must turn on two-factor authentication: without it, ProConnect does not let anybody into the agents’ area. Ask your IT service for it.',
    reglage: 'A setting of our service is at fault. Our teams have been told. You can continue another way.',
    indisponible: (nom) => `${nom} does not answer at the moment. Try again in a few minutes, or continue another way.`,
    invalide:
      'The answer we received could not be verified. For your safety, you are not signed in. Start again, or continue another way.',
    perime:
      'This return page is no longer valid: it has already been used, it is too old, or your browser refuses the cookies of this site.',
    recommencer: 'Start again',
    autrement: 'Continue with an e-mail address',
    reference: (reference) => `Reference to give us: ${reference}`,
  },
  reprise: {
    titre: 'Your answers have been kept',
    explication: 'We first had to make sure that it is you. Your answers are here: send them again to continue.',
    fichiers: 'If you had chosen files, you will have to choose them again.',
    bouton: 'Send my answers',
    perduTitre: 'These answers are no longer available',
    perdu: 'Answers are kept for one hour, for the person who sent them and in the same browser.',
    accueil: 'Back to the home page',
  },
  compte: {
    titre: 'Your account',
    change: 'Your changes have been saved.',
    rattache: 'The e-mail address has been joined to your account.',
    nom: 'Last name',
    prenom: 'First name',
    telephone: 'Telephone',
    courriel: 'E-mail address',
    langue: 'Language of the site and of messages',
    langues: { fr: 'Français', en: 'English' },
    nomFixe: 'Your name comes from the identity you sign in with: that is where it can be corrected.',
    enregistrer: 'Save',
    problemes: {
      prenom: 'Enter a first name of at most 256 characters',
      nom: 'Enter a last name of at most 256 characters',
      telephone: 'Enter a telephone number, for example 06 12 34 56 78',
    },
    rattacherTitre: 'Join an e-mail address',
    rattacherAide:
      'Did you begin applications with an e-mail address, without an account? Join it: these applications will move to this account.',
    rattacherBouton: 'Receive the confirmation link',
    rolesTitre: 'Your roles',
    roleDans: (role, organisme) => `${role}: ${organisme}`,
    deconnexion: 'Sign out',
    securite: 'Protect your account with a second factor',
    sessions: 'See where you are signed in, and close a session',
    duree: (minutes) => `You are signed out after ${minutes} minutes without activity. What you have saved is kept.`,
  },
  roles: {
    administrateur_instance: 'Administrator of the instance',
    administrateur: 'Administrator of the organisation',
    administrateur_demarche: 'Administrator of a procedure',
    instructeur: 'Case worker',
    expert: 'Expert',
    auteur_observatoire: 'Author of the observatory',
    gestionnaire_fonds: 'Manager of a fund',
    auditeur: 'Auditor',
  },
  sessions: {
    titre: 'Your sessions',
    intro:
      'Here is where your account is open at the moment. If you do not recognise a session, close it, then tell us.',
    actuelle: 'This session',
    appareilInconnu: 'Unknown device',
    parCourriel: 'E-mail address',
    parPhrase: 'Passphrase',
    parCle: 'Passkey',
    porte: 'Way in',
    debut: 'Opened on',
    visite: 'Last visit',
    fermer: 'Close this session',
    fermerAutres: 'Close all other sessions',
    fermee: 'Done: nobody can use what was closed any more.',
    retour: 'Your account',
  },
  invitation: {
    titre: 'You are invited to join a team',
    role: (role, organisme) => (organisme === undefined ? `Role: ${role}.` : `Role: ${role}, for ${organisme}.`),
    connecte: (nom) => `You are signed in as ${nom}: this account will receive the role.`,
    accepter: 'Accept the invitation',
    seConnecter: 'To accept, first sign in with the account that you will work with.',
    seConnecterBouton: 'Sign in',
    perimeTitre: 'This invitation is no longer valid',
    perime: 'An invitation works once, for seven days. Ask the person who invited you for a new one.',
  },
  cle: cleEn,
  phrase: phraseEn,
  securite: securiteEn,
  deconnecte: {
    titre: 'You are signed out',
    explication: 'On a shared computer, close the browser as well.',
    fournisseur: (nom) => `You are signed out of this site. You still have to leave ${nom}.`,
    fournisseurLien: (nom) => `Leave ${nom} too`,
    fournisseurReste: (nom) =>
      `You are signed out of this site. ${nom} has not confirmed it: you may still be signed in there. On a shared computer, close the browser.`,
    fournisseurAller: (nom) => `Go to ${nom}`,
    accueil: 'Back to the home page',
    seConnecter: 'Sign in again',
  },
  mails: {
    connexion: {
      sujet: 'Your link to continue',
      paragraphes: [
        'You asked to continue with this e-mail address. Open this link within 20 minutes; it works once.',
        'If you asked for nothing, do nothing: nobody can sign in without this link.',
      ],
      bouton: 'Continue',
    },
    rattachement: {
      sujet: 'Join this address to your account',
      paragraphes: [
        'You asked to join this e-mail address to your account. Open this link within 20 minutes, in the browser where you are signed in.',
        'If you asked for nothing, do nothing.',
      ],
      bouton: 'Join this address',
    },
    suspension: {
      soi: (organisme) => ({
        sujet: `Your roles are suspended: ${organisme}`,
        paragraphes: [
          `Your identity provider says that you no longer work in the same place. Your roles are suspended: ${organisme}.`,
          'If this is a mistake, ask an administrator of this organisation to restore them.',
        ],
        bouton: 'See my teams',
      }),
      equipe: (nom, organisme, dernier) => ({
        sujet: `${nom} seems to have changed employer`,
        paragraphes: dernier
          ? [
              `The identity provider of ${nom} names another employer. They are the last administrator: ${organisme}.`,
              'This role alone is left to them, so that the organisation is not left with nobody. Name another administrator, then take it back if needed.',
            ]
          : [
              `The identity provider of ${nom} names another employer. Their roles are suspended: ${organisme}.`,
              'Check with this person, then take their roles back or restore them from the page of the team.',
            ],
        bouton: 'See my teams',
      }),
    },
    invitation: (role, organisme) => ({
      sujet: organisme === undefined ? 'Invitation to administer the instance' : `Invitation to join ${organisme}`,
      paragraphes: [
        organisme === undefined
          ? `You are invited with the role “${role}”.`
          : `You are invited to join ${organisme} with the role “${role}”.`,
        'Open this link within seven days, then sign in. It works once.',
      ],
      bouton: 'See the invitation',
    }),
  },
}
