import type { niveau as fr } from './niveau.fr.ts'

/** The same in English. */
export const niveau: typeof fr = {
  titre: (nom) => `This procedure asks for ${nom}`,
  pourquoi:
    'The administration must be sure that it is really you: somebody else could harm you by making this request in your place.',
  comment: {
    aucun: '',
    eidas1:
      'FranceConnect passes on your identity, checked by an account that you already have: taxes, health insurance, La Poste…',
    eidas2:
      'FranceConnect+ passes on a closely checked identity, by an application that you install once: France Identité or L’Identité Numérique La Poste, for example.',
    eidas3:
      'FranceConnect+ passes on a closely checked identity. This procedure asks for its highest level, the one that France Identité gives with your identity card.',
  },
  garde: (nom) => `Nothing is lost: your drafts and what you have just sent are kept while you go through ${nom}.`,
  bouton: (nom) => `Sign in with ${nom}`,
  sansPorte: (nom) => `${nom} is not open on this site yet. You can make this request in another way.`,
  autrement: (nom) => `Making this request without ${nom}`,
  service: 'Reach the service, and read what the procedure is about',
}
