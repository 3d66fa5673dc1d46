import type { mandats as fr } from './mandats.fr.ts'

/** The same in English. */
export const mandats: typeof fr = {
  droits: { preparer: 'Prepare', deposer: 'Prepare and file' },
  jusquau: (date) => `Until the end of ${date}.`,
  quelquun: 'somebody',
  page: {
    titre: 'Who helps me',
    aide: 'Somebody can help you with your procedures, with their own account. You choose what they may do and until when. You stop whenever you want.',
    donnes: 'The people who help me',
    recus: 'The people I help',
    personne: 'Nobody for now.',
    donner:
      'To be helped, open one of your applications, or the page where the procedure begins, and choose “Get help from somebody”.',
    surDossier: (demarche, numero) => `${demarche}, application no. ${numero}`,
    surDemarche: (demarche) => `${demarche}, all your applications`,
    attente: 'invitation sent',
    signe: (nom) => `Signed mandate: ${nom}`,
    arreter: (nom) => `Stop the help of ${nom}`,
    arrete: 'Done: this person can no longer open nor do anything.',
    ouvrir: 'Open the application',
    commencer: (nom) => `Begin for ${nom}`,
    renoncer: (nom) => `Stop helping ${nom}`,
    lien: 'All the people who help me',
  },
  donner: {
    titreDossier: 'Get help with this application',
    titreDemarche: 'Get help with this procedure',
    lien: 'Get help from somebody',
    aide: 'The person receives a link and signs in with their own account. What they do is written under their name, for you.',
    aideDemarche:
      'They will be able to begin an application for you, and to open those that you have in this procedure.',
    courriel: 'E-mail address of the person',
    courrielInvalide: 'Enter a full e-mail address, for example prenom.nom@exemple.fr',
    droit: 'What may they do?',
    droits: {
      preparer: 'Prepare: fill in and attach files. You check, then you file.',
      deposer: 'Prepare and file: also file in your place, and write to the service.',
    },
    duree: 'Until when?',
    durees: { 1: 'One month', 3: 'Three months', 6: 'Six months', 12: 'Twelve months' },
    signe: 'Signed mandate',
    signeAide:
      'If an agent helps you at a counter, at France services for example: the mandate that you signed, as a PDF or a photo.',
    inviter: 'Send the invitation',
    invite: (courriel) => `An invitation has been sent to ${courriel}.`,
    liste: { dossier: 'Who helps me with this application', demarche: 'Who helps me with this procedure' },
    pasProprietaire: 'Only the person whose application this is can choose who helps them.',
    trop: 'Ten people already help you here. Stop the help of one of them to invite another.',
    fichierRefuse: (nom) => `“${nom}” was not kept.`,
    coupe: 'The upload was cut. Nothing was recorded: please try again.',
  },
  invitation: {
    titre: 'Your help is asked for',
    aide: 'You help with your own account. What you do is written under your name, and the person sees it.',
    accepter: 'Agree to help',
    perdueTitre: 'This invitation is no longer valid',
    perdue: 'Ask the person who sent it for a new one.',
  },
  vousAidez: (nom, date) => `You are helping ${nom}, until the end of ${date}.`,
  droitsAide: {
    preparer: 'You prepare; this person checks and files.',
    deposer: 'You may prepare and file for them.',
  },
  depot: {
    pasLeDroit: 'You are preparing this application: you cannot file it',
    pasLeDroitAide: (nom) => `It is for ${nom} to check it and to file it, with their account.`,
    prevenu: (nom) => `${nom} is told by e-mail that the application is ready.`,
    sansAdresse: (nom) => `We do not know the e-mail address of ${nom}: please tell this person yourself.`,
    prevenir: (nom) => `Tell ${nom} that it is ready`,
    revenir: 'Back to the application',
    message: 'You are preparing this application: it is for the person you help to write to the service',
  },
  historique: {
    parPour: (aidant, mandant) => `by ${aidant}, for ${mandant}`,
  },
  mail: {
    sujet: (demarche) => `Your help is asked for: “${demarche}”`,
    texte: (demarche, organisme) =>
      `Somebody asks you to help them with “${demarche}” (${organisme}). The link is valid for fourteen days. If you do not know this person, do nothing.`,
    bouton: 'See what is asked of me',
  },
  pretMail: {
    sujet: (demarche) => `Your application is ready to be checked: “${demarche}”`,
    texte: (aidant, demarche) =>
      `${aidant}, who helps you, has prepared your application “${demarche}”. Read it, correct it if needed, then file it: nothing is filed until you do.`,
    bouton: 'Check my application',
  },
  deposeMail: {
    sujet: (demarche) => `Your application was filed for you: “${demarche}”`,
    texte: (aidant, demarche) =>
      `${aidant}, who helps you, filed “${demarche}” for you. You may read it, change it as long as no agent reviews it, and stop this help whenever you want.`,
    bouton: 'See my application',
  },
}
