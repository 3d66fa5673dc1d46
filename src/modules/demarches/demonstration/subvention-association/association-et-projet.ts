import {
  choix,
  choixMultiple,
  courriel,
  date,
  entier,
  est,
  section,
  siret,
  t,
  telephone,
  texte,
  texteLong,
} from '../write-champs.ts'
import { ID } from './ids.ts'

/** The two uses of a grant. */
export const GENRE = { fonctionnement: 'Le fonctionnement de l’association', projet: 'Un projet précis' } as const

/** Steps « Votre association » and « Votre demande » of the grant. */
export const associationEtProjet = [
  section(ID.etapeAssociation, t('Votre association', 'Your association')),
  siret(ID.siret, t('Numéro SIRET', 'SIRET number'), {
    aide: t(
      'Quatorze chiffres. Une association doit en avoir un pour recevoir une subvention.',
      'Fourteen digits. An association must have one to receive a grant.',
    ),
  }),
  texte(ID.rna, t('Numéro RNA', 'RNA number'), {
    facultatif: true,
    aide: t(
      'Il commence par W, suivi de neuf chiffres. Par exemple : W351000000.',
      'It starts with W, followed by nine digits. For example: W351000000.',
    ),
  }),
  texteLong(ID.objet, t('Que fait votre association ?', 'What does your association do?'), {
    aide: t('Quelques phrases, comme pour un nouveau voisin.', 'A few sentences, as for a new neighbour.'),
  }),
  entier(ID.adherents, t('Nombre d’adhérents', 'Number of members'), { minimum: 0, maximum: 1_000_000 }),
  entier(ID.salaries, t('Nombre de salariés', 'Number of employees'), {
    minimum: 0,
    maximum: 100_000,
    aide: t('Indiquez 0 si vous n’en avez pas.', 'Enter 0 if you have none.'),
  }),
  choix(ID.fonction, t('Votre fonction dans l’association', 'Your role in the association'), {
    autre: true,
    aide: t(
      'La personne qui signe doit pouvoir engager l’association.',
      'The person who signs must be able to commit the association.',
    ),
    options: [
      t('Présidente ou président', 'President'),
      t('Trésorière ou trésorier', 'Treasurer'),
      t('Secrétaire', 'Secretary'),
      t('Directrice ou directeur', 'Director'),
    ],
  }),
  telephone(ID.telephone, t('Téléphone', 'Telephone'), { autocomplete: 'tel' }),
  courriel(ID.courriel, t('Adresse électronique de l’association', 'E-mail address of the association'), {
    aide: t('Par exemple : contact@association.exemple.fr.', 'For example: contact@association.exemple.fr.'),
  }),

  section(ID.etapeProjet, t('Votre demande', 'Your request')),
  choix(ID.genre, t('Que doit aider la subvention ?', 'What should the grant support?'), {
    options: [t(GENRE.fonctionnement, 'The running of the association'), t(GENRE.projet, 'A specific project')],
  }),
  texte(ID.intitule, t('Nom du projet', 'Name of the project'), { si: est(ID.genre, GENRE.projet) }),
  texteLong(
    ID.description,
    t('Décrivez ce que vous ferez avec cette aide', 'Describe what you will do with this support'),
    {
      aide: t(
        'Dites quoi, où, avec qui, et ce qui changera pour les habitants.',
        'Say what, where, with whom, and what will change for residents.',
      ),
    },
  ),
  choixMultiple(ID.publics, t('À qui s’adresse cette action ?', 'Who is it for?'), {
    options: [
      t('Enfants et jeunes', 'Children and young people'),
      t('Familles', 'Families'),
      t('Personnes âgées', 'Elderly people'),
      t('Personnes en situation de handicap', 'People with disabilities'),
      t('Tous les habitants', 'All residents'),
    ],
  }),
  date(ID.debut, t('Début du projet', 'Start of the project'), { si: est(ID.genre, GENRE.projet) }),
  date(ID.fin, t('Fin du projet', 'End of the project'), { si: est(ID.genre, GENRE.projet) }),
]
