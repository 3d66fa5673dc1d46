import type { Champ } from '../core/champs/index.ts'
import type { Probleme, Referentiels, Saisie } from '../core/champs/kind.ts'
import type { PieceView } from './champs/file.tsx'

/** A champ shown on the page of the components, with what was typed and what is wrong with it. */
export interface Sample {
  readonly champ: Champ
  readonly saisie?: Saisie
  readonly probleme?: Probleme
  readonly pieces?: readonly PieceView[]
}

const COMMUNES = [
  { code: '93066', nom: 'Saint-Denis', codesPostaux: ['93200', '93210'], codeDepartement: '93', codeRegion: '11' },
  { code: '97411', nom: 'Saint-Denis', codesPostaux: ['97400', '97417'], codeDepartement: '974', codeRegion: '04' },
  { code: '11339', nom: 'Saint-Denis', codesPostaux: ['11310'], codeDepartement: '11', codeRegion: '76' },
  { code: '35352', nom: 'Vern-sur-Seiche', codesPostaux: ['35770'], codeDepartement: '35', codeRegion: '53' },
] as const
const DEPARTEMENTS = [
  { code: '2A', nom: 'Corse-du-Sud', codeRegion: '94' },
  { code: '35', nom: 'Ille-et-Vilaine', codeRegion: '53' },
  { code: '63', nom: 'Puy-de-Dôme', codeRegion: '84' },
] as const
const REGIONS = [
  { code: '84', nom: 'Auvergne-Rhône-Alpes' },
  { code: '53', nom: 'Bretagne' },
] as const
const PAYS = ['BE', 'DE', 'FR', 'PT'] as const

/** A handful of places, enough to show the champs that ask for one. */
export const SAMPLE_REFERENTIELS: Referentiels = {
  commune: (code) => COMMUNES.find((each) => each.code === code),
  communesNamed: (texte) =>
    COMMUNES.filter(({ nom, codesPostaux }) => nom === texte || codesPostaux.some((c) => c === texte)),
  departement: (code) => DEPARTEMENTS.find((each) => each.code === code),
  departements: () => DEPARTEMENTS,
  region: (code) => REGIONS.find((each) => each.code === code),
  regions: () => REGIONS,
  isPays: (code) => PAYS.some((each) => each === code),
  pays: () => PAYS,
}

const option = (valeur: string, en: string) => ({ valeur, libelle: { fr: valeur, en } })
const yes = { obligatoire: true } as const
const no = { obligatoire: false } as const

/** Texts, numbers and codes. */
export const TEXT_SAMPLES: readonly Sample[] = [
  {
    champ: { kind: 'texte', id: 1, libelle: { fr: 'Prénom', en: 'First name' }, ...yes, autocomplete: 'given-name' },
    saisie: 'Anaïs',
  },
  {
    champ: {
      kind: 'texte_long',
      id: 2,
      libelle: { fr: 'Allergies ou régime particulier', en: 'Allergies or special diet' },
      ...no,
      longueurMax: 400,
      aide: {
        fr: 'Nous le demandons pour préparer le repas. Seule la cuisine lit cette réponse, effacée en fin d’année scolaire.',
        en: 'We ask to prepare the meal. Only the kitchen reads this answer, erased at the end of the school year.',
      },
    },
    saisie: '\nArachides.\nPas de lait de vache.',
  },
  {
    champ: {
      kind: 'entier',
      id: 3,
      libelle: { fr: 'Nombre d’enfants à charge', en: 'Number of dependent children' },
      ...yes,
      positif: true,
    },
    saisie: 'deux',
    probleme: { code: 'entier_invalide' },
  },
  {
    champ: {
      kind: 'decimal',
      id: 4,
      libelle: { fr: 'Surface occupée, en mètres carrés', en: 'Area used, in square metres' },
      ...yes,
      positif: true,
    },
    saisie: '12,5',
  },
  {
    champ: {
      kind: 'courriel',
      id: 5,
      libelle: { fr: 'Adresse électronique', en: 'E-mail address' },
      ...yes,
      autocomplete: 'email',
    },
    saisie: 'anais@',
    probleme: { code: 'courriel_invalide' },
  },
  {
    champ: { kind: 'telephone', id: 6, libelle: { fr: 'Téléphone', en: 'Telephone' }, ...no, autocomplete: 'tel' },
    saisie: '02 99 04 82 04',
  },
  { champ: { kind: 'iban', id: 7, libelle: { fr: 'IBAN de l’association', en: 'IBAN of the association' }, ...yes } },
  { champ: { kind: 'siret', id: 8, libelle: { fr: 'SIRET', en: 'SIRET' }, ...yes } },
]

