import {
  choix,
  choixMultiple,
  courriel,
  est,
  ouiNon,
  repetition,
  section,
  siret,
  t,
  telephone,
  texte,
  texteLong,
} from '../write-champs.ts'
import { ID } from './ids.ts'

/** Who may apply in the Puy-de-Dôme, and the answer that stops there. */
export const NATURE = {
  commune: 'Une commune',
  epci: 'Un EPCI (communauté de communes ou d’agglomération)',
  metropole: 'Une métropole',
  departement: 'Un département',
  region: 'Une région',
  autre: 'Un autre organisme',
} as const

const porteur = [
  section(ID.etapePorteur, t('Votre collectivité', 'Your authority')),
  choix(ID.nature, t('Qui porte le projet ?', 'Who carries the project?'), {
    aide: t(
      'Dans le Puy-de-Dôme, le guichet est ouvert aux communes, EPCI, métropoles, départements et régions.',
      'In the Puy-de-Dôme the call is open to communes, EPCI, métropoles, départements and régions.',
    ),
    options: [
      t(NATURE.commune, 'A commune'),
      t(NATURE.epci, 'An EPCI (community of communes or of agglomeration)'),
      t(NATURE.metropole, 'A métropole'),
      t(NATURE.departement, 'A département'),
      t(NATURE.region, 'A région'),
      t(NATURE.autre, 'Another body'),
    ],
  }),
  texte(ID.nomCollectivite, t('Nom de la collectivité', 'Name of the authority'), {
    aide: t('Par exemple : commune de Thiers.', 'For example: commune de Thiers.'),
  }),
  siret(ID.siret, t('Numéro SIRET de la collectivité', 'SIRET number of the authority')),
  texte(ID.contactNom, t('Contact opérationnel du projet', 'Operational contact of the project'), {
    aide: t(
      'Prénom et nom d’une seule personne, même si le projet est commun à plusieurs collectivités.',
      'First and last name of one person, even if several authorities share the project.',
    ),
  }),
  texte(ID.contactFonction, t('Fonction du contact', 'Role of the contact'), {
    aide: t('Par exemple : secrétaire générale de mairie.', 'For example: town clerk.'),
  }),
  telephone(ID.contactTelephone, t('Téléphone du contact', 'Telephone of the contact')),
  courriel(ID.contactCourriel, t('Adresse électronique du contact', 'E-mail address of the contact'), {
    aide: t('Par exemple : prenom.nom@mairie.exemple.fr.', 'For example: prenom.nom@mairie.exemple.fr.'),
  }),

  section(ID.etapeGroupement, t('Vos partenaires', 'Your partners')),
  ouiNon(
    ID.groupe,
    t('Portez-vous ce projet avec d’autres collectivités ?', 'Do you carry this project with other authorities?'),
    {
      aide: t(
        'Les projets communs à plusieurs collectivités sont encouragés.',
        'Projects shared by several authorities are encouraged.',
      ),
    },
  ),
  repetition(ID.partenaires, t('Collectivité partenaire', 'Partner authority'), {
    si: est(ID.groupe, true),
    maximum: 40,
    champs: [
      texte(ID.partenaireNom, t('Nom', 'Name')),
      siret(ID.partenaireSiret, t('Numéro SIRET', 'SIRET number'), { facultatif: true }),
      choix(ID.partenaireAccord, t('Où en est son accord ?', 'Has it agreed?'), {
        options: [
          t('Délibération votée', 'Decision voted'),
          t('Accord écrit', 'Written agreement'),
          t('Discussion en cours', 'Under discussion'),
        ],
      }),
    ],
  }),
]

const projet = [
  section(ID.etapeProjet, t('Votre projet', 'Your project')),
  texte(ID.titre, t('Nom du projet', 'Name of the project'), {
    aide: t('Par exemple : portail des familles.', 'For example: portal for families.'),
  }),
  texteLong(ID.resume, t('Que changera ce projet, et pour qui ?', 'What will this project change, and for whom?'), {
    aide: t(
      'Décrivez la situation aujourd’hui, ce que vous ferez, et ce que les habitants ou les agents verront de nouveau.',
      'Describe the situation today, what you will do, and what residents or agents will see that is new.',
    ),
  }),
  choixMultiple(ID.themes, t('Que comprend le projet ?', 'What does the project include?'), {
    options: [
      t('Un service en ligne créé ou amélioré', 'A new or improved online service'),
      t('La dématérialisation d’une démarche', 'Putting a procedure online'),
      t('Un meilleur usage des données', 'Better use of data'),
      t('La formation des agents', 'Training of agents'),
      t('L’inclusion numérique', 'Digital inclusion'),
      t('Un accueil par plusieurs canaux', 'Contact through several channels'),
      t('Une étude de faisabilité', 'A feasibility study'),
    ],
  }),
  ouiNon(
    ID.effet,
    t(
      'Le projet aura-t-il un effet concret dans les deux ans ?',
      'Will the project have a concrete effect within two years?',
    ),
    {
      aide: t('C’est une condition du fonds.', 'The fund requires it.'),
    },
  ),
]

/** Steps « Votre collectivité », « Vos partenaires » and « Votre projet » of the call. */
export const porteurEtProjet = [...porteur, ...projet]
