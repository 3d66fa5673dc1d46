import type { EquipesTexts } from '../texts.fr.ts'

/** What people and teams are told by mail, in English. */
export const courrielsEn: EquipesTexts['courriels'] = {
  roleDonne: (role, equipe, fin) => ({
    sujet: `You have a new role: ${role}`,
    paragraphes: [
      fin === undefined
        ? `You now hold the role “${role}”: ${equipe}.`
        : `You now hold the role “${role}” until ${fin}: ${equipe}.`,
      'Your sessions were ended: sign in again to use it.',
    ],
    bouton: 'See my teams',
  }),
  roleRetire: (role, equipe) => ({
    sujet: `A role was taken back from you: ${role}`,
    paragraphes: [
      `You no longer hold the role “${role}”: ${equipe}.`,
      'If you do not understand why, ask an administrator of this team.',
    ],
    bouton: 'See my teams',
  }),
  demande: (nom, equipe) => ({
    sujet: `${nom} asks to join your team`,
    paragraphes: [
      `${nom} asks to join the team: ${equipe}. ProConnect says that this person works there.`,
      'Accept them with a role, or refuse and say why. Without an answer, the request ends after thirty days.',
    ],
    bouton: 'See the request',
  }),
  demandeRefusee: (equipe, motif) => ({
    sujet: `Your request is refused: ${equipe}`,
    paragraphes: [`Your request to join the team was refused: ${equipe}.`, motif],
    bouton: 'See my teams',
  }),
}
