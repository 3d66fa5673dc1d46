import type { EquipesTexts } from '../texts.fr.ts'

/** Asking to join a team, and answering, in English. */
export const demandesEn: Pick<EquipesTexts, 'rejoindre' | 'demandes' | 'demande'> = {
  rejoindre: {
    titre: (equipe) => `Join the team: ${equipe}`,
    intro: 'ProConnect says that you work there. An administrator of the team will answer you by e-mail.',
    message: 'Your message',
    messageAide: 'Say in which department you work, or who can vouch for you.',
    bouton: 'Ask to join the team',
    enAttente: (jour, fin) => `You asked on ${jour} to join this team. An administrator may answer you until ${fin}.`,
    refusee: (motif) => `Your last request was refused: ${motif}`,
    expiree: 'Your last request was left without an answer. You may ask again.',
    fait: 'Your request is on its way. You will receive the answer by e-mail.',
    tropLong: 'Shorten your message: 1,000 characters at most.',
  },
  demandes: {
    titre: 'Requests to join the team',
    une: (nom, jour) => `${nom}, on ${jour}`,
    repondre: 'Answer',
    repondreA: (nom) => `to ${nom}`,
    faits: {
      acceptee: 'The request is accepted. The person is told by e-mail.',
      refusee: 'The request is refused. The person is told by e-mail.',
      repondue: 'This request no longer waits for an answer.',
    },
  },
  demande: {
    titre: (nom) => `Request of ${nom}`,
    recap: 'The request',
    faiteLe: 'Made on',
    message: 'Message',
    accepter: 'Accept',
    accepterBouton: 'Accept with this role',
    refuser: 'Refuse',
    motif: 'Reason for refusing',
    motifAide: 'The person will read it.',
    refuserBouton: 'Refuse the request',
    motifVide: 'Say why you refuse',
    motifLong: 'Shorten the reason: 1,000 characters at most.',
  },
}
