import type { Etat } from '../../core/dossier/etat.ts'

function plural(n: number, one: string, many: string): string {
  return n > 1 ? many : one
}

/** Every sentence of the agents' side, in French. */
export const fr = {
  etats: {
    brouillon: 'Brouillon',
    en_construction: 'En construction',
    en_instruction: 'En instruction',
    accepte: 'Accepté',
    refuse: 'Refusé',
    sans_suite: 'Classé sans suite',
  } satisfies Record<Etat, string>,
  accueil: {
    titre: 'Mes démarches',
    aucune: 'Aucune démarche ne vous est confiée',
    aucuneAide: 'Un administrateur de votre organisme doit vous ajouter à un groupe d’instructeurs.',
    administrateur: {
      aide: 'Vous administrez cette installation : vous ne recevez pas de dossier vous-même, mais vous dites qui en reçoit. Depuis la machine qui l’héberge :',
      inviter: 'pour qu’une personne devienne agente d’un organisme ;',
      affecter: 'pour lui confier les dossiers d’une démarche, une fois l’invitation acceptée.',
      commandes: {
        inviter: 'parvis agent inviter COURRIEL --organisme SIREN',
        affecter: 'parvis demarche affecter SLUG --agent COURRIEL',
      },
    },
    demarche: 'Démarche',
    aTraiter: 'À traiter',
    caption: 'Vos démarches et le nombre de dossiers dans chaque état',
    total: 'Total',
    fermee: 'fermée',
  },
  table: {
    titre: (demarche: string) => `Dossiers : ${demarche}`,
    tous: 'Tous',
    chercher: 'Chercher par nom, numéro ou mot',
    chercherAide: 'Les réponses sensibles sont chiffrées : elles ne sont ni cherchées, ni filtrées.',
    du: 'Déposé à partir du',
    au: 'Déposé jusqu’au',
    departement: 'Département',
    tousDepartements: 'Tous',
    suivis: 'Seulement ceux que je suis',
    trier: 'Trier par',
    tris: {
      'depot-desc': 'Dépôt, le plus récent d’abord',
      'depot-asc': 'Dépôt, le plus ancien d’abord',
      'nom-asc': 'Nom, de A à Z',
      'nom-desc': 'Nom, de Z à A',
    },
    ordres: {
      'depot-desc': 'les plus récents d’abord',
      'depot-asc': 'les plus anciens d’abord',
      'nom-asc': 'par nom, de A à Z',
      'nom-desc': 'par nom, de Z à A',
    },
    motsCherches: (mots: string) => `« ${mots} »`,
    dossiers: (n: number, nombre: string) => `${nombre} ${plural(n, 'dossier', 'dossiers')}`,
    surCettePage: (n: number, nombre: string) => `${nombre} ${plural(n, 'dossier', 'dossiers')} sur cette page`,
    surTotal: (n: number, total: string) => `${n} sur ${total}`,
    dossier: 'Dossier',
    demandeur: 'Demandeur',
    etat: 'État',
    depose: 'Déposé',
    aVoir: 'À voir',
    departementCourt: 'Dép.',
    vide: 'Aucun dossier ne correspond',
    videSansFiltre: 'Les dossiers apparaîtront ici dès leur dépôt.',
    videAide: 'Changez ou effacez les filtres pour en voir d’autres.',
    nouveautes: { nouveau: 'Nouveau', complement: 'Complément reçu', message: 'Message' },
    correction: 'Correction demandée',
  },
  dossier: {
    titre: (numero: string, nom: string) => `Dossier n°\u00a0${numero}, ${nom}`,
    demandeur: 'Demandeur',
    mandataire: 'Demande faite par',
    courriel: 'Adresse électronique',
    telephone: 'Téléphone',
    siret: 'SIRET',
    deposeLe: 'Déposé le',
    reponses: 'Réponses',
    modifie: 'Modifié depuis votre dernière visite',
    modifieDepuis: (date: string) => `Modifié depuis le dépôt du ${date}`,
    comparer: 'Voir ce qui a changé depuis le dépôt précédent',
    effacees: 'Réponses qui ne sont plus dans le dossier',
    avant: (valeur: string) => `Avant : ${valeur}`,
    ajoute: 'Réponse ajoutée',
    ligne: (n: number) => `n° ${n}`,
    fichiers: 'Fichiers',
    nFichiers: (n: number, nombre: string, taille: string) =>
      `${nombre} ${plural(n, 'fichier', 'fichiers')}, ${taille}`,
    aucunFichier: 'Aucun fichier joint.',
    toutTelecharger: 'Télécharger tous les fichiers (ZIP)',
    pdf: 'Télécharger le dossier (PDF)',
    messages: 'Échanges avec l’usager',
    aucunMessage: 'Pas encore de message.',
    usager: 'Usager',
    service: 'Service',
    ecrire: 'Écrire à l’usager',
    message: 'Message',
    joindre: 'Joindre des fichiers',
    envoyer: 'Envoyer le message',
    messageVide: 'Écrivez votre message avant de l’envoyer',
    historique: 'Historique',
    automatique: 'décision automatique',
    sommaire: 'Dans cette page',
    nouveautes: {
      complement: 'L’usager a déposé son dossier de nouveau depuis votre dernière visite.',
      message: 'L’usager vous a écrit depuis votre dernière visite.',
    },
    notes: 'Notes de l’équipe',
    notesAide: 'L’usager ne les voit jamais.',
    aucuneNote: 'Pas encore de note.',
    note: 'Nouvelle note',
    ajouterNote: 'Ajouter la note',
    noteVide: 'Écrivez votre note avant de l’ajouter',
    suivi: 'Qui suit ce dossier',
    suivre: 'Suivre ce dossier',
    nePlusSuivre: 'Ne plus suivre',
    suiviPar: (noms: string) => `Suivi par ${noms}`,
    suiviParPersonne: 'Personne ne suit ce dossier.',
    precedent: 'Dossier précédent',
    suivant: 'Dossier suivant',
    naviguer: 'Passer d’un dossier à l’autre',
    retourListe: 'Revenir à la liste',
    tampon: 'L’usager a des modifications qu’il n’a pas encore déposées. Elles ne sont pas visibles ici.',
    tamponPrise: 'Si vous prenez le dossier en instruction, il ne pourra plus les déposer.',
    correctionEnCours: (date: string) =>
      `Une correction est demandée depuis le ${date}. L’usager ne l’a pas encore déposée.`,
    agir: 'Faire avancer le dossier',
    prendre: 'Prendre en instruction',
    prendreAide: 'L’usager ne pourra plus modifier sa demande. Il en est averti.',
    rendre: 'Rendre le dossier modifiable',
    rendreAide: 'L’usager pourra de nouveau modifier sa demande.',
    retourTacite:
      'Pour cette démarche, le silence du service vaut accord : rendre le dossier modifiable n’arrêterait pas le délai. Demandez une correction.',
    correction: 'Demander une correction',
    correctionAide: 'Dites précisément ce qu’il faut changer : l’usager reçoit votre texte.',
    correctionMotif: 'Raison',
    correctionTexte: 'Ce que l’usager doit corriger',
    correctionVide:
      'Dites à l’usager ce qu’il doit corriger, par exemple : le justificatif de domicile doit avoir moins de trois mois',
    correctionEnvoyer: 'Envoyer la demande de correction',
    decider: 'Décider',
    decision: 'Votre décision',
    decisionRequise: 'Choisissez une décision : accepter, refuser ou classer sans suite',
    decisions: {
      accept: 'Accepter la demande',
      refuse: 'Refuser la demande',
      close_without_action: 'Classer sans suite',
    },
    motivation: 'Raisons de la décision',
    motivationAide:
      'Obligatoire pour un refus : la loi veut que l’usager sache pourquoi (article L211-2 du code des relations entre le public et l’administration). L’usager reçoit ce texte.',
    motivationRequise: 'Écrivez les raisons du refus : la loi les rend obligatoires',
    decisionDu: (date: string) => `Décision du ${date}`,
    sansMotivation: 'Aucune raison n’a été écrite.',
    deciderBouton: 'Enregistrer la décision et prévenir l’usager',
    rouvrir: 'Revenir sur la décision',
    rouvrirBouton: 'Annuler la décision et prévenir l’usager',
    rouvrirAide: 'Le dossier repasse en instruction, la décision est effacée et l’usager est averti.',
    depasse: (qui: string, quoi: string, quand: string) =>
      `${qui} a été plus rapide : ${quoi}, ${quand}. Voici le dossier tel qu’il est maintenant. Votre action n’a pas été faite.`,
    depasseInconnu: 'Le dossier a changé pendant que vous le lisiez. Votre action n’a pas été faite.',
    collegue: 'Un collègue',
    correctionDeja: 'Une correction est déjà demandée : attendez que l’usager la dépose.',
    fait: {
      prise: 'Le dossier est en instruction. L’usager est averti.',
      retour: 'L’usager peut de nouveau modifier sa demande.',
      correction: 'La demande de correction est partie.',
      decision: 'La décision est enregistrée. L’usager est averti.',
      reouverture: 'Le dossier est de nouveau en instruction. L’usager est averti.',
      message: 'Le message est envoyé.',
      note: 'La note est ajoutée.',
      suivi: 'Vous suivez ce dossier.',
      nonSuivi: 'Vous ne suivez plus ce dossier.',
      liberation: 'Le fichier est débloqué.',
    } as Readonly<Record<string, string>>, // asked by any word, some of them unknown
    evenements: {
      start: 'Brouillon commencé',
      submit: 'Déposé',
      resubmit: 'Déposé de nouveau',
      start_instruction: 'Pris en instruction',
      ask_correction: 'Correction demandée',
      return_to_construction: 'Rendu modifiable',
      accept: 'Accepté',
      refuse: 'Refusé',
      close_without_action: 'Classé sans suite',
      reopen: 'Décision annulée',
      withdraw: 'Retiré',
      restore: 'Repris de la corbeille',
    } as Readonly<Record<string, string>>, // asked by any word, some of them unknown
    tropLong: (max: string) => `Raccourcissez votre texte : ${max} caractères au plus`,
    coupe: 'L’envoi a été interrompu : rien n’a été envoyé. Recommencez.',
    fichierRefuse: (nom: string) =>
      `« ${nom} » n’a pas été accepté. Rien n’a été envoyé : choisissez un autre fichier.`,
  },
  archive: {
    titre: 'Des fichiers n’ont pas été analysés',
    aide: 'Aucun antivirus n’a vérifié ces fichiers : ils pourraient contenir un programme dangereux. Ne les téléchargez que si vous attendiez ces documents.',
    telecharger: 'Télécharger tous les fichiers quand même',
    retour: 'Revenir au dossier',
  },
  motifs: {
    incorrect: 'Une réponse est à corriger',
    incomplet: 'Le dossier est incomplet',
    perime: 'Un document est périmé',
  },
  raccourcis: {
    suivant: 'Dossier suivant',
    precedent: 'Dossier précédent',
    liste: 'Revenir à la liste',
    chercher: 'Aller à la recherche',
    message: 'Écrire à l’usager',
    decision: 'Décider',
  },
  courriels: {
    bonjour: 'Bonjour,',
    signature: 'Le service qui s’occupe de votre demande',
    suivre: 'Voir mon dossier',
    motivation: (texte: string) => `Les raisons de cette décision : ${texte}`,
    recours:
      'Si vous n’êtes pas d’accord, vous avez deux mois à partir de la réception de ce message pour contester cette décision. Vous pouvez demander au service de la revoir (recours gracieux), ou saisir le tribunal administratif, par courrier ou sur www.telerecours.fr. Un recours gracieux fait dans les deux mois prolonge le délai pour saisir le tribunal.',
    instruction: {
      sujet: (demarche: string, numero: string) => `Votre demande « ${demarche} » est à l’étude (dossier n° ${numero})`,
      titre: 'Votre demande est à l’étude',
      texte: (demarche: string, numero: string) =>
        `Un agent a commencé à étudier votre demande « ${demarche} » (dossier n° ${numero}). Vous ne pouvez plus la modifier, mais vous pouvez écrire au service.`,
    },
    decisions: {
      accept: {
        sujet: (demarche: string, numero: string) =>
          `Votre demande « ${demarche} » est acceptée (dossier n° ${numero})`,
        titre: 'Votre demande est acceptée',
        texte: (demarche: string, numero: string) =>
          `Bonne nouvelle : votre demande « ${demarche} » (dossier n° ${numero}) est acceptée.`,
      },
      refuse: {
        sujet: (demarche: string, numero: string) =>
          `Décision sur votre demande « ${demarche} » (dossier n° ${numero})`,
        titre: 'Votre demande est refusée',
        texte: (demarche: string, numero: string) =>
          `Votre demande « ${demarche} » (dossier n° ${numero}) est refusée.`,
      },
      close_without_action: {
        sujet: (demarche: string, numero: string) =>
          `Votre demande « ${demarche} » est classée sans suite (dossier n° ${numero})`,
        titre: 'Votre demande est classée sans suite',
        texte: (demarche: string, numero: string) =>
          `Votre demande « ${demarche} » (dossier n° ${numero}) est classée sans suite.`,
      },
    },
    reouverture: {
      sujet: (demarche: string, numero: string) =>
        `Votre demande « ${demarche} » est de nouveau à l’étude (dossier n° ${numero})`,
      titre: 'Votre demande est de nouveau à l’étude',
      texte: (demarche: string, numero: string) =>
        `La décision sur votre demande « ${demarche} » (dossier n° ${numero}) est annulée. Un agent l’étudie de nouveau.`,
    },
    correction: {
      sujet: (demarche: string, numero: string) =>
        `Une correction est demandée : « ${demarche} » (dossier n° ${numero})`,
      titre: 'Votre demande est à corriger',
      texte: 'Ouvrez votre dossier, corrigez vos réponses, puis déposez vos modifications.',
    },
    message: {
      sujet: (demarche: string, numero: string) => `Un message vous attend : « ${demarche} » (dossier n° ${numero})`,
      titre: 'Un message vous attend',
      texte: (demarche: string, numero: string) =>
        `Le service vous a écrit à propos de votre demande « ${demarche} » (dossier n° ${numero}).`,
    },
  },
}

/** The sentences of the module: every language has them all. */
export type InstructionTexts = typeof fr
