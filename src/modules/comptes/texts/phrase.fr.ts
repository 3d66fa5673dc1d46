/** Passphrases, in French. */
export const phraseFr = {
  connexion: {
    titre: 'Se connecter avec une phrase de passe',
    phrase: 'Votre phrase de passe',
    bouton: 'Se connecter',
    lien: 'Je n’ai pas de phrase de passe, ou je l’ai oubliée : recevoir un lien',
    faux: 'L’adresse ou la phrase de passe n’est pas la bonne. Vérifiez-les, ou demandez un lien à votre adresse.',
    trop: 'Trop d’essais aujourd’hui avec cette adresse. Demandez un lien à votre adresse pour vous connecter.',
    attendre: (attente: string) =>
      `Par sécurité, attendez ${attente} avant un nouvel essai, ou demandez un lien à votre adresse.`,
    tropCourte:
      'Votre rôle demande une phrase de passe de quinze caractères au moins. Demandez un lien à votre adresse, puis changez-la dans « Sécurité du compte ».',
  },
  choix: {
    titre: 'Choisir une phrase de passe',
    explication:
      'Elle remplace le lien reçu par courriel pour vous connecter. Choisissez une phrase longue, facile à retenir pour vous seul ; espaces, accents et majuscules comptent.',
    actuelle: 'Phrase de passe actuelle',
    nouvelle: 'Nouvelle phrase de passe',
    aide: (minimum: number) =>
      `${minimum} caractères au moins. Un gestionnaire de mots de passe peut la garder pour vous.`,
    exemple: 'En voici une, tirée au sort pour vous seul et gardée nulle part :',
    bouton: 'Enregistrer cette phrase de passe',
    actuelleFausse: 'Cette phrase de passe n’est pas celle que vous utilisez.',
    problemes: {
      courte: (minimum: number) => `Allongez cette phrase de passe : il y faut ${minimum} caractères au moins.`,
      longue: () => 'Raccourcissez cette phrase de passe : elle peut avoir 256 caractères au plus.',
      faible: () =>
        'Cette phrase de passe se devine trop vite : ajoutez des mots, ou d’autres caractères que des chiffres.',
      contexte: () =>
        'Cette phrase de passe contient votre nom, votre adresse, le nom de ce site ou de votre organisme : ce sont les premiers mots essayés.',
      courante: () => 'Cette phrase de passe est parmi celles que tout le monde essaie : choisissez d’autres mots.',
    },
  },
  section: {
    titre: 'Phrase de passe',
    absente: 'Vous vous connectez par un lien reçu par courriel. Une phrase de passe peut le remplacer.',
    depuis: (date: string) => `Votre phrase de passe date du ${date}. Le lien reçu par courriel marche toujours.`,
    choisir: 'Choisir une phrase de passe',
    changer: 'Changer de phrase de passe',
    retirer: 'Retirer la phrase de passe',
  },
}

/** What a catalogue of passphrases must hold, in whatever language. */
export type PhraseTexts = typeof phraseFr
