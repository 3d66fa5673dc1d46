import type { Definition } from '../../../../core/schema/definition.ts'
import { t } from '../write-champs.ts'
import { enfantEtRepas } from './enfant-et-repas.ts'
import { santeEtPaiement } from './sante-et-paiement.ts'

/** Enrolment of a child at the canteen of a town's schools. */
export const restaurationScolaire: Definition = {
  format: 1,
  presentation: {
    titre: t('Inscrire un enfant à la cantine', 'Enrol a child at the school canteen'),
    resume: t(
      'Inscrivez votre enfant à la restauration scolaire pour l’année. Une demande par enfant suffit.',
      'Enrol your child for school meals for the year. One request per child is enough.',
    ),
    pourQui: t(
      'Pour les parents dont l’enfant est scolarisé dans une école publique de la commune, en maternelle ou en élémentaire.',
      'For parents whose child attends a public nursery or primary school of the commune.',
    ),
    aPreparer: [
      t('La date à laquelle votre enfant commencera la cantine', 'The date on which your child will start'),
      t(
        'Le projet d’accueil individualisé (PAI), si votre enfant a une allergie',
        'The individual care plan (PAI), if your child has an allergy',
      ),
      t(
        'Votre quotient familial et son attestation, pour payer selon vos revenus',
        'Your family quotient and its certificate, for a price based on your income',
      ),
      t('Votre IBAN, si vous choisissez le prélèvement', 'Your IBAN, if you choose direct debit'),
    ],
    dureeEnMinutes: 12,
    delaiHabituel: t('Une semaine', 'One week'),
    alternatives: t(
      'Vous pouvez vous inscrire au guichet de la mairie ou par téléphone. Un agent remplit alors la demande avec vous.',
      'You can enrol at the town hall counter or by telephone. An agent then fills in the request with you.',
    ),
    apresDepot: t(
      'Le service vérifie votre demande et vous écrit. Il vous demande les pièces qui manquent, s’il en manque. Votre enfant peut manger à la cantine dès que l’inscription est acceptée.',
      'The service checks your request and writes to you. It asks for missing documents, if any. Your child can eat at the canteen as soon as the enrolment is accepted.',
    ),
    cadreJuridique: [
      {
        texte: t(
          'Code de l’éducation, article L131-13 : l’inscription à la cantine est un droit pour tous les enfants scolarisés.',
          'Code de l’éducation, article L131-13: enrolment at the canteen is a right of every child at school.',
        ),
      },
    ],
  },
  donneesPersonnelles: {
    finalite: t(
      'Organiser les repas, protéger la santé des enfants et facturer les familles.',
      'To organise meals, protect children’s health and invoice families.',
    ),
    baseLegale: 'mission_interet_public',
    conservationEnMois: 24,
  },
  silence: { effet: 'accord', delaiEnMois: 2 },
  demandeurs: 'personne',
  engagement: t(
    'Je déclare que je suis responsable légal de l’enfant et que mes réponses sont exactes. Je préviendrai la mairie de tout changement.',
    'I declare that I am legally responsible for the child and that my answers are accurate. I will tell the town hall of any change.',
  ),
  champs: [...enfantEtRepas, ...santeEtPaiement],
}
