/** Passkeys, in French. */
export const cleFr = {
  connexion: {
    lien: 'J’ai une clé d’accès',
    titre: 'Se connecter avec une clé d’accès',
    explication:
      'Votre appareil, ou la clé que vous y branchez, vérifie que c’est vous (empreinte, visage ou code) et vous connecte : ni courriel, ni second code.',
    bouton: 'Se connecter avec ma clé d’accès',
    faux: 'Cette clé n’ouvre pas de compte ici, ou la demande a plus de cinq minutes. Recommencez, ou choisissez une autre façon de vous connecter.',
    sansScript:
      'Une clé d’accès a besoin d’un navigateur récent où JavaScript est permis. Choisissez une autre façon de vous connecter.',
    autres: 'Autres façons de se connecter',
  },
  refus: 'Rien n’a été confirmé. Recommencez, ou choisissez une autre façon.',
  attente: 'Suivez ce que demande votre appareil…',
  copie:
    'Cette clé a répondu comme le ferait une copie : elle est refusée, et vous en êtes averti par courriel. Connectez-vous d’une autre façon, puis retirez-la dans « Sécurité du compte ».',
  preuve: {
    titre: 'Avec votre clé d’accès',
    bouton: 'Utiliser ma clé d’accès',
    faux: 'Cette clé n’est pas l’une des vôtres, ou la demande a plus de cinq minutes. Recommencez, ou choisissez une autre façon.',
    sansScript:
      'Votre clé d’accès a besoin d’un navigateur récent où JavaScript est permis. Choisissez une autre façon ci-dessous.',
  },
  creation: {
    titre: 'Enregistrer une clé d’accès',
    explication:
      'Une clé d’accès reste dans votre téléphone, votre ordinateur ou une clé que vous branchez. Elle ne se recopie pas sur un faux site.',
    agent: 'Votre rôle demande un appareil qui vérifie que c’est vous : empreinte, visage ou code.',
    nom: 'Nom de cette clé',
    nomAide: 'Pour la reconnaître parmi d’autres, par exemple « Téléphone » ou « Clé du bureau ».',
    nomDefaut: 'Clé d’accès',
    bouton: 'Créer la clé d’accès',
    sansScript:
      'Créer une clé d’accès demande un navigateur récent où JavaScript est permis. Vous pouvez enregistrer une application de codes, qui marche partout.',
    application: 'Enregistrer une application de codes',
    faux: 'La clé n’a pas pu être enregistrée : la demande a plus de cinq minutes, ou votre appareil n’a pas vérifié que c’était vous. Recommencez.',
    deja: 'Cette clé est déjà enregistrée. Choisissez-en une autre.',
    trop: 'Dix clés sont enregistrées : retirez-en une avant d’en ajouter.',
  },
  section: {
    titre: 'Clés d’accès',
    aucune:
      'Aucune clé n’est enregistrée. Une clé d’accès vous connecte par empreinte, visage ou code de votre appareil.',
    depuis: (date: string) => `enregistrée le ${date}`,
    utilisee: (date: string) => `dernière utilisation le ${date}`,
    ajouter: 'Enregistrer une clé d’accès',
    retirer: 'Retirer',
  },
}

/** What a catalogue of passkeys must hold, in whatever language. */
export type CleTexts = typeof cleFr
