import {
  choix,
  choixMultiple,
  contient,
  decimal,
  est,
  explication,
  ouiNon,
  piece,
  repetition,
  section,
  t,
  texte,
  uneDe,
} from '../write-champs.ts'
import { ID } from './ids.ts'

/** Spending that the fund never pays; naming it here lets the form say so before the usager writes any line. */
export const EXCLUE = {
  personnel: 'Des salaires d’agents de la collectivité',
  materiel: 'L’équipement informatique des agents',
} as const

const NATURES = [
  t('Développement ou paramétrage', 'Development or configuration'),
  t('Conseil', 'Consulting'),
  t('Accompagnement au changement', 'Change support'),
  t('Formation', 'Training'),
  t('Étude ou ingénierie', 'Study or engineering'),
  t('Licence ou abonnement', 'Licence or subscription'),
  t('Hébergement', 'Hosting'),
]

const depenses = [
  section(ID.etapeDepenses, t('Dépenses et aide demandée', 'Spending and support requested')),
  choixMultiple(
    ID.naturesDepenses,
    t('Quelles dépenses voulez-vous faire financer ?', 'Which spending do you want funded?'),
    {
      aide: t(
        'Cochez tout ce que comprend votre demande. Les salaires et l’équipement des agents ne sont pas financés.',
        'Tick everything your request includes. Salaries and agents’ equipment are not funded.',
      ),
      options: [
        ...NATURES,
        t(EXCLUE.personnel, 'Salaries of the authority’s agents'),
        t(EXCLUE.materiel, 'IT equipment of the agents'),
      ],
    },
  ),
  explication(
    ID.depensesExclues,
    t('Le fonds ne paie pas ces dépenses', 'The fund does not pay for these'),
    t(
      'Les salaires et l’équipement informatique des agents restent à votre charge. Décochez-les pour pouvoir déposer votre demande.',
      'Salaries and agents’ IT equipment remain at your expense. Untick them to be able to file your request.',
    ),
    { si: uneDe(contient(ID.naturesDepenses, EXCLUE.personnel), contient(ID.naturesDepenses, EXCLUE.materiel)) },
  ),
  repetition(ID.depenses, t('Dépense prévue', 'Planned expense'), {
    maximum: 60,
    aide: t('Une ligne par devis ou par prestation.', 'One line per estimate or service.'),
    champs: [
      choix(ID.depenseNature, t('Nature de la dépense', 'Type of expense'), { options: NATURES }),
      texte(ID.depenseLibelle, t('Description', 'Description'), {
        aide: t(
          'Par exemple : formation de douze agents d’accueil.',
          'For example: training of twelve front desk agents.',
        ),
      }),
      decimal(ID.depenseMontant, t('Montant, en euros', 'Amount, in euros'), { minimum: 1, maximum: 5_000_000 }),
    ],
  }),
  choix(
    ID.base,
    t('Les montants sont-ils hors taxes ou toutes taxes comprises ?', 'Are the amounts before or after tax?'),
    {
      aide: t('Choisissez « TTC » si vous ne récupérez pas la TVA.', 'Choose “after tax” if you do not recover VAT.'),
      options: [t('Hors taxes (HT)', 'Before tax (HT)'), t('Toutes taxes comprises (TTC)', 'After tax (TTC)')],
    },
  ),
  decimal(ID.coutTotal, t('Coût total du projet, en euros', 'Total cost of the project, in euros'), {
    minimum: 1,
    maximum: 5_000_000,
    aide: t('La somme des lignes ci-dessus.', 'The sum of the lines above.'),
  }),
  decimal(ID.montant, t('Aide demandée, en euros', 'Support requested, in euros'), {
    minimum: 1,
    maximum: 297_000,
    aide: t(
      'Jusqu’à 100 % du coût total. L’enveloppe du département est de 297 000 euros.',
      'Up to 100% of the total cost. The envelope of the département is 297,000 euros.',
    ),
  }),
  ouiNon(
    ID.autresAides,
    t(
      'Avez-vous demandé d’autres aides publiques pour ce projet ?',
      'Have you requested other public support for this project?',
    ),
  ),
  decimal(
    ID.autresAidesMontant,
    t('Total des autres aides publiques, en euros', 'Total of other public support, in euros'),
    {
      si: est(ID.autresAides, true),
      minimum: 1,
      maximum: 5_000_000,
      aide: t('Aides obtenues et aides demandées.', 'Both granted and requested.'),
    },
  ),
]

const pieces = [
  section(ID.etapePieces, t('Pièces', 'Documents')),
  piece(ID.deliberation, t('Délibération ou lettre d’engagement', 'Council decision or letter of commitment'), {
    formats: ['document_texte'],
    aide: t('Elle approuve le projet et son plan de financement.', 'It approves the project and its funding plan.'),
  }),
  piece(ID.devis, t('Devis', 'Estimates'), { maximum: 20, formats: ['document_texte', 'tableur'] }),
  piece(ID.rib, t('Relevé d’identité bancaire (RIB)', 'Bank details (RIB)'), {
    formats: ['document_texte', 'image_scan'],
  }),
]

/** Steps « Dépenses et aide demandée » and « Pièces » of the call. */
export const depensesEtPieces = [...depenses, ...pieces]
