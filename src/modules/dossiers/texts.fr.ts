import type { Etat } from '../../core/dossier/etat.ts'
import { fichiersFr } from './texts/fichiers.fr.ts'
import { mandats } from './texts/mandats.fr.ts'
import { niveau } from './texts/niveau.fr.ts'

const plural = (n: number, one: string, many: string) => `${n} ${n > 1 ? many : one}`

/** Every sentence of the usager's side, in French. */
export const fr = {
  niveau,
  fichiers: fichiersFr,
  mandats,
  etats: {
    brouillon: 'Brouillon',
    en_construction: 'Déposé',
    en_instruction: 'En instruction',
    accepte: 'Accepté',
    refuse: 'Refusé',
    sans_suite: 'Classé sans suite',
  } satisfies Record<Etat, string>,
  etatsExpliques: {
    brouillon: 'Votre demande n’est pas encore déposée. Personne d’autre que vous ne la lit.',
    en_construction: 'Votre demande est arrivée. Le service va l’étudier. Vous pouvez encore la modifier.',
    en_instruction: 'Un agent étudie votre demande. Vous ne pouvez plus la modifier, mais vous pouvez lui écrire.',
    accepte: 'Votre demande est acceptée.',
    refuse: 'Votre demande est refusée.',
    sans_suite: 'Votre demande est classée sans suite.',
  } satisfies Record<Etat, string>,
  commencer: {
    titre: 'Commencer votre demande',
    reprendre: 'Vous avez déjà commencé cette demande',
    reprendreAide: 'Reprenez-la où vous en étiez, plutôt que d’en faire une deuxième.',
    reprendreUn: (date: string) => `Reprendre le brouillon du ${date}`,
    nouvelle: 'Commencer une nouvelle demande',
    fermee: 'Cette démarche est fermée',
    fermeeAide: 'Elle ne reçoit plus de nouvelle demande. Le service reste à votre écoute.',
    connexion: 'Comment voulez-vous continuer ?',
    connexionAide:
      'Vos réponses seront enregistrées au fur et à mesure. Vous pourrez les retrouver sur un autre appareil.',
    seConnecter: 'Me connecter',
    seConnecterAide: 'Votre nom et votre prénom seront déjà remplis.',
    parCourriel: 'Continuer avec mon adresse électronique',
    parCourrielAide: 'Vous n’avez pas besoin de compte. Nous vous envoyons un lien pour continuer.',
  },
  mesDossiers: {
    titre: 'Mes dossiers',
    aucun: 'Vous n’avez pas encore de dossier',
    aucunAide: 'Choisissez une démarche pour commencer une demande.',
    chercher: 'Voir les démarches',
    brouillons: 'À terminer',
    deposes: 'Déposés',
    reprendre: 'Reprendre',
    suivre: 'Suivre',
    aCorriger: 'À corriger',
    vousAidez: (nom: string) => `Vous aidez ${nom}`,
    modifieLe: (date: string) => `Modifié le ${date}`,
    deposeLe: (date: string) => `Déposé le ${date}`,
    numero: (numero: string) => `Dossier n° ${numero}`,
    pour: (nom: string) => `pour ${nom}`,
    supprime: 'Le dossier est dans la corbeille. Vous pouvez le reprendre pendant deux semaines.',
    reprendreCorbeille: 'Le reprendre maintenant',
    restaure: 'Le dossier est de nouveau là.',
  },
  demandeur: {
    titre: 'Qui fait la demande ?',
    pourQui: 'Pour qui faites-vous cette demande ?',
    moi: 'Pour moi',
    organisation: 'Pour une organisation',
    autre: 'Pour quelqu’un d’autre',
    vous: 'Vous',
    personneAidee: 'La personne pour qui vous faites la demande',
    vousAutre: 'Vous, qui faites la demande',
    organisationLegende: 'L’organisation',
    civilite: 'Civilité',
    prenom: 'Prénom',
    nom: 'Nom de famille',
    courriel: 'Adresse électronique',
    courrielAide: 'Nous y envoyons l’accusé de réception et la décision. Par exemple : prenom.nom@exemple.fr',
    telephone: 'Téléphone',
    telephoneAide: 'Utile si le service a une question. Par exemple : 06 39 98 12 34',
    siret: 'Numéro SIRET',
    siretAide: '14 chiffres. Par exemple : 213 503 527 00011',
    raisonSociale: 'Nom de l’organisation',
    continuer: 'Enregistrer et continuer',
    dejaDepose: 'Le dossier est déposé : le demandeur ne change plus.',
    requis: {
      prenom: 'Indiquez le prénom, par exemple Anaïs',
      nom: 'Indiquez le nom de famille, par exemple Le Roux',
      courriel: 'Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr',
      telephone: 'Indiquez un numéro de téléphone complet, par exemple 06 39 98 12 34',
      siret: 'Indiquez un numéro SIRET de 14 chiffres qui existe, par exemple 213 503 527 00011',
      raisonSociale: 'Indiquez le nom de l’organisation, par exemple Les Amis du parc',
      mandataire_prenom: 'Indiquez votre prénom, par exemple Jeanne',
      mandataire_nom: 'Indiquez votre nom de famille, par exemple Martin',
    } as Readonly<Record<string, string>>, // asked by any word, some of them unknown
  },
  etape: {
    erreurs: (n: number) => (n > 1 ? `Il reste ${n} réponses à corriger` : 'Il reste 1 réponse à corriger'),
    continuer: 'Continuer',
    enregistrer: 'Enregistrer et reprendre plus tard',
    precedente: 'Revenir à l’étape précédente',
    enregistreA: (heure: string) => `Enregistré à ${heure}`,
    nouvelles: (n: number) =>
      n > 1
        ? `Selon vos réponses, ${n} questions de plus vous concernent. Elles sont ajoutées ci-dessous.`
        : 'Selon vos réponses, une question de plus vous concerne. Elle est ajoutée ci-dessous.',
    croise: (libelles: string) =>
      `Quelqu’un a changé ces réponses pendant que vous écriviez : ${libelles}. Ce que vous venez de taper les remplace. Vérifiez-les.`,
    coupe:
      'L’envoi a été interrompu. Ce qui était arrivé est enregistré. Vérifiez la fin de la page, et joignez de nouveau les fichiers qui manquent.',
    fichierRefuse: (nom: string) => `« ${nom} » n’a pas été gardé.`,
    formulaireTropLong:
      'Une réponse dépasse la longueur permise. Raccourcissez-la : le reste de la page est enregistré.',
    modification: 'Vous modifiez un dossier déjà déposé',
    modificationAide: 'Le service ne verra vos changements que lorsque vous les aurez déposés.',
    fermee: 'Cette démarche est fermée depuis que vous avez commencé',
    fermeeAide:
      'Vous ne pouvez plus déposer cette demande. Vos réponses restent lisibles ici, et vous pouvez les copier.',
    nonModifiable: 'Ce dossier ne peut plus être modifié',
    nonModifiableAide:
      'Un agent a commencé à l’étudier. Voici ce que vous veniez d’écrire, pour que vous puissiez le copier. Rien n’a été changé au dossier.',
    duree: (minutes: number) => `Votre session dure ${minutes} minutes sans activité.`,
  },
  verification: {
    titre: 'Vérifier mes réponses',
    aide: 'Relisez vos réponses. Vous pourrez encore les modifier tant qu’un agent n’a pas commencé à étudier votre demande.',
    ensuite: 'Ce qui se passe après le dépôt',
    engagement: 'Votre engagement',
    engagementRequis: 'Cochez la case pour vous engager avant de déposer votre demande',
    deposer: 'Déposer ma demande',
    redeposer: 'Déposer mes modifications',
    modifier: 'Modifier',
    demandeur: 'Le demandeur',
    sansReponse: 'Non renseigné',
    ligne: (n: number) => `n° ${n}`,
    incomplet: 'Il manque des réponses',
    ineligible: 'Votre demande ne peut pas être déposée',
  },
  recepisse: {
    titre: 'Votre demande est déposée',
    titreModifie: 'Vos modifications sont déposées',
    numero: 'Numéro de dossier',
    deposeLe: (date: string) => `Déposée le ${date}`,
    modifieLe: (date: string) => `Modifiée le ${date}`,
    courriel: (adresse: string) => `Nous envoyons l’accusé de réception à ${adresse}.`,
    pdf: 'Télécharger l’accusé de réception (PDF)',
    suivre: 'Suivre mon dossier',
    ensuite: 'Et maintenant ?',
    delai: (delai: string) => `Délai habituel de réponse : ${delai}`,
    accuse: 'Accusé de réception',
    pdfIndisponible:
      'Le PDF n’est pas disponible sur cette installation. Cette page vaut accusé de réception : vous pouvez l’imprimer.',
    service: 'Le service qui s’occupe de votre demande',
  },
  accuse: {
    recu: (date: string) => `Votre demande a été reçue le ${date}.`,
    accord: (date: string) =>
      `Sans réponse du service au plus tard le ${date}, votre demande sera considérée comme acceptée. Vous pourrez alors demander une attestation au service.`,
    rejet: (date: string) =>
      `Sans réponse du service au plus tard le ${date}, votre demande sera considérée comme refusée. Vous aurez alors deux mois pour contester ce refus : auprès du service, ou devant le tribunal administratif (www.telerecours.fr).`,
    sansObjet: 'Cette démarche est une déclaration : elle ne donne pas lieu à une décision.',
    incomplet:
      'Ce délai est suspendu si le service vous demande des informations manquantes, jusqu’à ce qu’il les reçoive.',
    droits: (dpo: string) =>
      `Vos données : vous pouvez demander à les lire, les corriger ou les effacer en écrivant à ${dpo}.`,
    joindre: (service: string) => `Service chargé du dossier : ${service}`,
  },
  suivi: {
    titre: (demarche: string) => `Suivre ma demande : ${demarche}`,
    etat: 'Où en est votre demande',
    historique: 'Ce qui s’est passé',
    reponses: 'Vos réponses',
    afficherReponses: 'Relire ce que j’ai répondu',
    fichiers: 'Vos fichiers',
    messages: 'Vos échanges avec le service',
    aucunMessage: 'Il n’y a pas encore de message.',
    ecrire: 'Écrire au service',
    message: 'Votre message',
    messageVide: 'Écrivez votre message avant de l’envoyer',
    messageTropLong: 'Raccourcissez votre message : il dépasse 20 000 caractères',
    joindre: 'Joindre des fichiers',
    envoyer: 'Envoyer mon message',
    envoye: 'Votre message est envoyé.',
    vous: 'Vous',
    usager: 'L’usager',
    service: 'Le service',
    motivation: 'Les raisons de la décision',
    recours: 'Si vous n’êtes pas d’accord',
    recoursTexte:
      'Vous avez deux mois à partir de la réception de cette décision pour la contester. Vous pouvez demander au service de la revoir (recours gracieux), ou saisir le tribunal administratif, par courrier ou sur www.telerecours.fr. Un recours gracieux fait dans les deux mois prolonge le délai pour saisir le tribunal.',
    corriger: 'Corriger ma demande',
    aCorriger: 'Le service vous demande de corriger votre demande',
    modifier: 'Modifier mes réponses',
    reprendreModification: 'Reprendre mes modifications',
    modificationsEnCours: 'Vous avez des modifications qui ne sont pas déposées. Le service ne les voit pas.',
    retirer: 'Retirer ma demande',
    copier: 'Refaire une demande à partir de celle-ci',
    consultations: 'Qui a consulté mon dossier',
    imprimer: 'Télécharger le dossier (PDF)',
    accuse: 'Télécharger l’accusé de réception (PDF)',
    evenements: {
      start: 'Brouillon commencé',
      submit: 'Demande déposée',
      resubmit: 'Modifications déposées',
      start_instruction: 'Étude de la demande commencée',
      ask_correction: 'Correction demandée',
      return_to_construction: 'Dossier rendu modifiable',
      accept: 'Demande acceptée',
      refuse: 'Demande refusée',
      close_without_action: 'Demande classée sans suite',
      reopen: 'Décision annulée, étude reprise',
      withdraw: 'Demande retirée',
      delete_brouillon: 'Brouillon supprimé',
      restore: 'Dossier repris de la corbeille',
    } as Readonly<Record<string, string>>, // asked by any word, some of them unknown
    ecarte: 'Modifications que vous n’aviez pas déposées',
    ecarteAide:
      'Un agent a commencé à étudier votre demande avant que vous les déposiez. Elles restent lisibles deux semaines, pour que vous puissiez les lui écrire.',
  },
  consultations: {
    titre: 'Qui a consulté mon dossier',
    aide: 'Chaque fois qu’un agent ouvre votre dossier ou télécharge un de vos fichiers, c’est écrit dans un journal que personne ne peut modifier.',
    aucune: 'Personne de l’administration n’a encore ouvert votre dossier.',
    agent: 'Un agent',
    actions: {
      'dossier.read': 'a ouvert le dossier',
      'fichier.read': 'a téléchargé un fichier',
      'dossier.archive': 'a téléchargé tous les fichiers',
      'dossier.pdf': 'a téléchargé le dossier en PDF',
    } as Readonly<Record<string, string>>, // asked by any word, some of them unknown
  },
  motifs: { incorrect: 'Réponse à corriger', incomplet: 'Dossier incomplet', perime: 'Document périmé' },
  plusTard: {
    titre: 'Votre demande est enregistrée',
    aide: 'Vous la retrouverez dans « Mes dossiers », sur n’importe quel appareil.',
    envoyer: 'M’envoyer un lien pour reprendre',
    envoye: (courriel: string) => `Le lien est parti à ${courriel}.`,
    sansAdresse: 'Nous ne connaissons pas votre adresse électronique. Indiquez-la dans la première étape.',
    conservation: (date: string) => `Sans changement de votre part, ce brouillon sera effacé le ${date}.`,
    reprendre: 'Reprendre maintenant',
  },
  suppression: {
    titreBrouillon: 'Supprimer ce brouillon ?',
    titreRetrait: 'Retirer votre demande ?',
    aideBrouillon: 'Vos réponses iront dans la corbeille, puis seront effacées dans deux semaines.',
    aideRetrait: 'Le service ne l’étudiera pas. Elle ira dans la corbeille, puis sera effacée dans deux semaines.',
    supprimer: 'Supprimer le brouillon',
    retirer: 'Retirer ma demande',
    garder: 'Ne rien changer',
    impossible:
      'Rien n’a été supprimé : ce dossier a changé entre-temps (il a été déposé, ou un agent a commencé à l’étudier), ou il ne vous appartient pas.',
  },
  courriels: {
    bonjour: 'Bonjour,',
    recepisse: {
      sujet: (demarche: string, numero: string) => `Votre demande « ${demarche} » est déposée (dossier n° ${numero})`,
      sujetModifie: (demarche: string, numero: string) =>
        `Vos modifications sont déposées : « ${demarche} » (dossier n° ${numero})`,
      titre: 'Accusé de réception',
      numero: (numero: string) => `Votre numéro de dossier est le ${numero}. Gardez-le pour toute question.`,
      bouton: 'Suivre mon dossier',
    },
    preavis: {
      sujet: (demarche: string, numero: string) => `Votre dossier n° ${numero} sera bientôt effacé : « ${demarche} »`,
      titre: 'Votre dossier sera bientôt effacé',
      brouillon: (date: string) =>
        `Vous n’avez pas touché à ce brouillon depuis longtemps. Il sera effacé à partir du ${date}. Pour le garder, ouvrez-le et enregistrez-le de nouveau.`,
      dossier: (date: string) =>
        `La durée de conservation de votre dossier se termine. Il sera effacé à partir du ${date}. D’ici là, vous pouvez le télécharger.`,
    },
    reprise: {
      sujet: (demarche: string) => `Reprendre votre demande : « ${demarche} »`,
      titre: 'Reprenez quand vous voulez',
      texte:
        'Vos réponses sont enregistrées. Ouvrez le lien, connectez-vous comme la première fois, et continuez où vous en étiez.',
      bouton: 'Reprendre ma demande',
    },
  },
  etapes: (n: number) => plural(n, 'étape', 'étapes'),
}

/** The sentences of the module: every language has them all. */
export type DossiersTexts = typeof fr
