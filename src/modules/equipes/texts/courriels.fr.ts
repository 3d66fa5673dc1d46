/** What people and teams are told by mail, in French. */
export const courrielsFr = {
  roleDonne: (role: string, equipe: string, fin: string | undefined) => ({
    sujet: `Vous avez un nouveau rôle : ${role}`,
    paragraphes: [
      fin === undefined
        ? `Vous avez maintenant le rôle « ${role} » : ${equipe}.`
        : `Vous avez maintenant le rôle « ${role} » jusqu’au ${fin} : ${equipe}.`,
      'Vos connexions ont été fermées : connectez-vous de nouveau pour en profiter.',
    ],
    bouton: 'Voir mes équipes',
  }),
  roleRetire: (role: string, equipe: string) => ({
    sujet: `Un rôle vous a été retiré : ${role}`,
    paragraphes: [
      `Vous n’avez plus le rôle « ${role} » : ${equipe}.`,
      'Si vous ne comprenez pas pourquoi, adressez-vous à un administrateur de cette équipe.',
    ],
    bouton: 'Voir mes équipes',
  }),
  demande: (nom: string, equipe: string) => ({
    sujet: `${nom} demande à rejoindre votre équipe`,
    paragraphes: [
      `${nom} demande à rejoindre l’équipe : ${equipe}. ProConnect indique que cette personne y travaille.`,
      'Acceptez-la avec un rôle, ou refusez en disant pourquoi. Sans réponse, la demande s’arrête après trente jours.',
    ],
    bouton: 'Voir la demande',
  }),
  demandeRefusee: (equipe: string, motif: string) => ({
    sujet: `Votre demande est refusée : ${equipe}`,
    paragraphes: [`Votre demande pour rejoindre l’équipe a été refusée : ${equipe}.`, motif],
    bouton: 'Voir mes équipes',
  }),
}
