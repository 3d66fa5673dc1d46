import type { Texte } from '../../../core/texte.ts'

/** The free answer that stands for a kind of champ that Parvis does not offer yet, and what to write in it. */
interface Remplacement {
  readonly kind: 'texte' | 'texte_long'
  readonly consigne: Texte
}

const AUTRE_TYPE: Remplacement = {
  kind: 'texte_long',
  consigne: {
    fr: '(Réponse libre : écrivez ici ce qui vous est demandé.)',
    en: '(Free answer: write here what you are asked.)',
  },
}

const REMPLACEMENTS: ReadonlyMap<string, Remplacement> = new Map([
  [
    'Carte',
    {
      kind: 'texte_long',
      consigne: {
        fr: '(Réponse libre : la carte n’est pas encore proposée. Décrivez le lieu : adresse, parcelles cadastrales ou coordonnées.)',
        en: '(Free answer: the map is not offered yet. Describe the place: address, land register plots or coordinates.)',
      },
    },
  ],
  [
    'Datetime',
    line(
      'Écrivez le jour et l’heure, par exemple : 15 mars 2027, 14 h 30.',
      'Write the day and time, for example: 15 March 2027, 2:30 p.m.',
    ),
  ],
  ['RNA', line('Écrivez le numéro RNA, par exemple : W123456789.', 'Write the RNA number, for example: W123456789.')],
  ['RNF', line('Écrivez le numéro RNF de la fondation.', 'Write the RNF number of the foundation.')],
  [
    'Epci',
    line(
      'Écrivez le nom de l’intercommunalité et de son département.',
      'Write the name of the group of communes and its département.',
    ),
  ],
  [
    'AnnuaireEducation',
    line(
      'Écrivez le nom de l’établissement scolaire et de sa commune.',
      'Write the name of the school and its commune.',
    ),
  ],
  ['DossierLink', line('Écrivez le numéro du dossier.', 'Write the number of the dossier.')],
  [
    'EngagementJuridique',
    line('Écrivez le numéro de l’engagement juridique.', 'Write the number of the legal commitment.'),
  ],
  ['LinkedDropDownList', line('Écrivez votre choix.', 'Write your choice.')],
  ['DropDownList', line('Écrivez votre choix.', 'Write your choice.')],
  ['MultipleDropDownList', line('Écrivez vos choix.', 'Write your choices.')],
  ['Formatted', line('Écrivez votre réponse.', 'Write your answer.')],
  ['Referentiel', line('Écrivez la référence demandée.', 'Write the reference you are asked for.')],
  [
    'COJO',
    line('Écrivez le numéro et la date de naissance demandés.', 'Write the number and birth date you are asked for.'),
  ],
  [
    'Cnaf',
    line(
      'Écrivez votre numéro d’allocataire et votre code postal.',
      'Write your beneficiary number and your postal code.',
    ),
  ],
  [
    'Dgfip',
    line(
      'Écrivez votre numéro fiscal et la référence de l’avis.',
      'Write your tax number and the reference of the notice.',
    ),
  ],
  ['PoleEmploi', line('Écrivez votre identifiant.', 'Write your identifier.')],
  ['Mesri', line('Écrivez votre numéro INE.', 'Write your INE number.')],
])

/** What replaces a champ of that type. */
export function remplacementOf(type: string): Remplacement {
  return REMPLACEMENTS.get(type) ?? AUTRE_TYPE
}

/** Whether the type is one of the field's, though we have no kind for it; another is unknown to us. */
export function isKnownType(type: string): boolean {
  return REMPLACEMENTS.has(type)
}

function line(fr: string, en: string): Remplacement {
  return { kind: 'texte', consigne: { fr: `(Réponse libre. ${fr})`, en: `(Free answer. ${en})` } }
}
