import {
  adresse,
  choix,
  choixMultiple,
  courriel,
  date,
  entier,
  est,
  explication,
  ouiNon,
  repetition,
  section,
  t,
  telephone,
  texte,
  texteLong,
} from '../write-champs.ts'
import { ID } from './ids.ts'

const vous = [
  section(ID.etapeVous, t('Vous', 'You')),
  date(ID.naissance, t('Votre date de naissance', 'Your date of birth'), {
    passee: true,
    autocomplete: 'bday',
    aide: t('Par exemple : 27 3 1980.', 'For example: 27 3 1980.'),
  }),
  telephone(ID.telephone, t('Votre téléphone', 'Your telephone number'), {
    autocomplete: 'tel',
    aide: t('Nous appelons la veille du vote pour confirmer.', 'We call the day before the vote to confirm.'),
  }),
  courriel(ID.courriel, t('Votre adresse électronique', 'Your e-mail address'), {
    autocomplete: 'email',
    aide: t('Par exemple : prenom.nom@exemple.fr.', 'For example: prenom.nom@exemple.fr.'),
  }),
  adresse(ID.adresse, t('Votre adresse', 'Your address')),
  ouiNon(
    ID.inscrit,
    t(
      'Êtes-vous inscrit sur la liste électorale de Clermont-Ferrand ?',
      'Are you on the electoral roll of Clermont-Ferrand?',
    ),
    {
      aide: t(
        'C’est écrit sur votre carte électorale. Il faut l’être pour tenir un bureau de vote.',
        'It is written on your voter card. You must be, to run a polling station.',
      ),
    },
  ),
  texte(ID.numeroElecteur, t('Numéro de votre bureau de vote', 'Number of your polling station'), {
    si: est(ID.inscrit, true),
    facultatif: true,
    aide: t('Il figure sur votre carte électorale. Par exemple : 42.', 'It is on your voter card. For example: 42.'),
  }),
]

const experience = [
  section(ID.etapeExperience, t('Votre expérience', 'Your experience'), {
    aide: t('Aucune expérience n’est demandée : la ville vous forme.', 'No experience is needed: the city trains you.'),
  }),
  ouiNon(ID.experience, t('Avez-vous déjà tenu un bureau de vote ?', 'Have you already run a polling station?')),
  repetition(ID.missions, t('Scrutin passé', 'Past election'), {
    si: est(ID.experience, true),
    maximum: 10,
    champs: [
      entier(ID.missionAnnee, t('Année', 'Year'), {
        minimum: 1960,
        maximum: 2100,
        aide: t('Par exemple : 2024.', 'For example: 2024.'),
      }),
      choix(ID.missionFonction, t('Votre rôle', 'Your role'), {
        options: [
          t('Présidente ou président', 'Chair'),
          t('Assesseuse ou assesseur', 'Assessor'),
          t('Secrétaire', 'Secretary'),
          t('Scrutatrice ou scrutateur', 'Vote counter'),
        ],
      }),
    ],
  }),
  choixMultiple(ID.roles, t('Que voulez-vous faire ?', 'What would you like to do?'), {
    options: [
      t('Accueillir les électeurs', 'Welcome voters'),
      t('Vérifier l’identité et faire signer', 'Check identity and signatures'),
      t('Compter les votes le soir', 'Count votes in the evening'),
    ],
  }),
]

const disponibilites = [
  section(ID.etapeDisponibilites, t('Vos disponibilités', 'Your availability')),
  choixMultiple(ID.tours, t('Quels jours êtes-vous libre ?', 'Which days are you free?'), {
    options: [t('Premier tour', 'First round'), t('Second tour', 'Second round')],
  }),
  choix(ID.creneaux, t('Quel moment de la journée préférez-vous ?', 'Which part of the day do you prefer?'), {
    options: [
      t('Le matin, de 7 h 30 à 13 h', 'Morning, 7:30 a.m. to 1 p.m.'),
      t('L’après-midi, de 13 h à la fermeture', 'Afternoon, 1 p.m. until closing'),
      t('Toute la journée', 'All day'),
    ],
  }),
  choix(ID.quartier, t('Dans quel secteur ?', 'In which area?'), {
    options: [t('Centre', 'Centre'), t('Nord', 'North'), t('Sud', 'South'), t('Peu importe', 'Anywhere')],
  }),
  ouiNon(
    ID.depouillement,
    t('Pouvez-vous rester le soir pour compter les votes ?', 'Can you stay in the evening to count votes?'),
  ),
  explication(
    ID.formation,
    t('Une formation courte', 'A short training'),
    t(
      'La ville vous forme pendant une heure, la semaine avant le vote. Vous recevrez l’invitation par message.',
      'The city trains you for one hour, the week before the vote. You will receive the invitation by message.',
    ),
    { si: est(ID.experience, false) },
  ),
]

const pratique = [
  section(ID.etapePratique, t('Pour bien vous accueillir', 'To welcome you well')),
  ouiNon(ID.amenagement, t('Avez-vous besoin d’un aménagement ?', 'Do you need any arrangement?'), {
    sensible: true,
    aide: t(
      'Par exemple : un siège, une place de stationnement proche, une traduction en langue des signes.',
      'For example: a seat, a parking space nearby, sign language.',
    ),
  }),
  texteLong(ID.amenagementPrecision, t('Lequel ?', 'Which one?'), { si: est(ID.amenagement, true), sensible: true }),
  ouiNon(
    ID.covoiturage,
    t('Voulez-vous partager un trajet avec d’autres volontaires ?', 'Would you share a ride with other volunteers?'),
    {
      facultatif: true,
    },
  ),
  texteLong(ID.remarques, t('Voulez-vous ajouter quelque chose ?', 'Is there anything you want to add?'), {
    facultatif: true,
  }),
]

/** The four steps of the polling station volunteer. */
export const champsVolontaire = [...vous, ...experience, ...disponibilites, ...pratique]
