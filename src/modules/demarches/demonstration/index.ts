import type { Condition } from '../../../core/conditions/condition.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import { changementAdresse } from './changement-adresse/definition.ts'
import { fondsProjetsNumeriques63 } from './fonds-projets-numeriques-63/definition.ts'
import { occupationEspacePublic } from './occupation-espace-public/definition.ts'
import { restaurationScolaire } from './restauration-scolaire/definition.ts'
import { ECOLES } from './restauration-scolaire/enfant-et-repas.ts'
import { ID as RESTAURATION } from './restauration-scolaire/ids.ts'
import { subventionAssociation } from './subvention-association/definition.ts'
import { volontaireBureauDeVote } from './volontaire-bureau-de-vote/definition.ts'

/** The service behind a demonstration démarche. Its telephone is in a range that ARCEP keeps for fiction. */
export interface ServiceDemonstration {
  readonly nom: string
  readonly telephone: string
  readonly courriel: string
  readonly horaires: string
  readonly adresse: string
  /** Contact of the data protection officer. */
  readonly dpo: string
}

/** A group of agents; without a rule it is the default one, which receives what no other takes. */
export interface GroupeDemonstration {
  readonly label: string
  readonly regle?: Condition
}

/** A démarche of the demonstration, ready to be created and published. */
export interface Demonstration {
  readonly slug: string
  /** A real organisation: `code` is the INSEE code of a commune or of a préfecture's département, the SIREN of an EPCI. */
  readonly organisme: { readonly nature: 'commune' | 'epci' | 'prefecture'; readonly code: string }
  readonly service: ServiceDemonstration
  /** One default group named after the service when absent. */
  readonly groupes?: readonly GroupeDemonstration[]
  /** Official codes of the communes where those who use it live. */
  readonly communes: readonly string[]
  readonly definition: Definition
}

const VERN = { nature: 'commune', code: '35352' } as const
const RENNES_METROPOLE = { nature: 'epci', code: '243500139' } as const
const CLERMONT = { nature: 'commune', code: '63113' } as const
const PUY_DE_DOME = { nature: 'prefecture', code: '63' } as const

/** The six démarches of the demonstration, the shortest way to see everything Parvis does. */
export const DEMONSTRATION: readonly Demonstration[] = [
  {
    slug: 'restauration-scolaire',
    organisme: VERN,
    service: {
      nom: 'Service enfance et restauration',
      telephone: '02 61 91 10 20',
      courriel: 'restauration@vern-sur-seiche.example',
      horaires: 'Du lundi au vendredi, de 8 h 30 à 12 h et de 13 h 30 à 17 h 30. Fermé le jeudi matin.',
      adresse: 'Mairie (démonstration)\n22 rue de Châteaubriant\n35770 Vern-sur-Seiche',
      dpo: 'dpo@vern-sur-seiche.example',
    },
    groupes: [
      { label: 'Service enfance et restauration' },
      { label: ECOLES.moulin, regle: { op: 'eq', champ: RESTAURATION.ecole, valeur: ECOLES.moulin } },
      { label: ECOLES.tilleuls, regle: { op: 'eq', champ: RESTAURATION.ecole, valeur: ECOLES.tilleuls } },
    ],
    communes: ['35352'],
    definition: restaurationScolaire,
  },
  {
    slug: 'occupation-espace-public',
    organisme: VERN,
    service: {
      nom: 'Service technique et voirie',
      telephone: '02 61 91 10 30',
      courriel: 'voirie@vern-sur-seiche.example',
      horaires: 'Du lundi au vendredi, de 8 h 30 à 12 h.',
      adresse: 'Mairie (démonstration)\n22 rue de Châteaubriant\n35770 Vern-sur-Seiche',
      dpo: 'dpo@vern-sur-seiche.example',
    },
    communes: ['35352'],
    definition: occupationEspacePublic,
  },
  {
    slug: 'subvention-association',
    organisme: RENNES_METROPOLE,
    service: {
      nom: 'Direction de la vie associative',
      telephone: '02 61 91 20 40',
      courriel: 'associations@rennes-metropole.example',
      horaires: 'Du lundi au vendredi, de 9 h à 12 h 30 et de 14 h à 17 h.',
      adresse: 'Hôtel de métropole (démonstration)\n4 avenue Henri-Fréville\n35000 Rennes',
      dpo: 'dpo@rennes-metropole.example',
    },
    communes: ['35238', '35352', '35047'],
    definition: subventionAssociation,
  },
  {
    slug: 'changement-adresse',
    organisme: VERN,
    service: {
      nom: 'Accueil et état civil',
      telephone: '02 61 91 10 10',
      courriel: 'accueil@vern-sur-seiche.example',
      horaires: 'Du lundi au vendredi, de 8 h 30 à 12 h et de 13 h 30 à 17 h 30. Le samedi, de 9 h à 12 h.',
      adresse: 'Mairie (démonstration)\n22 rue de Châteaubriant\n35770 Vern-sur-Seiche',
      dpo: 'dpo@vern-sur-seiche.example',
    },
    communes: ['35352'],
    definition: changementAdresse,
  },
  {
    slug: 'fonds-projets-numeriques-63',
    organisme: PUY_DE_DOME,
    service: {
      nom: 'Direction des collectivités territoriales, pôle numérique',
      telephone: '04 65 71 63 10',
      courriel: 'projets-numeriques@prefecture-63.example',
      horaires: 'Du lundi au vendredi, de 9 h à 11 h 45 et de 14 h à 16 h.',
      adresse: 'Préfecture du Puy-de-Dôme (démonstration)\n18 boulevard Desaix\n63000 Clermont-Ferrand',
      dpo: 'dpo@prefecture-63.example',
    },
    communes: ['63113', '63300', '63430'],
    definition: fondsProjetsNumeriques63,
  },
  {
    slug: 'volontaire-bureau-de-vote',
    organisme: CLERMONT,
    service: {
      nom: 'Service des élections',
      telephone: '04 65 71 11 20',
      courriel: 'elections@clermont-ferrand.example',
      horaires: 'Du lundi au vendredi, de 8 h à 17 h. Le samedi avant chaque vote, de 9 h à 12 h.',
      adresse: 'Hôtel de ville (démonstration)\n10 rue Philippe-Marcombes\n63000 Clermont-Ferrand',
      dpo: 'dpo@clermont-ferrand.example',
    },
    communes: ['63113'],
    definition: volontaireBureauDeVote,
  },
]
