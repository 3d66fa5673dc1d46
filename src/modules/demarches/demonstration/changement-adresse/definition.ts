import type { Definition } from '../../../../core/schema/definition.ts'
import { t } from '../write-champs.ts'
import { champsChangementAdresse } from './champs.ts'

/** Telling the town hall that a household has moved; also written in easy-to-read French. */
export const changementAdresse: Definition = {
  format: 1,
  presentation: {
    titre: t(
      'Déclarer un changement d’adresse à la mairie',
      'Tell the town hall that you have moved',
      'J’ai une nouvelle adresse : je le dis à la mairie',
    ),
    resume: t(
      'Vous arrivez dans la commune, vous y déménagez ou vous la quittez ? Prévenez tous les services de la mairie en une fois.',
      'Are you moving to, within or out of the commune? Tell all the town hall’s services at once.',
      'Vous avez déménagé. Dites votre nouvelle adresse à la mairie. Vous le faites une seule fois.',
    ),
    pourQui: t(
      'Pour toute personne qui habite la commune, qui vient d’y arriver ou qui la quitte.',
      'For anyone who lives in the commune, has just arrived or is leaving.',
      'C’est pour les habitants de la ville. C’est aussi pour les personnes qui arrivent ou qui partent.',
    ),
    aPreparer: [
      t(
        'Votre ancienne et votre nouvelle adresse',
        'Your old and new addresses',
        'Votre ancienne adresse et votre nouvelle adresse',
      ),
      t('La date du déménagement', 'The date of the move', 'Le jour de votre déménagement'),
      t(
        'Un justificatif de domicile de moins de trois mois, si vous arrivez ou restez dans la commune',
        'A proof of address less than three months old, if you arrive or stay in the commune',
        'Un papier récent avec votre nouvelle adresse. Par exemple : une facture d’électricité',
      ),
    ],
    dureeEnMinutes: 6,
    delaiHabituel: t('Trois jours ouvrés', 'Three working days', 'Trois jours'),
    alternatives: t(
      'Vous pouvez faire cette déclaration au guichet de la mairie ou par téléphone.',
      'You can make this declaration at the town hall counter or by telephone.',
      'Vous pouvez aller à la mairie. Vous pouvez aussi téléphoner.',
    ),
    apresDepot: t(
      'La mairie transmet votre nouvelle adresse aux services que vous avez choisis. Vous recevez un message quand c’est fait.',
      'The town hall passes your new address on to the services you chose. You receive a message when it is done.',
      'La mairie note votre nouvelle adresse. Vous recevez un message quand c’est fini.',
    ),
    cadreJuridique: [
      {
        texte: t(
          'Code des relations entre le public et l’administration, articles L112-8 et suivants : droit de saisir l’administration par voie électronique.',
          'Code des relations entre le public et l’administration, articles L112-8 onwards: right to contact the administration online.',
        ),
      },
    ],
  },
  donneesPersonnelles: {
    finalite: t(
      'Mettre à jour votre adresse dans les services de la mairie que vous avez choisis.',
      'To update your address in the town hall services that you chose.',
      'La mairie change votre adresse dans ses listes.',
    ),
    baseLegale: 'mission_interet_public',
    conservationEnMois: 12,
  },
  // A declaration asks for no decision, so silence means nothing.
  silence: { effet: 'sans_objet', delaiEnMois: 2 },
  demandeurs: 'personne',
  engagement: t(
    'Je déclare que ma nouvelle adresse est exacte et que je parle au nom des personnes de mon foyer que j’ai citées.',
    'I declare that my new address is accurate and that I speak for the members of my household whom I named.',
    'Je dis la vérité. Je parle aussi pour les personnes qui vivent avec moi.',
  ),
  champs: champsChangementAdresse,
}
