import {
  auMoins,
  caseACocher,
  choix,
  decimal,
  est,
  explication,
  ouiNon,
  piece,
  plusDe,
  repetition,
  section,
  t,
  texte,
  texteLong,
} from '../write-champs.ts'
import { ID } from './ids.ts'

/** Steps « Budget » and « Pièces et engagements » of the grant. */
export const budgetEtPieces = [
  section(ID.etapeBudget, t('Budget', 'Budget')),
  repetition(ID.lignes, t('Ligne du budget', 'Budget line'), {
    maximum: 60,
    aide: t(
      'Écrivez une ligne par dépense et par recette prévue. Le total des recettes doit être égal au total des dépenses.',
      'Write one line for each expense and income expected. Total income must equal total expenses.',
    ),
    champs: [
      choix(ID.ligneSens, t('Sens', 'Type'), { options: [t('Dépense', 'Expense'), t('Recette', 'Income')] }),
      texte(ID.ligneLibelle, t('De quoi s’agit-il ?', 'What is it?'), {
        aide: t('Par exemple : location de salle, cotisations.', 'For example: room hire, membership fees.'),
      }),
      decimal(ID.ligneMontant, t('Montant, en euros', 'Amount, in euros'), { minimum: 0, maximum: 10_000_000 }),
    ],
  }),
  decimal(ID.montant, t('Subvention demandée, en euros', 'Grant requested, in euros'), {
    minimum: 1,
    maximum: 10_000_000,
    aide: t('Par exemple : 1500.', 'For example: 1500.'),
  }),
  explication(
    ID.convention,
    t('Une convention sera signée', 'An agreement will be signed'),
    t(
      'Au-dessus de 23 000 euros par an, la loi demande une convention entre l’association et la collectivité. Le service vous enverra un projet de texte.',
      'Above 23,000 euros a year, the law requires an agreement between the association and the authority. The service will send you a draft.',
    ),
    { si: plusDe(ID.montant, '23000') },
  ),
  ouiNon(
    ID.autresAides,
    t('Demandez-vous de l’argent à d’autres organismes publics ?', 'Are you asking other public bodies for money?'),
  ),
  texteLong(ID.autresAidesPrecision, t('Lesquels, et combien à chacun ?', 'Which ones, and how much from each?'), {
    si: est(ID.autresAides, true),
    aide: t(
      'Par exemple : département, 2 000 euros, demande en cours.',
      'For example: département, 2,000 euros, request pending.',
    ),
  }),
  ouiNon(
    ID.dejaAidee,
    t('Avez-vous reçu une subvention de notre part l’an dernier ?', 'Did you receive a grant from us last year?'),
  ),
  piece(ID.bilan, t('Compte rendu de l’action aidée', 'Report on the supported action'), {
    si: est(ID.dejaAidee, true),
    formats: ['document_texte', 'tableur'],
    aide: t('Dites ce que vous avez fait et ce que vous avez dépensé.', 'Say what you did and what you spent.'),
  }),

  section(ID.etapePieces, t('Pièces et engagements', 'Documents and commitments')),
  piece(ID.statuts, t('Statuts signés', 'Signed articles of association'), {
    formats: ['document_texte', 'image_scan'],
  }),
  piece(ID.comptes, t('Comptes du dernier exercice', 'Accounts of the last financial year'), {
    maximum: 3,
    formats: ['document_texte', 'tableur'],
    aide: t(
      'Le compte de résultat, et le bilan si vous en avez un.',
      'The income statement, and the balance sheet if you have one.',
    ),
  }),
  piece(ID.commissaire, t('Rapport du commissaire aux comptes', 'Auditor’s report'), {
    si: auMoins(ID.montant, '153000'),
    formats: ['document_texte'],
    aide: t(
      'Il est obligatoire à partir de 153 000 euros d’aides publiques par an.',
      'It is mandatory from 153,000 euros of public support a year.',
    ),
  }),
  piece(ID.rib, t('Relevé d’identité bancaire (RIB)', 'Bank details (RIB)'), {
    formats: ['document_texte', 'image_scan'],
    aide: t(
      'Au nom de l’association, à la même adresse que le SIRET.',
      'In the name of the association, at the same address as the SIRET.',
    ),
  }),
  caseACocher(
    ID.republicain,
    t(
      'L’association a souscrit le contrat d’engagement républicain',
      'The association has signed the republican commitment contract',
    ),
    {
      aide: t(
        'La loi le demande à toute association qui reçoit une subvention. Le texte se trouve sur associations.gouv.fr.',
        'The law requires it of every association that receives a grant. The text is on associations.gouv.fr.',
      ),
    },
  ),
]
