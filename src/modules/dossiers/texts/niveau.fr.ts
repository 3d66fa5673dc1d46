import type { Niveau } from '../../../core/dossier/niveau.ts'

/** What is said to somebody whose identity is not sure enough for a démarche. */
export const niveau = {
  titre: (nom: string) => `Cette démarche demande ${nom}`,
  pourquoi:
    'L’administration doit être sûre que c’est bien vous : quelqu’un d’autre pourrait vous nuire en faisant cette demande à votre place.',
  comment: {
    aucun: '',
    eidas1:
      'FranceConnect transmet votre identité, vérifiée par un compte que vous avez déjà : impôts, Assurance maladie, La Poste…',
    eidas2:
      'FranceConnect+ transmet une identité vérifiée de près, par une application que vous installez une fois : France Identité ou L’Identité Numérique La Poste, par exemple.',
    eidas3:
      'FranceConnect+ transmet une identité vérifiée de près. Cette démarche demande son niveau le plus élevé, celui que donne France Identité avec votre carte d’identité.',
  } satisfies Record<Niveau, string>,
  garde: (nom: string) =>
    `Rien n’est perdu : vos brouillons et ce que vous venez d’envoyer sont gardés pendant que vous passez par ${nom}.`,
  bouton: (nom: string) => `S’identifier avec ${nom}`,
  sansPorte: (nom: string) => `${nom} n’est pas encore ouvert sur ce site. Vous pouvez faire cette démarche autrement.`,
  autrement: (nom: string) => `Faire cette démarche sans ${nom}`,
  service: 'Joindre le service, et lire la présentation de la démarche',
}
