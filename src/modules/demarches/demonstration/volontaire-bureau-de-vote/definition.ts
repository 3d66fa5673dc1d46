import type { Definition } from '../../../../core/schema/definition.ts'
import { est, t } from '../write-champs.ts'
import { champsVolontaire } from './champs.ts'
import { ID } from './ids.ts'

/** Offering to help at a polling station of a city. */
export const volontaireBureauDeVote: Definition = {
  format: 1,
  presentation: {
    titre: t('Être volontaire dans un bureau de vote', 'Volunteer at a polling station'),
    resume: t(
      'Proposez votre aide pour les prochaines élections : accueillir les électeurs, tenir un bureau ou compter les votes.',
      'Offer your help for the next elections: welcome voters, run a polling station or count votes.',
    ),
    pourQui: t(
      'Pour les personnes majeures inscrites sur la liste électorale de la commune.',
      'For adults on the electoral roll of the commune.',
    ),
    aPreparer: [
      t('Votre carte électorale, si vous l’avez', 'Your voter card, if you have it'),
      t('Vos disponibilités pour les deux tours', 'Your availability for both rounds'),
    ],
    dureeEnMinutes: 8,
    delaiHabituel: t('Deux semaines', 'Two weeks'),
    alternatives: t(
      'Vous pouvez vous proposer par téléphone ou au guichet du service des élections.',
      'You can volunteer by telephone or at the counter of the electoral office.',
    ),
    apresDepot: t(
      'Le service des élections vous rappelle pour vous proposer un bureau et une formation. Votre place est sûre quand vous recevez votre convocation.',
      'The electoral office calls you back to offer a polling station and a training. Your place is certain once you receive your notice.',
    ),
    cadreJuridique: [
      {
        texte: t(
          'Code électoral, articles R42 à R46 : composition des bureaux de vote.',
          'Code électoral, articles R42 to R46: who makes up a polling station.',
        ),
      },
    ],
  },
  donneesPersonnelles: {
    finalite: t(
      'Composer les bureaux de vote et joindre les volontaires.',
      'To staff the polling stations and reach the volunteers.',
    ),
    baseLegale: 'consentement',
    conservationEnMois: 12,
  },
  // Offering help asks for no decision, so silence means nothing.
  silence: { effet: 'sans_objet', delaiEnMois: 2 },
  demandeurs: 'personne',
  engagement: t(
    'Je déclare que mes réponses sont exactes. Je préviendrai la mairie si je ne peux plus venir.',
    'I declare that my answers are accurate. I will tell the town hall if I can no longer come.',
  ),
  champs: champsVolontaire,
  ineligibilite: {
    condition: est(ID.inscrit, false),
    message: t(
      'Pour tenir un bureau de vote, vous devez être inscrit sur la liste électorale de la commune. Vous pouvez vous inscrire en mairie, puis revenir ici.',
      'To run a polling station, you must be on the electoral roll of the commune. You can register at the town hall, then come back here.',
    ),
  },
}
