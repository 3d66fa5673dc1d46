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
}
