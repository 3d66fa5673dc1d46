import { de } from '../../../ui/elision.ts'

/** Asking to join a team, and answering, in French. */
export const demandesFr = {
  rejoindre: {
    titre: (equipe: string) => `Rejoindre l’équipe\u00a0: ${equipe}`,
    intro: 'ProConnect indique que vous y travaillez. Un administrateur de l’équipe vous répondra par courriel.',
    message: 'Votre message',
    messageAide: 'Dites dans quel service vous travaillez, ou qui peut vous recommander.',
    bouton: 'Demander à rejoindre l’équipe',
    enAttente: (jour: string, fin: string) =>
      `Vous avez demandé le ${jour} à rejoindre cette équipe. Un administrateur peut vous répondre jusqu’au ${fin}.`,
    refusee: (motif: string) => `Votre dernière demande a été refusée : ${motif}`,
    expiree: 'Votre dernière demande est restée sans réponse. Vous pouvez la renouveler.',
    fait: 'Votre demande est partie. Vous recevrez la réponse par courriel.',
    tropLong: 'Raccourcissez votre message : 1 000 caractères au plus.',
  },
  demandes: {
    titre: 'Demandes à rejoindre l’équipe',
    une: (nom: string, jour: string) => `${nom}, le ${jour}`,
    repondre: 'Répondre',
    repondreA: (nom: string) => `à ${nom}`,
    faits: {
      acceptee: 'La demande est acceptée. La personne en est avertie par courriel.',
      refusee: 'La demande est refusée. La personne en est avertie par courriel.',
      repondue: 'Cette demande n’attend plus de réponse.',
    },
  },
  demande: {
    titre: (nom: string) => `Demande ${de(nom)}`,
    recap: 'La demande',
    faiteLe: 'Faite le',
    message: 'Message',
    accepter: 'Accepter',
    accepterBouton: 'Accepter avec ce rôle',
    refuser: 'Refuser',
    motif: 'Motif du refus',
    motifAide: 'La personne le lira.',
    refuserBouton: 'Refuser la demande',
    motifVide: 'Dites pourquoi vous refusez',
    motifLong: 'Raccourcissez le motif : 1 000 caractères au plus.',
  },
}
