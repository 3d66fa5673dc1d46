import type { Definition } from '../../../../core/schema/definition.ts'
import { contient, est, t, uneDe } from '../write-champs.ts'
import { depensesEtPieces, EXCLUE } from './depenses-et-pieces.ts'
import { ID } from './ids.ts'
import { NATURE, porteurEtProjet } from './porteur-et-projet.ts'

/** Call for projects of the 88 M€ fund, territorial window, with the rules published for the Puy-de-Dôme on 18 May 2021. */
export const fondsProjetsNumeriques63: Definition = {
  format: 1,
  presentation: {
    titre: t(
      'Fonds de transformation numérique des collectivités – Puy-de-Dôme',
      'Digital transformation fund for local authorities – Puy-de-Dôme',
    ),
    resume: t(
      'Demandez l’aide de l’État pour un projet numérique utile aux habitants ou aux agents de votre territoire.',
      'Apply for State support for a digital project that helps residents or agents of your area.',
    ),
    pourQui: t(
      'Pour les communes, les EPCI, les métropoles, les départements et les régions qui agissent dans le Puy-de-Dôme. Un projet peut réunir plusieurs collectivités, avec un seul contact.',
      'For communes, EPCI, métropoles, départements and régions active in the Puy-de-Dôme. Several authorities may share a project, with one contact.',
    ),
    aPreparer: [
      t(
        'Le SIRET de votre collectivité et le nom du contact',
        'The SIRET of your authority and the name of the contact',
      ),
      t('La liste de vos partenaires, si le projet est commun', 'The list of your partners, if the project is shared'),
      t('Le détail des dépenses et les devis', 'The detail of spending and the estimates'),
      t(
        'La délibération ou une lettre d’engagement, et le RIB',
        'The council decision or a letter of commitment, and bank details',
      ),
    ],
    dureeEnMinutes: 45,
    delaiHabituel: t('Deux mois', 'Two months'),
    alternatives: t(
      'La préfecture peut vous aider par téléphone. Les petites communes peuvent demander un rendez-vous.',
      'The préfecture can help you by telephone. Small communes can ask for an appointment.',
    ),
    apresDepot: t(
      'La préfecture vérifie que le projet répond aux règles, puis le classe avec les autres. Elle peut vous demander des précisions. L’aide vous est due seulement quand la décision vous est notifiée.',
      'The préfecture checks that the project meets the rules and ranks it with the others. It may ask for details. Support is due only once the decision is notified to you.',
    ),
    cadreJuridique: [
      {
        texte: t(
          'Plan France Relance, fonds pour l’innovation et la transformation numérique, guichet territorial.',
          'France Relance plan, fund for innovation and digital transformation, territorial window.',
        ),
      },
      {
        texte: t(
          'Décret n° 2018-514 du 25 juin 2018 relatif aux subventions de l’État pour des projets d’investissement.',
          'Décret n° 2018-514 of 25 June 2018 on State grants for investment projects.',
        ),
      },
    ],
  },
  donneesPersonnelles: {
    finalite: t(
      'Étudier la demande, verser l’aide, en contrôler l’usage et rendre compte de l’emploi du fonds.',
      'To study the request, pay the support, check its use and account for the fund.',
    ),
    baseLegale: 'mission_interet_public',
    conservationEnMois: 60,
  },
  silence: { effet: 'rejet', delaiEnMois: 2 },
  demandeurs: 'organisation',
  engagement: t(
    'Je déclare que j’ai le droit d’engager la collectivité et que le plan de financement est sincère. Je signalerai toute autre aide publique reçue pour ce projet.',
    'I declare that I may commit the authority and that the funding plan is sincere. I will report any other public support received for this project.',
  ),
  champs: [...porteurEtProjet, ...depensesEtPieces],
  ineligibilite: {
    condition: uneDe(
      est(ID.nature, NATURE.autre),
      est(ID.effet, false),
      contient(ID.naturesDepenses, EXCLUE.personnel),
      contient(ID.naturesDepenses, EXCLUE.materiel),
    ),
    message: t(
      'Votre projet ne répond pas aux règles du fonds dans le Puy-de-Dôme. Le porteur doit être une commune, un EPCI, une métropole, un département ou une région. L’effet doit être visible dans les deux ans. Les salaires et l’équipement informatique des agents ne sont pas financés : retirez-les de votre demande.',
      'Your project does not meet the rules of the fund in the Puy-de-Dôme. The applicant must be a commune, an EPCI, a métropole, a département or a région. The effect must be visible within two years. Salaries and agents’ IT equipment are not funded: remove them from your request.',
    ),
  },
}