/** Dates and choices. */
export const CHOICE_SAMPLES: readonly Sample[] = [
  {
    champ: {
      kind: 'date',
      id: 20,
      libelle: { fr: 'Date de naissance', en: 'Date of birth' },
      ...yes,
      autocomplete: 'bday',
    },
    saisie: { jour: '27', mois: '', annee: '2017' },
    probleme: { code: 'date_incomplete', params: { manque: 'mois' } },
  },
  {
    champ: {
      kind: 'oui_non',
      id: 21,
      libelle: { fr: 'Déjeune-t-il ou elle déjà à la cantine ?', en: 'Do they already eat at the canteen?' },
      ...yes,
    },
    saisie: 'true',
  },
  {
    champ: {
      kind: 'case_a_cocher',
      id: 22,
      libelle: { fr: 'J’ai lu le règlement de la cantine', en: 'I have read the canteen rules' },
      ...yes,
    },
    saisie: 'false',
    probleme: { code: 'case_a_cocher_requise' },
  },
  {
    champ: {
      kind: 'choix',
      id: 23,
      libelle: { fr: 'École', en: 'School' },
      ...yes,
      autre: true,
      options: [
        option('École Noël-du-Fail', 'Noël-du-Fail school'),
        option('École La Chalotais', 'La Chalotais school'),
      ],
    },
    saisie: { autre: '' },
    probleme: { code: 'autre_a_preciser' },
  },
  {
    champ: {
      kind: 'choix',
      id: 24,
      libelle: { fr: 'Classe', en: 'Class' },
      ...no,
      options: ['Petite section', 'Moyenne section', 'Grande section', 'CP', 'CE1', 'CE2'].map((each) => ({
        valeur: each,
        libelle: { fr: each },
      })),
    },
    saisie: 'CP',
  },
  {
    champ: {
      kind: 'choix_multiple',
      id: 25,
      libelle: {
        fr: 'Quels jours déjeunera-t-il ou elle à la cantine ?',
        en: 'On which days will they eat at the canteen?',
      },
      ...yes,
      aide: { fr: 'Vous pourrez changer à tout moment.', en: 'You can change at any time.' },
      options: [
        option('Lundi', 'Monday'),
        option('Mardi', 'Tuesday'),
        option('Jeudi', 'Thursday'),
        option('Vendredi', 'Friday'),
      ],
    },
    saisie: ['Lundi', 'Jeudi'],
  },
  { champ: { kind: 'civilite', id: 26, libelle: { fr: 'Civilité', en: 'Title' }, ...no }, saisie: 'Mme' },
]

