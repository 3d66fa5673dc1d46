import { de } from '../../../ui/elision.ts'
import type { Droit, Duree } from '../mandat.ts'

/** What is said of helping somebody, and of being helped. */
export const mandats = {
  droits: { preparer: 'Préparer', deposer: 'Préparer et déposer' } satisfies Record<Droit, string>,
  jusquau: (date: string) => `Jusqu’au ${date} inclus.`,
  quelquun: 'quelqu’un',
  page: {
    titre: 'Qui m’aide',
    aide: 'Quelqu’un peut vous aider dans vos démarches, avec son propre compte. Vous choisissez ce qu’il peut faire et jusqu’à quand. Vous arrêtez quand vous voulez.',
    donnes: 'Les personnes qui m’aident',
    recus: 'Les personnes que j’aide',
    personne: 'Personne pour l’instant.',
    donner:
      'Pour vous faire aider, ouvrez un de vos dossiers, ou la page où commence la démarche, et choisissez « Me faire aider ».',
    surDossier: (demarche: string, numero: string) => `${demarche}, dossier n° ${numero}`,
    surDemarche: (demarche: string) => `${demarche}, tous vos dossiers`,
    attente: 'invitation envoyée',
    signe: (nom: string) => `Mandat signé : ${nom}`,
    arreter: (nom: string) => `Arrêter l’aide ${de(nom)}`,
    arrete: 'C’est fait : cette personne ne peut plus rien ouvrir ni faire.',
    ouvrir: 'Ouvrir le dossier',
    commencer: (nom: string) => `Commencer pour ${nom}`,
    renoncer: (nom: string) => `Ne plus aider ${nom}`,
    lien: 'Toutes les personnes qui m’aident',
  },
  donner: {
    titreDossier: 'Me faire aider pour ce dossier',
    titreDemarche: 'Me faire aider pour cette démarche',
    lien: 'Me faire aider',
    aide: 'La personne reçoit un lien, et se connecte avec son propre compte. Ce qu’elle fait est écrit à son nom, pour vous.',
    aideDemarche: 'Elle pourra commencer un dossier pour vous, et ouvrir ceux que vous avez dans cette démarche.',
    courriel: 'Adresse électronique de la personne',
    courrielInvalide: 'Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr',
    droit: 'Que peut-elle faire ?',
    droits: {
      preparer: 'Préparer : remplir et joindre des fichiers. Vous vérifiez, puis vous déposez.',
      deposer: 'Préparer et déposer : faire aussi le dépôt à votre place, et écrire au service.',
    } satisfies Record<Droit, string>,
    duree: 'Jusqu’à quand ?',
    durees: { 1: 'Un mois', 3: 'Trois mois', 6: 'Six mois', 12: 'Douze mois' } satisfies Record<Duree, string>,
    signe: 'Mandat signé',
    signeAide:
      'Si un agent vous aide à un guichet, par exemple à France services : le mandat que vous avez signé, en PDF ou en photo.',
    inviter: 'Envoyer l’invitation',
    invite: (courriel: string) => `Une invitation est partie à ${courriel}.`,
    liste: { dossier: 'Qui m’aide pour ce dossier', demarche: 'Qui m’aide pour cette démarche' },
    pasProprietaire: 'Seule la personne à qui est ce dossier peut choisir qui l’aide.',
    trop: 'Dix personnes vous aident déjà ici. Arrêtez l’aide de l’une d’elles pour en inviter une autre.',
    fichierRefuse: (nom: string) => `« ${nom} » n’a pas été gardé.`,
    coupe: 'L’envoi a été interrompu. Rien n’a été enregistré : recommencez.',
  },
  invitation: {
    titre: 'On vous demande votre aide',
    aide: 'Vous aidez avec votre propre compte. Ce que vous faites est écrit à votre nom, et la personne le voit.',
    accepter: 'Accepter d’aider',
    perdueTitre: 'Cette invitation n’est plus valable',
    perdue: 'Demandez-en une nouvelle à la personne qui vous l’a envoyée.',
  },
  vousAidez: (nom: string, date: string) => `Vous aidez ${nom}, jusqu’au ${date} inclus.`,
  droitsAide: {
    preparer: 'Vous préparez ; cette personne vérifie et dépose.',
    deposer: 'Vous pouvez préparer et déposer pour elle.',
  } satisfies Record<Droit, string>,
  depot: {
    pasLeDroit: 'Vous préparez ce dossier : vous ne pouvez pas le déposer',
    pasLeDroitAide: (nom: string) => `C’est à ${nom} de le vérifier et de le déposer, avec son compte.`,
    prevenu: (nom: string) => `${nom} est prévenu par courriel que le dossier est prêt.`,
    sansAdresse: (nom: string) =>
      `Nous ne connaissons pas l’adresse électronique ${de(nom)} : prévenez cette personne vous-même.`,
    prevenir: (nom: string) => `Prévenir ${nom} que c’est prêt`,
    revenir: 'Revenir au dossier',
    message: 'Vous préparez ce dossier : c’est à la personne que vous aidez d’écrire au service',
  },
  historique: {
    parPour: (aidant: string, mandant: string) => `par ${aidant}, pour ${mandant}`,
  },
  mail: {
    sujet: (demarche: string) => `On vous demande votre aide : « ${demarche} »`,
    texte: (demarche: string, organisme: string) =>
      `Quelqu’un vous demande de l’aider à faire « ${demarche} » (${organisme}). Le lien est valable quatorze jours. Si vous ne connaissez pas cette personne, ne faites rien.`,
    bouton: 'Voir ce qui m’est demandé',
  },
  pretMail: {
    sujet: (demarche: string) => `Votre dossier est prêt à être vérifié : « ${demarche} »`,
    texte: (aidant: string, demarche: string) =>
      `${aidant}, qui vous aide, a préparé votre dossier « ${demarche} ». Relisez-le, corrigez-le s’il le faut, puis déposez-le : rien n’est déposé tant que vous ne l’avez pas fait.`,
    bouton: 'Vérifier mon dossier',
  },
  deposeMail: {
    sujet: (demarche: string) => `Votre dossier a été déposé pour vous : « ${demarche} »`,
    texte: (aidant: string, demarche: string) =>
      `${aidant}, qui vous aide, a déposé pour vous « ${demarche} ». Vous pouvez le relire, le modifier tant qu’un agent ne l’étudie pas, et arrêter cette aide quand vous voulez.`,
    bouton: 'Voir mon dossier',
  },
}
