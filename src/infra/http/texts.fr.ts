/** What a page of error says: its title, then what happened and what to do. */
export interface ErrorText {
  readonly titre: string
  readonly explication: string
}

const demande: ErrorText = {
  titre: 'Cette demande n’est pas lisible',
  explication:
    'Votre navigateur a envoyé une demande que nous ne pouvons pas lire. Revenez à la page précédente et réessayez, ou repartez de l’accueil.',
}

/** The sentences of the error pages, in French: the type of this catalogue is the contract of the other languages. */
export const textsFr = {
  parStatut: {
    400: demande,
    401: {
      titre: 'Connectez-vous pour continuer',
      explication: 'Cette page est réservée aux personnes connectées. Connectez-vous, puis revenez ici.',
    },
    403: {
      titre: 'Cette page ne vous est pas ouverte',
      explication:
        'Votre compte n’a pas accès à cette page. Si vous pensez que c’est une erreur, adressez-vous au service qui suit votre démarche.',
    },
    404: {
      titre: 'Cette page n’existe pas',
      explication:
        'L’adresse est peut-être incomplète, ou la page a été retirée. Si vous avez suivi un lien, vérifiez que vous êtes connecté avec le bon compte.',
    },
    405: {
      titre: 'Cette action n’est pas possible ici',
      explication: 'Cette adresse existe, mais pas pour ce que vous demandez. Repartez de l’accueil.',
    },
    408: {
      titre: 'L’envoi a pris trop de temps',
      explication: 'Nous n’avons pas reçu la suite de votre demande. Vérifiez votre connexion, puis réessayez.',
    },
    409: {
      titre: 'La situation a changé entre-temps',
      explication:
        'Quelqu’un, ou vous dans un autre onglet, a modifié la même chose juste avant. Revenez à la page précédente pour voir où elle en est.',
    },
    413: {
      titre: 'L’envoi est trop volumineux',
      explication:
        'Ce que vous avez envoyé dépasse la taille admise. Raccourcissez vos textes ou allégez vos fichiers, puis réessayez.',
    },
    414: {
      titre: 'Cette adresse est trop longue',
      explication: 'L’adresse demandée dépasse la longueur admise. Repartez de l’accueil.',
    },
    415: {
      titre: 'Ce format d’envoi n’est pas accepté',
      explication: 'Utilisez le formulaire de la page pour envoyer vos réponses.',
    },
    421: {
      titre: 'Ce site ne porte pas ce nom',
      explication:
        'Vous avez demandé un nom qui n’est pas celui de ce site. Vérifiez l’adresse, ou demandez-la au service qui suit votre démarche.',
    },
    422: {
      titre: 'Cette demande est incomplète',
      explication:
        'Il manque une information, ou l’une d’elles n’est pas valable. Revenez à la page précédente pour la corriger.',
    },
    431: {
      titre: 'Cette demande est trop longue',
      explication: 'Votre navigateur a envoyé trop d’informations. Effacez les cookies de ce site, puis réessayez.',
    },
    500: {
      titre: 'Un problème est survenu de notre côté',
      explication:
        'Votre demande n’a pas abouti, et vous n’y êtes pour rien. Ce que vous aviez enregistré est conservé. Réessayez dans quelques minutes ; si le problème demeure, donnez-nous la référence ci-dessous.',
    },
    503: {
      titre: 'Le service est momentanément indisponible',
      explication:
        'Nous n’arrivons pas à traiter votre demande en ce moment. Ce que vous aviez enregistré est conservé. Réessayez dans une minute.',
    },
  },
  origine: {
    titre: 'Cet envoi ne vient pas de ce site',
    explication:
      'Par sécurité, nous n’acceptons que les formulaires envoyés depuis nos propres pages. Ouvrez la page sur ce site et recommencez.',
  },
  abime: {
    titre: 'Votre envoi nous est arrivé incomplet',
    explication:
      'La connexion a été coupée, un texte est trop long, ou des caractères ne sont pas lisibles. Rien n’a été enregistré. Revenez à la page précédente et envoyez de nouveau.',
  },
  perime: {
    titre: 'Cette page était restée ouverte trop longtemps',
    explication:
      'Vos réponses sont là. Par sécurité, nous vous demandons de les envoyer de nouveau. Si vous aviez choisi des fichiers, il faudra les choisir de nouveau.',
    bouton: 'Envoyer de nouveau mes réponses',
  },
  garde: {
    reponses: 'Ce que vous avez tapé est gardé dans cette page : attendez, puis envoyez-le de nouveau.',
    fichiers: 'Les fichiers que vous aviez choisis n’ont pas pu être gardés : il faudra les choisir de nouveau.',
  },
  tropSouvent: (attente: string) => ({
    titre: 'Trop de demandes en peu de temps',
    explication: `Pour protéger le service, nous limitons le nombre de demandes. Réessayez dans ${attente}.`,
  }),
  secondes: (nombre: number) => (nombre <= 1 ? '1 seconde' : `${nombre} secondes`),
  minutes: (nombre: number) => (nombre <= 1 ? '1 minute' : `${nombre} minutes`),
}

/** What a catalogue of the error pages must hold, in whatever language. */
export type HttpTexts = typeof textsFr
