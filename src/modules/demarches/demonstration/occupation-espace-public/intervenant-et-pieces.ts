import { caseACocher, est, ouiNon, piece, section, siret, t, telephone, texte } from '../write-champs.ts'
import { ID } from './ids.ts'

/** Steps « Qui réalise les travaux » and « Autorisations et pièces » of the request for public space. */
export const intervenantEtPieces = [
  section(ID.etapeIntervenant, t('Qui réalise les travaux', 'Who does the work')),
  ouiNon(
    ID.parEntreprise,
    t('Une entreprise réalise-t-elle les travaux ou le déménagement ?', 'Does a company do the works or the removal?'),
  ),
  siret(ID.siret, t('Numéro SIRET de l’entreprise', 'SIRET number of the company'), {
    si: est(ID.parEntreprise, true),
    aide: t(
      'Quatorze chiffres, écrits sur le devis ou la facture.',
      'Fourteen digits, written on the estimate or the invoice.',
    ),
  }),
  texte(ID.responsable, t('Responsable à joindre sur place', 'Person in charge on site'), {
    aide: t('Prénom et nom.', 'First and last name.'),
  }),
  telephone(ID.telephone, t('Téléphone du responsable', 'Telephone of the person in charge'), {
    aide: t(
      'Un numéro où il répond jour et nuit, en cas d’accident.',
      'A number answered day and night, in case of an accident.',
    ),
  }),
  piece(ID.assurance, t('Attestation d’assurance de l’entreprise', 'Insurance certificate of the company'), {
    si: est(ID.parEntreprise, true),
    formats: ['document_texte', 'image_scan'],
    aide: t(
      'L’assurance de responsabilité civile, valable pendant toute l’occupation.',
      'Third-party liability insurance, valid for the whole period.',
    ),
  }),

  section(ID.etapeAutorisations, t('Autorisations et pièces', 'Permissions and documents')),
  ouiNon(
    ID.urbanisme,
    t('Avez-vous une autorisation d’urbanisme pour ces travaux ?', 'Do you have planning permission for these works?'),
    {
      aide: t(
        'Une déclaration préalable ou un permis. Un déménagement n’en demande pas.',
        'A prior declaration or a permit. A removal needs none.',
      ),
    },
  ),
  texte(ID.urbanismeNumero, t('Numéro de l’autorisation', 'Number of the permission'), {
    si: est(ID.urbanisme, true),
    aide: t('Par exemple : DP 035 352 26 00012.', 'For example: DP 035 352 26 00012.'),
  }),
  piece(ID.plan, t('Plan de l’installation', 'Plan of the installation'), {
    formats: ['document_texte', 'image_scan'],
    aide: t(
      'Un croquis à la main suffit. Indiquez la rue, le trottoir, les mesures et les passages piétons.',
      'A hand sketch is enough. Show the street, the pavement, the measures and the crossings.',
    ),
  }),
  piece(ID.photos, t('Photos des lieux', 'Photos of the place'), {
    facultatif: true,
    maximum: 5,
    formats: ['image_scan'],
    aide: t(
      'Elles servent à constater l’état de la rue avant les travaux.',
      'They show the state of the street before the works.',
    ),
  }),
  caseACocher(
    ID.redevance,
    t('Je m’engage à payer la redevance d’occupation', 'I undertake to pay the occupation fee'),
  ),
  caseACocher(
    ID.remiseEnEtat,
    t(
      'Je m’engage à rendre la voie propre et en bon état',
      'I undertake to leave the street clean and in good condition',
    ),
  ),
]
