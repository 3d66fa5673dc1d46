import {
  adresse,
  caseACocher,
  choix,
  entier,
  est,
  explication,
  iban,
  ouiNon,
  piece,
  repetition,
  section,
  t,
  telephone,
  texte,
  texteLong,
} from '../write-champs.ts'
import { ID } from './ids.ts'

const sante = [
  section(ID.etapeSante, t('Santé et urgence', 'Health and emergencies')),
  ouiNon(
    ID.allergie,
    t(
      'Votre enfant a-t-il une allergie ou une intolérance alimentaire ?',
      'Does your child have a food allergy or intolerance?',
    ),
    {
      sensible: true,
    },
  ),
  texteLong(ID.allergiePrecision, t('Quels aliments lui sont interdits ?', 'Which foods must your child avoid?'), {
    si: est(ID.allergie, true),
    sensible: true,
    aide: t('Par exemple : arachide, œuf, lait de vache.', 'For example: peanuts, eggs, cow’s milk.'),
  }),
  ouiNon(
    ID.aUnPai,
    t('Un projet d’accueil individualisé (PAI) est-il signé ?', 'Has an individual care plan (PAI) been signed?'),
    {
      si: est(ID.allergie, true),
      sensible: true,
      aide: t(
        'Le PAI est écrit avec le médecin et l’école. Il dit quoi faire en cas d’allergie.',
        'The PAI is written with the doctor and the school. It says what to do in case of an allergic reaction.',
      ),
    },
  ),
  piece(ID.pai, t('Copie du PAI', 'Copy of the care plan'), {
    si: est(ID.aUnPai, true),
    sensible: true,
    formats: ['document_texte', 'image_scan'],
    aide: t('Un PDF ou une photo lisible de chaque page.', 'A PDF or a readable photo of each page.'),
  }),
  explication(
    ID.sansPai,
    t('Prenez rendez-vous avec votre médecin', 'Make an appointment with your doctor'),
    t(
      'Sans PAI, votre enfant ne peut pas manger le repas de la cantine. Vous pouvez déposer votre demande dès maintenant. Le service vous appellera pour organiser l’accueil.',
      'Without a PAI your child cannot eat the canteen meal. You can file your request now. The service will call you to arrange things.',
    ),
    { si: est(ID.aUnPai, false) },
  ),
  texte(ID.urgenceNom, t('Personne à prévenir en cas d’urgence', 'Emergency contact'), {
    aide: t('Prénom et nom.', 'First and last name.'),
  }),
  telephone(ID.urgenceTelephone, t('Téléphone de cette personne', 'Telephone number of this person'), {
    aide: t('Un numéro où elle répond entre 11 h et 14 h.', 'A number answered between 11 a.m. and 2 p.m.'),
  }),
]

const personnes = [
  section(ID.etapePersonnes, t('Personnes autorisées', 'Authorised adults'), {
    aide: t(
      'Ces adultes pourront venir chercher votre enfant après le repas. Les deux parents le peuvent déjà.',
      'These adults may collect your child after the meal. Both parents already may.',
    ),
  }),
  repetition(ID.autorises, t('Adulte autorisé', 'Authorised adult'), {
    facultatif: true,
    maximum: 6,
    champs: [
      texte(ID.autoriseNom, t('Prénom et nom', 'First and last name')),
      choix(ID.autoriseLien, t('Lien avec l’enfant', 'Relationship to the child'), {
        autre: true,
        options: [
          t('Grand-parent', 'Grandparent'),
          t('Frère ou sœur', 'Brother or sister'),
          t('Assistante maternelle', 'Childminder'),
          t('Ami de la famille', 'Family friend'),
        ],
      }),
      telephone(ID.autoriseTelephone, t('Téléphone', 'Telephone')),
    ],
  }),
]

const paiement = [
  section(ID.etapePaiement, t('Tarif et paiement', 'Price and payment')),
  telephone(ID.telephone, t('Votre téléphone', 'Your telephone number'), { autocomplete: 'tel' }),
  adresse(ID.adresse, t('Adresse où envoyer les factures', 'Address for the invoices')),
  ouiNon(ID.connaitQuotient, t('Voulez-vous payer selon vos revenus ?', 'Do you want a price based on your income?'), {
    aide: t(
      'Nous avons alors besoin de votre quotient familial. Sinon, le tarif le plus élevé s’applique.',
      'We then need your family quotient. Otherwise the highest price applies.',
    ),
  }),
  entier(ID.quotient, t('Votre quotient familial', 'Your family quotient'), {
    si: est(ID.connaitQuotient, true),
    minimum: 0,
    maximum: 50_000,
    aide: t(
      'Il figure sur votre attestation de la CAF ou de la MSA. Par exemple : 845.',
      'It is on your certificate from the CAF or the MSA. For example: 845.',
    ),
  }),
  piece(ID.quotientPreuve, t('Attestation de quotient familial', 'Family quotient certificate'), {
    si: est(ID.connaitQuotient, true),
    facultatif: true,
    formats: ['document_texte', 'image_scan'],
    aide: t(
      'De moins de trois mois. Vous pourrez aussi l’envoyer plus tard.',
      'Less than three months old. You may also send it later.',
    ),
  }),
  choix(ID.paiement, t('Comment voulez-vous payer ?', 'How would you like to pay?'), {
    options: [
      t('Prélèvement automatique', 'Direct debit'),
      t('Carte bancaire en ligne', 'Bank card online'),
      t('Chèque ou espèces au guichet', 'Cheque or cash at the counter'),
    ],
  }),
  iban(ID.iban, t('IBAN du compte à prélever', 'IBAN of the account to be debited'), {
    si: est(ID.paiement, 'Prélèvement automatique'),
    aide: t(
      'Il figure sur votre relevé d’identité bancaire et commence par FR.',
      'It is on your bank details slip and starts with FR.',
    ),
  }),
  caseACocher(
    ID.mandat,
    t(
      'J’autorise la commune à prélever les factures de cantine sur ce compte',
      'I allow the commune to debit this account for the canteen invoices',
    ),
    {
      si: est(ID.paiement, 'Prélèvement automatique'),
    },
  ),
  caseACocher(
    ID.reglement,
    t('J’ai lu le règlement de la cantine et je l’accepte', 'I have read the canteen rules and I accept them'),
  ),
]

/** Steps « Santé et urgence », « Personnes autorisées » and « Tarif et paiement » of the canteen enrolment. */
export const santeEtPaiement = [...sante, ...personnes, ...paiement]
