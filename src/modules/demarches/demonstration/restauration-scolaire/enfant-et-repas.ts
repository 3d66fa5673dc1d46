import { choix, choixMultiple, date, est, explication, ouiNon, section, t, texte } from '../write-champs.ts'
import { ID } from './ids.ts'

/** The two schools of the demonstration; each has its own group of agents. */
export const ECOLES = { tilleuls: 'École des Tilleuls', moulin: 'École du Vieux Moulin' } as const

/** Steps « Votre enfant » and « Les repas » of the canteen enrolment. */
export const enfantEtRepas = [
  section(ID.etapeEnfant, t('Votre enfant', 'Your child')),
  texte(ID.nom, t('Nom de l’enfant', 'Child’s last name')),
  texte(ID.prenom, t('Prénom de l’enfant', 'Child’s first name')),
  date(ID.naissance, t('Date de naissance de l’enfant', 'Child’s date of birth'), {
    aide: t('Par exemple : 27 3 2019.', 'For example: 27 3 2019.'),
    passee: true,
  }),
  choix(ID.ecole, t('École de l’enfant à la rentrée', 'Child’s school this coming year'), {
    options: [t(ECOLES.tilleuls, 'Les Tilleuls school'), t(ECOLES.moulin, 'Le Vieux Moulin school')],
  }),
  choix(ID.classe, t('Classe à la rentrée', 'Class this coming year'), {
    options: [
      t('Petite section', 'Nursery, first year (petite section)'),
      t('Moyenne section', 'Nursery, second year (moyenne section)'),
      t('Grande section', 'Nursery, third year (grande section)'),
      t('CP', 'Primary, first year (CP)'),
      t('CE1', 'Primary, second year (CE1)'),
      t('CE2', 'Primary, third year (CE2)'),
      t('CM1', 'Primary, fourth year (CM1)'),
      t('CM2', 'Primary, fifth year (CM2)'),
    ],
  }),

  section(ID.etapeRepas, t('Les repas', 'Meals')),
  date(ID.debut, t('Premier jour de cantine', 'First day at the canteen'), {
    aide: t(
      'Choisissez un jour d’école. Comptez une semaine entre votre demande et le premier repas.',
      'Choose a school day. Allow one week between your request and the first meal.',
    ),
  }),
  ouiNon(
    ID.regulier,
    t(
      'Votre enfant mange-t-il à la cantine les mêmes jours chaque semaine ?',
      'Will your child eat at the canteen on the same days every week?',
    ),
  ),
  choixMultiple(ID.jours, t('Quels jours ?', 'Which days?'), {
    si: est(ID.regulier, true),
    aide: t('Cochez un ou plusieurs jours.', 'Tick one or more days.'),
    options: [t('Lundi', 'Monday'), t('Mardi', 'Tuesday'), t('Jeudi', 'Thursday'), t('Vendredi', 'Friday')],
  }),
  explication(
    ID.occasionnel,
    t('Vous réserverez chaque repas', 'You will book each meal'),
    t(
      'Une fois l’inscription acceptée, prévenez le service au plus tard la veille à 10 heures. Vous pouvez téléphoner ou envoyer un message.',
      'Once the enrolment is accepted, tell the service by 10 a.m. the day before. You can telephone or send a message.',
    ),
    { si: est(ID.regulier, false) },
  ),
  choix(ID.regime, t('Repas souhaité', 'Type of meal'), {
    aide: t('Vous pourrez changer d’avis en cours d’année.', 'You can change your mind during the year.'),
    options: [
      t('Repas ordinaire', 'Ordinary meal'),
      t('Repas sans porc', 'Meal without pork'),
      t('Repas sans viande', 'Meal without meat'),
    ],
  }),
]
