import type { Definition } from '../../../../core/schema/definition.ts'
import { t } from '../write-champs.ts'
import { associationEtProjet } from './association-et-projet.ts'
import { budgetEtPieces } from './budget-et-pieces.ts'

/** Grant of a métropole to an association, for its running or for a project. */
export const subventionAssociation: Definition = {
  format: 1,
  presentation: {
    titre: t('Demander une subvention pour une association', 'Apply for a grant for an association'),
    resume: t(
      'Votre association agit sur le territoire ? Demandez une aide pour son fonctionnement ou pour un projet.',
      'Is your association active in the area? Apply for support for its running or for a project.',
    ),
    pourQui: t(
      'Pour les associations déclarées qui ont un numéro SIRET et qui agissent pour les habitants de la métropole.',
      'For registered associations that have a SIRET number and act for the residents of the métropole.',
    ),
    aPreparer: [
      t('Les numéros SIRET et RNA de l’association', 'The SIRET and RNA numbers of the association'),
      t('Le budget prévu, avec les dépenses et les recettes', 'The planned budget, with expenses and income'),
      t(
        'Les statuts, les comptes du dernier exercice et le RIB',
        'The articles of association, last year’s accounts and bank details',
      ),
      t(
        'Le compte rendu de l’aide de l’an dernier, si vous en avez reçu une',
        'The report on last year’s support, if you received any',
      ),
    ],
    dureeEnMinutes: 30,
    delaiHabituel: t('Deux mois', 'Two months'),
    alternatives: t(
      'Vous pouvez demander un dossier papier à la direction de la vie associative. Un agent peut aussi vous recevoir.',
      'You can ask the associations department for a paper form. An agent can also meet you.',
    ),
    apresDepot: t(
      'Un agent vérifie le dossier et peut vous appeler. Les élus examinent ensuite la demande, puis votent. Vous recevez la décision par écrit.',
      'An agent checks the file and may call you. Elected members then examine the request and vote. You receive the decision in writing.',
    ),
    cadreJuridique: [
      {
        texte: t(
          'Loi n° 2000-321 du 12 avril 2000, articles 9-1, 10 et 10-1 : subventions et contrat d’engagement républicain.',
          'Loi n° 2000-321 of 12 April 2000, articles 9-1, 10 and 10-1: grants and the republican commitment contract.',
        ),
      },
      {
        texte: t(
          'Décret n° 2001-495 du 6 juin 2001 : convention obligatoire au-dessus de 23 000 euros.',
          'Décret n° 2001-495 of 6 June 2001: agreement required above 23,000 euros.',
        ),
      },
    ],
  },
  donneesPersonnelles: {
    finalite: t(
      'Étudier la demande, verser la subvention et en contrôler l’usage.',
      'To study the request, pay the grant and check how it is used.',
    ),
    baseLegale: 'mission_interet_public',
    conservationEnMois: 60,
  },
  silence: { effet: 'rejet', delaiEnMois: 2 },
  demandeurs: 'organisation',
  // Public money goes to the bank account that the form gives.
  niveauMinimum: 'eidas2',
  engagement: t(
    'Je déclare que j’ai le droit d’engager l’association, que mes réponses sont exactes et que l’association est à jour de ses obligations.',
    'I declare that I may commit the association, that my answers are accurate and that the association meets its obligations.',
  ),
  champs: [...associationEtProjet, ...budgetEtPieces],
}
