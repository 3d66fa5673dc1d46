import { de } from '../../ui/elision.ts'
import { cleFr } from './texts/cle.fr.ts'
import { phraseFr } from './texts/phrase.fr.ts'
import { securiteFr } from './texts/securite.fr.ts'

/** The sentences of this module, in French: the type of this catalogue is the contract of the other languages. */
export const textsFr = {
  connexion: {
    titre: 'Se connecter',
    intro: 'Choisissez comment vous voulez vous connecter. Toutes les façons mènent aux mêmes démarches.',
    envoiGarde:
      'Votre session s’est terminée. Connectez-vous : les réponses que vous veniez d’envoyer sont conservées pendant une heure.',
    dejaTitre: (nom: string) => `Vous êtes connecté en tant que ${nom}`,
    deja: 'En vous connectant avec un autre compte, vous quittez celui-ci.',
    continuer: 'Continuer',
    demonstrationTitres: {
      usagers: 'Choisir une personne de la démonstration',
      agents: 'Choisir un agent de la démonstration',
    },
    demonstrationIntro: 'Ces personnes sont inventées. Aucun mot de passe n’est demandé.',
    demonstrationBouton: (nom: string) => `Continuer en tant que ${nom}`,
    profils: {
      usager: 'Usagère : elle dépose des dossiers',
      second_usager: 'Second usager : il dépose des dossiers, ou remplit avec quelqu’un d’autre',
      agent_mairie: 'Agente d’une mairie : elle instruit les dossiers de la commune',
      administration_mairie: 'Elle administre l’équipe d’une mairie : rôles, groupes, délégations',
      auditeur: 'Elle lit le journal d’une mairie, et rien d’autre',
      expert: 'Expert : il donne son avis à une mairie',
      agent_prefecture: 'Agent d’une préfecture : il instruit les dossiers de l’État',
      administration: 'Elle gère les organismes, les agents et les démarches',
      agent_nouveau: 'Nouvelle dans une mairie : elle demande à rejoindre l’équipe',
      agent_inconnu: 'Agent d’un organisme qui n’est pas encore ici',
    },
    fournisseurBouton: (nom: string) => `S’identifier avec ${nom}`,
    fournisseurTitres: {
      franceconnect: 'Vous êtes un usager',
      franceconnectplus: 'Avec une identité plus sûre',
      proconnect: 'Vous êtes un agent public',
      oidc: 'Avec un compte que vous avez déjà',
    },
    quEstCe: (nom: string) => `Qu’est-ce que ${nom} ?`,
    nouvelleFenetre: 'nouvelle fenêtre',
    courrielTitre: 'Avec votre adresse électronique',
    courrielIntro:
      'Vous recevez un lien à ouvrir pour continuer. Vous n’avez pas besoin de créer un compte ni de mot de passe.',
    courrielLien: 'Continuer avec une adresse électronique',
    phraseLien: 'J’ai une phrase de passe',
  },
  courriel: {
    titre: 'Continuer avec une adresse électronique',
    libelle: 'Votre adresse électronique',
    aide: 'Nous y envoyons un lien, valable 20 minutes. Par exemple : prenom.nom@exemple.fr',
    bouton: 'Recevoir le lien',
    invalide: 'Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr',
    tropSouvent:
      'Vous avez demandé trop de liens. Attendez un peu avant d’en demander un autre : le dernier reçu est toujours bon pendant 20 minutes.',
    envoyeTitre: 'Regardez vos messages',
    envoye: (courriel: string) =>
      `Nous venons d’envoyer un lien à l’adresse ${courriel}. Ouvrez-le dans les 20 minutes pour continuer.`,
    envoyeAide:
      'Rien reçu ? Vérifiez l’adresse et le dossier des messages indésirables, puis attendez quelques minutes.',
    envoyeAutre: 'Utiliser une autre adresse',
    autresFacons: 'Se connecter d’une autre façon',
  },
  lien: {
    titre: 'Confirmez pour continuer',
    connexion: (courriel: string) => `Vous avez demandé à continuer avec l’adresse ${courriel}.`,
    bouton: 'Continuer avec cette adresse',
    rattachementTitre: 'Rattacher cette adresse à votre compte ?',
    rattachement: (courriel: string, nom: string) =>
      `Les dossiers commencés avec l’adresse ${courriel} rejoindront le compte ${de(nom)}. Cette adresse ne pourra plus servir seule à se connecter.`,
    rattachementBouton: 'Rattacher cette adresse',
    rattachementAutre:
      'Ce lien rattache une adresse à un compte qui n’est pas celui avec lequel vous êtes connecté. Connectez-vous avec le compte qui l’a demandé, puis ouvrez de nouveau le lien.',
    perimeTitre: 'Ce lien n’est plus valable',
    perime:
      'Un lien sert une seule fois et pendant un temps limité. Demandez-en un nouveau : il arrive en quelques secondes.',
    perimeBouton: 'Demander un nouveau lien',
    rattacheTitre: 'Cette adresse est rattachée à un compte',
    rattache:
      'Vous l’avez rattachée à un compte qui se connecte d’une autre façon. Utilisez celle-là pour retrouver vos dossiers.',
    rattacheBouton: 'Se connecter d’une autre façon',
  },
  retour: {
    titre: 'La connexion n’a pas abouti',
    renonceTitre: 'Vous n’êtes pas connecté',
    renonce:
      'Vous avez quitté la connexion avant la fin. Rien n’est perdu : vous pouvez recommencer, ou choisir une autre façon.',
    niveau: (nom: string) =>
      `L’identité que ${nom} a transmise n’est pas assez sûre pour entrer ici. Recommencez avec une identité plus sûre, ou continuez d’une autre façon.`,
    niveauAgent:
      'Votre administration doit activer la double authentification : sans elle, ProConnect ne permet pas d’entrer dans l’espace des agents. Demandez-la à votre service informatique.',
    reglage:
      'Un réglage de notre service est en cause. Nos équipes en sont averties. Vous pouvez continuer d’une autre façon.',
    indisponible: (nom: string) =>
      `${nom} ne répond pas en ce moment. Réessayez dans quelques minutes, ou continuez d’une autre façon.`,
    invalide:
      'La réponse reçue n’a pas pu être vérifiée. Par sécurité, vous n’êtes pas connecté. Recommencez, ou continuez d’une autre façon.',
    perime:
      'Cette page de retour n’est plus valable : elle a déjà servi, elle est trop ancienne, ou votre navigateur refuse les cookies de ce site.',
    recommencer: 'Recommencer',
    autrement: 'Continuer avec une adresse électronique',
    reference: (reference: string) => `Référence à nous donner : ${reference}`,
  },
  reprise: {
    titre: 'Vos réponses ont été conservées',
    explication:
      'Il fallait d’abord savoir que c’est bien vous. Vos réponses sont là : envoyez-les de nouveau pour continuer.',
    fichiers: 'Si vous aviez choisi des fichiers, il faudra les choisir de nouveau.',
    bouton: 'Envoyer mes réponses',
    perduTitre: 'Ces réponses ne sont plus disponibles',
    perdu: 'Les réponses sont conservées une heure, pour la personne qui les a envoyées et dans le même navigateur.',
    accueil: 'Retour à l’accueil',
  },
  compte: {
    titre: 'Votre compte',
    change: 'Vos changements sont enregistrés.',
    rattache: 'L’adresse électronique est rattachée à votre compte.',
    nom: 'Nom',
    prenom: 'Prénom',
    telephone: 'Téléphone',
    courriel: 'Adresse électronique',
    langue: 'Langue du site et des messages',
    langues: { fr: 'Français', en: 'English' },
    nomFixe: 'Votre nom vient de l’identité avec laquelle vous vous connectez : c’est là qu’il se corrige.',
    enregistrer: 'Enregistrer',
    problemes: {
      prenom: 'Indiquez un prénom de 256 caractères au plus',
      nom: 'Indiquez un nom de 256 caractères au plus',
      telephone: 'Indiquez un numéro de téléphone, par exemple 06 12 34 56 78',
    },
    rattacherTitre: 'Rattacher une adresse électronique',
    rattacherAide:
      'Vous avez commencé des dossiers avec une adresse électronique, sans compte ? Rattachez-la : ces dossiers rejoindront ce compte.',
    rattacherBouton: 'Recevoir le lien de confirmation',
    rolesTitre: 'Vos rôles',
    roleDans: (role: string, organisme: string) => `${role} : ${organisme}`,
    deconnexion: 'Se déconnecter',
    securite: 'Protéger votre compte par un second facteur',
    sessions: 'Voir où vous êtes connecté, et fermer une connexion',
    duree: (minutes: number) =>
      `Votre connexion s’arrête après ${minutes} minutes sans activité. Ce que vous avez enregistré est conservé.`,
  },
  roles: {
    administrateur_instance: 'Administrateur de l’instance',
    administrateur: 'Administrateur de l’organisme',
    administrateur_demarche: 'Administrateur de démarche',
    instructeur: 'Instructeur',
    expert: 'Expert',
    auteur_observatoire: 'Auteur de l’observatoire',
    gestionnaire_fonds: 'Gestionnaire de fonds',
    auditeur: 'Auditeur',
  },
  sessions: {
    titre: 'Vos connexions',
    intro:
      'Voici où votre compte est ouvert en ce moment. Si vous ne reconnaissez pas une connexion, fermez-la, puis prévenez-nous.',
    actuelle: 'Cette connexion',
    appareilInconnu: 'Appareil inconnu',
    parCourriel: 'Adresse électronique',
    parPhrase: 'Phrase de passe',
    parCle: 'Clé d’accès',
    porte: 'Façon de se connecter',
    debut: 'Ouverte le',
    visite: 'Dernière visite',
    fermer: 'Fermer cette connexion',
    fermerAutres: 'Fermer toutes les autres connexions',
    fermee: 'C’est fait : plus personne ne peut utiliser ce qui a été fermé.',
    retour: 'Votre compte',
  },
  invitation: {
    titre: 'Vous êtes invité à rejoindre une équipe',
    role: (role: string, organisme: string | undefined) =>
      organisme === undefined ? `Rôle : ${role}.` : `Rôle : ${role}, pour ${organisme}.`,
    connecte: (nom: string) => `Vous êtes connecté en tant que ${nom} : c’est ce compte qui recevra le rôle.`,
    accepter: 'Accepter l’invitation',
    seConnecter: 'Pour accepter, connectez-vous d’abord avec le compte que vous utiliserez pour travailler.',
    seConnecterBouton: 'Se connecter',
    perimeTitre: 'Cette invitation n’est plus valable',
    perime:
      'Une invitation sert une seule fois, pendant sept jours. Demandez-en une nouvelle à la personne qui vous a invité.',
  },
  cle: cleFr,
  phrase: phraseFr,
  securite: securiteFr,
  deconnecte: {
    titre: 'Vous êtes déconnecté',
    explication: 'Sur un ordinateur partagé, fermez aussi le navigateur.',
    fournisseur: (nom: string) => `Vous êtes déconnecté de ce site. Il reste à quitter ${nom}.`,
    fournisseurLien: (nom: string) => `Quitter aussi ${nom}`,
    fournisseurReste: (nom: string) =>
      `Vous êtes déconnecté de ce site. ${nom} ne nous l’a pas confirmé : vous y êtes peut-être encore connecté. Sur un ordinateur partagé, fermez le navigateur.`,
    fournisseurAller: (nom: string) => `Aller sur ${nom}`,
    accueil: 'Retour à l’accueil',
    seConnecter: 'Se connecter de nouveau',
  },
  mails: {
    connexion: {
      sujet: 'Votre lien pour continuer',
      paragraphes: [
        'Vous avez demandé à continuer une démarche avec cette adresse électronique. Ouvrez ce lien dans les 20 minutes ; il sert une seule fois.',
        'Si vous n’avez rien demandé, ne faites rien : personne ne peut se connecter sans ce lien.',
      ],
      bouton: 'Continuer ma démarche',
    },
    rattachement: {
      sujet: 'Rattacher cette adresse à votre compte',
      paragraphes: [
        'Vous avez demandé à rattacher cette adresse électronique à votre compte. Ouvrez ce lien dans les 20 minutes, dans le navigateur où vous êtes connecté.',
        'Si vous n’avez rien demandé, ne faites rien.',
      ],
      bouton: 'Rattacher cette adresse',
    },
    invitation: (role: string, organisme: string | undefined) => ({
      sujet: organisme === undefined ? 'Invitation à administrer l’instance' : `Invitation à rejoindre ${organisme}`,
      paragraphes: [
        organisme === undefined
          ? `Vous êtes invité avec le rôle « ${role} ».`
          : `Vous êtes invité à rejoindre ${organisme} avec le rôle « ${role} ».`,
        'Ouvrez ce lien dans les sept jours, puis connectez-vous. Il sert une seule fois.',
      ],
      bouton: 'Voir l’invitation',
    }),
    suspension: {
      soi: (organisme: string) => ({
        sujet: `Vos rôles sont suspendus : ${organisme}`,
        paragraphes: [
          `Votre fournisseur d’identité indique que vous ne travaillez plus au même endroit. Vos rôles sont suspendus : ${organisme}.`,
          'Si c’est une erreur, demandez à un administrateur de cet organisme de les rétablir.',
        ],
        bouton: 'Voir mes équipes',
      }),
      equipe: (nom: string, organisme: string, dernier: boolean) => ({
        sujet: `${nom} semble avoir changé d’employeur`,
        paragraphes: dernier
          ? [
              `Le fournisseur d’identité ${de(nom)} indique un autre employeur. C’est le dernier administrateur : ${organisme}.`,
              'Ce seul rôle lui est laissé, pour que l’organisme ne reste pas sans personne. Nommez un autre administrateur, puis retirez-le-lui s’il le faut.',
            ]
          : [
              `Le fournisseur d’identité ${de(nom)} indique un autre employeur. Ses rôles sont suspendus : ${organisme}.`,
              'Vérifiez auprès de cette personne, puis retirez ses rôles ou rétablissez-les depuis la page de l’équipe.',
            ],
        bouton: 'Voir mes équipes',
      }),
    },
  },
}

/** What a catalogue of this module must hold, in whatever language. */
export type ComptesTexts = typeof textsFr
