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
}
