import {
  adresse,
  choix,
  choixMultiple,
  commune,
  contient,
  date,
  est,
  explication,
  ouiNon,
  piece,
  repetition,
  section,
  t,
  telephone,
  texte,
  uneDe,
} from '../write-champs.ts'
import { ID } from './ids.ts'

const SITUATION = {
  arrivee: 'J’arrive dans la commune',
  interne: 'Je change d’adresse dans la commune',
  depart: 'Je quitte la commune',
} as const
const SERVICE = { electoral: 'Le service des élections', ecole: 'L’école et la cantine' } as const

const demenagement = [
  section(ID.etapeDemenagement, t('Votre déménagement', 'Your move', 'Vous déménagez')),
  choix(ID.situation, t('Quelle est votre situation ?', 'What is your situation?', 'Que faites-vous ?'), {
    options: [
      t(SITUATION.arrivee, 'I am moving to the commune', 'J’arrive dans la ville'),
      t(SITUATION.interne, 'I am moving within the commune', 'Je reste dans la ville et je change de logement'),
      t(SITUATION.depart, 'I am leaving the commune', 'Je quitte la ville'),
    ],
  }),
  date(ID.date, t('Date du déménagement', 'Date of the move', 'Le jour du déménagement'), {
    aide: t(
      'Passée ou à venir. Par exemple : 15 9 2026.',
      'Past or future. For example: 15 9 2026.',
      'Écrivez le jour, le mois et l’année. Par exemple : 15 9 2026.',
    ),
  }),
  adresse(ID.ancienne, t('Ancienne adresse', 'Old address', 'Votre adresse d’avant'), {
    si: uneDe(est(ID.situation, SITUATION.interne), est(ID.situation, SITUATION.depart)),
  }),
  commune(ID.quitte, t('Commune que vous quittez', 'Commune you are leaving', 'La ville où vous habitiez avant'), {
    si: est(ID.situation, SITUATION.arrivee),
    facultatif: true,
    aide: t(
      'Son nom ou son code postal. Ne remplissez rien si vous venez de l’étranger.',
      'Its name or postal code. Leave blank if you come from abroad.',
      'Écrivez le nom de la ville.',
    ),
  }),
  adresse(ID.nouvelle, t('Nouvelle adresse', 'New address', 'Votre nouvelle adresse'), {
    si: uneDe(est(ID.situation, SITUATION.arrivee), est(ID.situation, SITUATION.interne)),
  }),
  adresse(
    ID.nouvelleHorsCommune,
    t(
      'Adresse où vous écrire après votre départ',
      'Address where we can write to you afterwards',
      'Votre adresse après le départ',
    ),
    {
      si: est(ID.situation, SITUATION.depart),
      facultatif: true,
    },
  ),
]

const foyer = [
  section(ID.etapeFoyer, t('Votre foyer', 'Your household', 'Les personnes qui vivent avec vous')),
  ouiNon(
    ID.seul,
    t(
      'D’autres personnes déménagent-elles avec vous ?',
      'Are other people moving with you?',
      'Est-ce que des personnes déménagent avec vous ?',
    ),
  ),
  repetition(
    ID.foyer,
    t('Personne qui déménage avec vous', 'Person moving with you', 'Une personne qui vient avec vous'),
    {
      si: est(ID.seul, true),
      maximum: 12,
      aide: t(
        'Ajoutez une fiche par personne, enfants compris. Ne vous comptez pas.',
        'Add one entry per person, children included. Do not count yourself.',
        'Ajoutez chaque personne, les enfants aussi.',
      ),
      champs: [
        texte(ID.foyerNom, t('Nom', 'Last name', 'Nom de famille')),
        texte(ID.foyerPrenom, t('Prénom', 'First name', 'Prénom')),
        date(ID.foyerNaissance, t('Date de naissance', 'Date of birth', 'Jour de naissance'), { passee: true }),
        choix(ID.foyerLien, t('Lien avec vous', 'Relationship to you', 'Qui est cette personne pour vous ?'), {
          autre: true,
          options: [
            t('Conjointe ou conjoint', 'Spouse or partner', 'Ma femme, mon mari, ma compagne ou mon compagnon'),
            t('Enfant', 'Child', 'Mon enfant'),
            t('Parent', 'Parent', 'Mon père ou ma mère'),
          ],
        }),
      ],
    },
  ),
]

const services = [
  section(ID.etapeServices, t('Les services à prévenir', 'Services to inform', 'À qui le dire ?')),
  choixMultiple(
    ID.services,
    t(
      'Quels services devons-nous prévenir ?',
      'Which services should we inform?',
      'Qui doit connaître votre nouvelle adresse ?',
    ),
    {
      aide: t(
        'Cochez un ou plusieurs services. Les autres ne recevront rien.',
        'Tick one or more services. The others receive nothing.',
        'Cochez une ou plusieurs cases.',
      ),
      options: [
        t(SERVICE.electoral, 'Electoral roll office', 'Les élections'),
        t(SERVICE.ecole, 'School and canteen', 'L’école et la cantine'),
        t('La médiathèque', 'Library', 'La bibliothèque'),
        t('L’action sociale', 'Social services', 'L’aide aux personnes'),
      ],
    },
  ),
  explication(
    ID.listeElectorale,
    t('Votre inscription sur la liste électorale', 'Your registration on the electoral roll', 'Pour voter'),
    t(
      'Cette déclaration ne vous inscrit pas sur la liste électorale. Le service des élections vous écrira pour vous dire comment faire.',
      'This declaration does not put you on the electoral roll. The electoral office will write to tell you how to register.',
      'Vous devez faire une autre demande pour voter. La mairie vous écrit pour vous aider.',
    ),
    { si: contient(ID.services, SERVICE.electoral) },
  ),
  ouiNon(
    ID.nouvelleEcole,
    t(
      'Un enfant du foyer change-t-il d’école ?',
      'Is a child of the household changing school?',
      'Est-ce que votre enfant change d’école ?',
    ),
    {
      si: contient(ID.services, SERVICE.ecole),
    },
  ),
  piece(ID.justificatif, t('Justificatif de domicile', 'Proof of address', 'Un papier avec votre nouvelle adresse'), {
    si: uneDe(est(ID.situation, SITUATION.arrivee), est(ID.situation, SITUATION.interne)),
    formats: ['document_texte', 'image_scan'],
    aide: t(
      'Facture d’énergie ou d’eau, bail, avis d’impôt. Une photo lisible convient.',
      'Energy or water bill, lease, tax notice. A readable photo will do.',
      'Vous pouvez envoyer une photo. On doit pouvoir lire le papier.',
    ),
  }),
  telephone(ID.telephone, t('Votre téléphone', 'Your telephone number', 'Votre numéro de téléphone'), {
    facultatif: true,
    autocomplete: 'tel',
    aide: t(
      'Il sert seulement si nous avons une question.',
      'Only used if we have a question.',
      'Nous téléphonons seulement si nous avons une question.',
    ),
  }),
]

/** The three steps of the change of address. */
export const champsChangementAdresse = [...demenagement, ...foyer, ...services]
