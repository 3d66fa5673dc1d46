/** Files that open, wait or never open, in French. */
export const fichiersFr = {
  etats: {
    attente: 'Analyse en cours',
    nonAnalyse: 'Non analysé',
    infecte: 'Virus trouvé',
  },
  motifs: {
    trop_gros: 'Il est trop gros pour l’antivirus.',
    chiffre: 'Un mot de passe le ferme : l’antivirus ne peut pas le lire.',
    indisponible: 'L’antivirus n’a pas répondu.',
    format: 'L’antivirus ne sait pas lire tout ce que contient ce format.',
    aucun_antivirus: 'Aucun antivirus n’est installé sur ce site.',
  },
  attente: {
    titre: 'Ce fichier est en cours d’analyse',
    aide: 'Il s’ouvrira dès que l’antivirus l’aura vérifié, en général dans la minute.',
    reessayer: 'Essayer de nouveau',
  },
  infecte: {
    titre: 'Ce fichier contenait un virus',
    aide: 'L’antivirus l’a mis à l’écart : plus personne ne peut l’ouvrir, et il sera détruit.',
    remplacer:
      'Si ce fichier vient de vous, vérifiez votre appareil avec un antivirus, puis joignez un autre exemplaire du document.',
  },
  aConfirmer: {
    titre: 'Ce fichier n’a pas été analysé',
    aide: 'Ce fichier pourrait contenir un programme dangereux. Ne l’ouvrez que si vous attendiez ce document de cette personne.',
    ouvrir: 'Ouvrir le fichier quand même',
  },
  bloque: {
    titre: 'Ce fichier est bloqué',
    aide: 'Il n’a pas été analysé, et ce site n’ouvre que les fichiers que l’antivirus a vérifiés.',
    demander: 'Demandez au service de le débloquer, ou joignez une copie du document que l’antivirus puisse lire.',
  },
  apercu: {
    lien: 'Aperçu',
    de: (nom: string) => `de ${nom}`,
    titre: 'Aperçu',
    aide: 'Les premières pages, dessinées par ce site : rien du fichier lui-même n’est ouvert.',
    page: (n: number) => `Image de la page ${n} : son texte se lit dans le fichier`,
    indisponible: 'Aperçu indisponible',
    indisponibleAide: 'Les pages de ce fichier n’ont pas pu être dessinées. Le fichier lui-même est intact.',
    ouvrir: 'Ouvrir le fichier',
  },
  liberer: {
    titre: 'Débloquer ce fichier',
    aide: 'Le fichier s’ouvrira alors, sans avertissement, pour toutes les personnes qui voient ce dossier. Votre nom et votre raison sont gardés.',
    raison: 'Pourquoi débloquez-vous ce fichier ?',
    raisonAide: 'Par exemple : copie reçue au guichet et comparée.',
    bouton: 'Débloquer le fichier',
    requise: 'Indiquez pourquoi vous débloquez ce fichier',
    tropLongue: (max: string) => `Raccourcissez votre raison : ${max} caractères au plus`,
    trop_tard: 'Ce fichier n’est plus à débloquer : il a été analysé ou débloqué entre-temps.',
  },
  retour: 'Revenir',
  ecartes: (noms: string) =>
    `Un virus a été trouvé dans : ${noms}. Personne ne peut plus ouvrir ce fichier. Vérifiez votre appareil, puis joignez un autre exemplaire du document.`,
  archive: {
    nom: 'FICHIERS-ABSENTS.txt',
    titre: 'Ces fichiers du dossier ne sont pas dans l’archive :',
    raisons: {
      attente: 'analyse en cours, réessayez dans quelques minutes',
      a_confirmer: 'non analysé, à ouvrir depuis la page du dossier',
      bloque: 'non analysé, à débloquer depuis la page du dossier',
      infecte: 'un virus y a été trouvé',
    },
  },
  courriel: {
    sujet: (titre: string, numero: string) => `Un fichier à remplacer : ${titre}, dossier ${numero}`,
    titre: 'Un de vos fichiers contient un virus',
    texte: (nom: string, numero: string) =>
      `L’antivirus a trouvé un virus dans le fichier « ${nom} », joint au dossier ${numero}. Personne ne peut plus l’ouvrir, et il sera détruit dans trente jours.`,
    remplacer:
      'Le reste de votre dossier n’est pas touché. Vérifiez votre appareil avec un antivirus, puis joignez un autre exemplaire de ce document, ou écrivez au service si vous ne pouvez plus modifier le dossier.',
  },
}

/** What a catalogue of the words about files must hold, in whatever language. */
export type FichiersTexts = typeof fichiersFr