/** Places. */
export const PLACE_SAMPLES: readonly Sample[] = [
  {
    champ: {
      kind: 'adresse',
      id: 40,
      libelle: { fr: 'Votre adresse', en: 'Your address' },
      ...yes,
      autocomplete: 'street-address',
    },
    saisie: { voie: '12 rue de la Motte', complement: '', codePostal: '', commune: '35352', pays: 'FR' },
    probleme: { code: 'adresse_incomplete', params: { manque: 'codePostal' } },
  },
  {
    champ: { kind: 'commune', id: 41, libelle: { fr: 'Commune des travaux', en: 'Town of the works' }, ...yes },
    saisie: { texte: 'Vern-sur-Seiche', code: '35352' },
  },
  {
    champ: { kind: 'commune', id: 42, libelle: { fr: 'Commune de naissance', en: 'Town of birth' }, ...no },
    saisie: { texte: 'Saint-Denis', code: '' },
    probleme: { code: 'commune_a_choisir', params: { texte: 'Saint-Denis', nombre: 3 } },
  },
  { champ: { kind: 'departement', id: 43, libelle: { fr: 'Département', en: 'Département' }, ...yes }, saisie: '35' },
  { champ: { kind: 'region', id: 44, libelle: { fr: 'Région', en: 'Region' }, ...yes } },
  {
    champ: { kind: 'pays', id: 45, libelle: { fr: 'Pays de naissance', en: 'Country of birth' }, ...yes },
    saisie: 'PT',
  },
]

/** Files, rows, and what asks nothing. */
export const BLOCK_SAMPLES: readonly Sample[] = [
  {
    champ: {
      kind: 'section',
      id: 60,
      libelle: { fr: 'Les personnes autorisées', en: 'Authorised people' },
      niveau: 2,
      aide: { fr: 'Celles qui pourront venir chercher l’enfant.', en: 'Those who may collect the child.' },
    },
  },
  {
    champ: {
      kind: 'explication',
      id: 61,
      libelle: { fr: 'Pourquoi un justificatif ?', en: 'Why a proof?' },
      texte: {
        fr: 'Il sert à :\n- calculer votre tarif ;\n- le recalculer en janvier.\n\nVoir [le règlement](https://exemple.fr/reglement) ou appelez le tel:0299048204.',
        en: 'It is used to:\n- work out your rate;\n- work it out again in January.',
      },
      depliable: {
        fr: 'Le tarif dépend du quotient familial, connu de la CAF.',
        en: 'The rate depends on the family quotient.',
      },
    },
  },
  {
    champ: {
      kind: 'piece',
      id: 62,
      libelle: { fr: 'Justificatif de domicile', en: 'Proof of address' },
      ...yes,
      types: ['image_scan', 'document_texte'],
      octetsMax: 10_000_000,
      nombreMax: 4,
    },
    pieces: [
      { id: 'p1', nom: 'facture-electricite-novembre.pdf', octets: 248_000, etat: 'enregistre', href: '#piece-1' },
      {
        id: 'p2',
        nom: 'photo_quittance_de_loyer_2026_11_03_version_definitive.jpg',
        octets: 3_400_000,
        etat: 'verification',
      },
      { id: 'p3', nom: 'scan.exe.pdf', octets: 12_000, etat: 'refuse' },
    ],
    saisie: ['p1', 'p2', 'p3'],
  },
  {
    champ: {
      kind: 'piece',
      id: 63,
      libelle: { fr: 'Plan de l’installation', en: 'Plan of the installation' },
      ...no,
      octetsMax: 200_000_000,
      nombreMax: 1,
    },
    probleme: { code: 'piece_trop_grosse', params: { nom: 'plan.dwg', octetsMax: 200_000_000 } },
  },
  {
    champ: {
      kind: 'repetition',
      id: 64,
      libelle: { fr: 'Personne autorisée', en: 'Authorised person' },
      ...yes,
      min: 0,
      max: 5,
      champs: [
        { kind: 'texte', id: 65, libelle: { fr: 'Nom et prénom', en: 'Full name' }, ...yes },
        { kind: 'telephone', id: 66, libelle: { fr: 'Téléphone', en: 'Telephone' }, ...no },
      ],
    },
    saisie: ['01K9ZZZZZZZZZZZZZZZZZZZZZA', '01K9ZZZZZZZZZZZZZZZZZZZZZB'],
  },
]
