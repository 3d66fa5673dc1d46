import type { Definition } from '../../../../core/schema/definition.ts'
import { t } from '../write-champs.ts'
import { intervenantEtPieces } from './intervenant-et-pieces.ts'
import { projetEtLieu } from './projet-et-lieu.ts'

/** Request to put scaffolding, a skip or a removal lorry on the street. */
export const occupationEspacePublic: Definition = {
  format: 1,
  presentation: {
    titre: t(
      'Occuper la voie publique pour des travaux ou un déménagement',
      'Use the public highway for works or a removal',
    ),
    resume: t(
      'Demandez l’autorisation de poser un échafaudage, une benne, un engin ou un camion de déménagement dans la rue.',
      'Ask for permission to put scaffolding, a skip, a machine or a removal lorry in the street.',
    ),
    pourQui: t(
      'Pour les habitants et les entreprises qui ont besoin d’une partie de la rue ou du trottoir dans la commune.',
      'For residents and companies who need part of the street or the pavement in the commune.',
    ),
    aPreparer: [
      t('L’adresse, les dates et les mesures de l’installation', 'The address, dates and measures of the installation'),
      t('Un plan ou un croquis', 'A plan or a sketch'),
      t(
        'Le SIRET et l’assurance de l’entreprise, s’il y en a une',
        'The company’s SIRET number and insurance, if there is one',
      ),
      t(
        'Le numéro de l’autorisation d’urbanisme, si vous en avez une',
        'The number of the planning permission, if you have one',
      ),
    ],
    dureeEnMinutes: 15,
    delaiHabituel: t('Deux semaines', 'Two weeks'),
    alternatives: t(
      'Vous pouvez déposer votre demande au service technique, sur papier ou avec l’aide d’un agent.',
      'You can hand in your request at the technical department, on paper or with the help of an agent.',
    ),
    apresDepot: t(
      'Un agent vérifie que les piétons et les secours pourront passer. Il peut vous demander de déplacer l’installation. Vous recevez ensuite un arrêté, à afficher sur place.',
      'An agent checks that pedestrians and emergency services can pass. You may be asked to move the installation. You then receive an order, to be displayed on site.',
    ),
    cadreJuridique: [
      {
        texte: t(
          'Code général de la propriété des personnes publiques, articles L2122-1 et suivants : nul ne peut occuper le domaine public sans titre.',
          'Code général de la propriété des personnes publiques, articles L2122-1 onwards: nobody may occupy public property without permission.',
        ),
      },
      {
        texte: t(
          'Code de la voirie routière, article L113-2 : permission de voirie et permis de stationnement.',
          'Code de la voirie routière, article L113-2: highway permission and standing permits.',
        ),
      },
    ],
  },
  donneesPersonnelles: {
    finalite: t(
      'Étudier la demande, prendre l’arrêté, facturer la redevance et joindre un responsable en cas d’accident.',
      'To study the request, issue the order, invoice the fee and reach somebody in case of an accident.',
    ),
    baseLegale: 'mission_interet_public',
    conservationEnMois: 36,
  },
  silence: { effet: 'rejet', delaiEnMois: 2 },
  demandeurs: 'tous',
  engagement: t(
    'Je déclare que mes réponses sont exactes. Je n’installerai rien avant d’avoir reçu l’autorisation.',
    'I declare that my answers are accurate. I will put nothing in place before I receive permission.',
  ),
  champs: [...projetEtLieu, ...intervenantEtPieces],
}
