import {
  adresse,
  choix,
  date,
  decimal,
  entier,
  est,
  explication,
  ouiNon,
  section,
  t,
  texte,
  texteLong,
  uneDe,
} from '../write-champs.ts'
import { ID } from './ids.ts'

/** What may be put on the street; the other steps ask according to it. */
export const NATURE = {
  echafaudage: 'Un échafaudage',
  benne: 'Une benne',
  demenagement: 'Un camion de déménagement',
  engin: 'Une grue ou une nacelle',
  autre: 'Autre chose',
} as const

/** Steps « Votre projet », « Le lieu et les dates » and « La place occupée » of the request for public space. */
export const projetEtLieu = [
  section(ID.etapeProjet, t('Votre projet', 'Your project')),
  choix(
    ID.nature,
    t('Que voulez-vous installer sur la voie publique ?', 'What do you want to put on the public highway?'),
    {
      aide: t('Faites une demande par installation.', 'Make one request for each installation.'),
      options: [
        t(NATURE.echafaudage, 'Scaffolding'),
        t(NATURE.benne, 'A skip'),
        t(NATURE.demenagement, 'A removal lorry'),
        t(NATURE.engin, 'A crane or a platform lift'),
        t(NATURE.autre, 'Something else'),
      ],
    },
  ),
  texte(ID.natureAutre, t('Précisez ce que vous voulez installer', 'Say what you want to put there'), {
    si: est(ID.nature, NATURE.autre),
    aide: t(
      'Par exemple : un monte-meubles, une base de vie de chantier.',
      'For example: a furniture lift, a site cabin.',
    ),
  }),
  texteLong(ID.motif, t('Décrivez les travaux ou le déménagement', 'Describe the works or the removal'), {
    aide: t(
      'Deux ou trois phrases suffisent. Par exemple : « réfection de la toiture côté rue ».',
      'Two or three sentences are enough. For example: “roof repair, street side”.',
    ),
  }),

  section(ID.etapeLieu, t('Le lieu et les dates', 'Place and dates')),
  adresse(ID.adresse, t('Adresse de l’installation', 'Address of the installation')),
  date(ID.debut, t('Premier jour d’occupation', 'First day'), {
    aide: t('Demandez au moins quinze jours à l’avance.', 'Ask at least two weeks in advance.'),
  }),
  date(ID.fin, t('Dernier jour d’occupation', 'Last day'), {
    aide: t('Comptez le démontage et le nettoyage.', 'Include taking down and cleaning.'),
  }),
  ouiNon(
    ID.circulation,
    t('Faut-il couper la rue ou gêner la circulation ?', 'Will the street have to be closed or traffic disturbed?'),
  ),
  texteLong(
    ID.circulationPrecision,
    t('À quels moments, et sur quelle longueur de rue ?', 'When, and along what length of street?'),
    {
      si: est(ID.circulation, true),
      aide: t(
        'Par exemple : « rue fermée le mardi de 8 h à 12 h, entre le n° 4 et le n° 10 ». La police municipale prépare alors un arrêté.',
        'For example: “street closed on Tuesday from 8 a.m. to noon, between no. 4 and no. 10”. The municipal police then prepare an order.',
      ),
    },
  ),

  section(ID.etapeEmprise, t('La place occupée', 'Space used'), {
    aide: t('La redevance se calcule sur ces mesures.', 'The fee is calculated from these measures.'),
  }),
  decimal(ID.longueur, t('Longueur au sol, en mètres', 'Length on the ground, in metres'), {
    si: uneDe(est(ID.nature, NATURE.echafaudage), est(ID.nature, NATURE.engin), est(ID.nature, NATURE.autre)),
    minimum: 0.1,
    maximum: 200,
    aide: t('Par exemple : 6,50.', 'For example: 6.50.'),
  }),
  decimal(ID.largeur, t('Largeur au sol, en mètres', 'Width on the ground, in metres'), {
    si: uneDe(est(ID.nature, NATURE.echafaudage), est(ID.nature, NATURE.engin), est(ID.nature, NATURE.autre)),
    minimum: 0.1,
    maximum: 50,
    aide: t(
      'Laissez 1,40 mètre libre sur le trottoir pour les fauteuils roulants.',
      'Leave 1.40 metres free on the pavement for wheelchairs.',
    ),
  }),
  decimal(ID.hauteur, t('Hauteur de l’échafaudage, en mètres', 'Height of the scaffolding, in metres'), {
    si: est(ID.nature, NATURE.echafaudage),
    minimum: 1,
    maximum: 100,
  }),
  entier(ID.volume, t('Volume de la benne, en mètres cubes', 'Volume of the skip, in cubic metres'), {
    si: est(ID.nature, NATURE.benne),
    minimum: 1,
    maximum: 40,
    aide: t(
      'Le loueur vous le donne. Les bennes courantes font de 8 à 15 m³.',
      'The hire company tells you. Common skips hold 8 to 15 m³.',
    ),
  }),
  entier(ID.places, t('Nombre de places de stationnement à réserver', 'Number of parking spaces to reserve'), {
    si: uneDe(est(ID.nature, NATURE.benne), est(ID.nature, NATURE.demenagement)),
    minimum: 0,
    maximum: 20,
    aide: t(
      'Une place mesure environ 5 mètres. Indiquez 0 si vous n’en avez pas besoin.',
      'A space is about 5 metres long. Enter 0 if you need none.',
    ),
  }),
  explication(
    ID.vehicule,
    t('Les panneaux de stationnement', 'Parking signs'),
    t(
      'Après l’accord, venez chercher les panneaux au service technique. Posez-les sept jours avant le déménagement. Sans panneau, un véhicule gênant ne peut pas être enlevé.',
      'Once accepted, collect the signs from the technical department. Put them up seven days before the removal. Without a sign, a vehicle in the way cannot be removed.',
    ),
    { si: est(ID.nature, NATURE.demenagement) },
  ),
]
