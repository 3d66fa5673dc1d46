import type { SecuriteTexts } from './securite.fr.ts'

/** Second factors and what is around them, in English. */
export const securiteEn: SecuriteTexts = {
  preuve: {
    titre: 'Confirm that it is you',
    explication: 'Your account is protected by a second factor.',
    application: 'Give the code that your app shows right now.',
    code: 'Six-digit code',
    codeAide: 'It changes every thirty seconds, and each one works once.',
    confiance: 'Do not ask again on this device for 30 days',
    confirmer: 'Confirm',
    faux: 'This code is not right. Check the time on your telephone, then give the code shown now.',
    dejaServi: 'This code has already been used. Wait for the app to show another one, then give it.',
    secoursFaux: 'This recovery code is not right, or has already been used.',
    attendre: (attente) => `For your safety, wait ${attente} before another try.`,
    trop: 'Too many tries today with this account. Try again tomorrow, or sign in with a stronger identity.',
    secoursTitre: 'I do not have my telephone or my key',
    secours: 'Recovery code',
    secoursAide: 'One of the ten codes of twenty-four letters and digits that you kept. Each one works once.',
    secoursBouton: 'Use this recovery code',
    perduTitre: 'I have neither my telephone, nor my key, nor recovery codes',
    perduAgent:
      'Ask an administrator of your organisation to remove your second factors. You will be told by e-mail; a day later, you will be able to register a new one. If you are the last administrator, ask whoever runs this site.',
    perduUsager:
      'Write to the service that handles your application: once it has checked who you are, it will have your second factor removed. Your applications are kept.',
    quitter: 'Sign out',
    sansFacteur:
      'What you want to do needs a recent sign-in. Sign in again: you will then come back here, with nothing lost.',
    sansFacteurAide: 'So as not to sign in again each time, register a code app.',
    sansFacteurLien: 'Account security',
    seConnecter: 'Sign in again',
    parLien:
      'A passphrase is not enough for what you want to do. Ask for a link at your e-mail address: you will then come back here, with nothing lost.',
    demanderLien: 'Get a link',
  },
  compte: {
    titre: 'Account security',
    intro:
      'A second factor protects your account even if somebody reads your messages: it is asked as well, each time you sign in.',
    obligatoire: 'Your role requires a second factor.',
    faits: {
      application: 'The code app is registered.',
      retrait: 'The second factor is removed. Your other sessions are closed.',
      phrase: 'Your passphrase is recorded. Your other sessions are closed.',
      sansPhrase: 'Your passphrase is removed. Your other sessions are closed.',
      cle: 'The passkey is registered. Your other sessions are closed.',
      appareil: 'The second factor will be asked again.',
    },
    applicationTitre: 'Code app',
    applicationAbsente: 'No app is registered. It shows a six-digit code, even without a network.',
    applicationDepuis: (date) => `An app has been registered since ${date}.`,
    applicationAjouter: 'Register a code app',
    applicationRemplacer: 'Change app or telephone',
    applicationRetirer: 'Remove the code app',
    secoursTitre: 'Recovery codes',
    secoursAide: 'They stand in for the second factor when you do not have it with you. Each one works once.',
    secoursReste: (reste) => (reste === 1 ? 'You have 1 left.' : `You have ${reste} left out of ten.`),
    secoursBouton: 'Make new codes',
    secoursPrecision: 'The former ones will no longer work.',
    appareilsTitre: 'Trusted devices',
    appareilsAide: 'The second factor is no longer asked there at sign-in.',
    appareilInconnu: 'Unknown device',
    appareilFin: (date) => `until ${date}`,
    appareilRetirer: 'Stop trusting',
    retour: 'Your account',
  },
  application: {
    titre: 'Register a code app',
    obligatoire:
      'Your role requires a second factor: register it now, it takes two minutes. You will then go on to where you were going.',
    etapes: [
      'On your telephone, open an app for one-time codes. Any will do, FreeOTP for instance; a password manager often knows how.',
      'Read this drawing with it. If you cannot, type in the key written below.',
      'Give the six-digit code that it then shows.',
    ],
    dessin: 'Drawing to be read by the code app; the key written below says the same.',
    cle: 'Key to type',
    code: 'Code shown by the app',
    codeAide: 'Six digits.',
    cleAcces: 'Register a passkey instead',
    bouton: 'Register this app',
    faux: 'This code is not that of this key. Check the time on your telephone, then give the code shown now.',
    perime: 'This page was left open too long. Here is a new key: read it, then give the code shown.',
  },
  codes: {
    titre: 'Your recovery codes',
    explication:
      'Here are ten codes, shown this once. Each one stands in once for your second factor, if you do not have it with you.',
    garder: 'Print this page or copy them, and keep them away from your telephone.',
    liste: 'Recovery codes',
    continuer: 'I have kept these codes, continue',
  },
  courrielPasVous:
    'If it was not you, open the page below, close your sessions, and tell the service that handles your application or your administrator.',
  courrielBouton: 'Account security',
  courriels: {
    ajout: () => ({
      sujet: 'A second factor protects your account',
      paragraphes: ['A second factor has just been registered on your account. Your other sessions are closed.'],
    }),
    retrait: () => ({
      sujet: 'A second factor was removed from your account',
      paragraphes: ['A second factor has just been removed from your account. Your other sessions are closed.'],
    }),
    phrase: () => ({
      sujet: 'The passphrase of your account has changed',
      paragraphes: ['The passphrase of your account has just been recorded. Your other sessions are closed.'],
    }),
    sansPhrase: () => ({
      sujet: 'The passphrase of your account is removed',
      paragraphes: ['The passphrase of your account has just been removed. Your other sessions are closed.'],
    }),
    copie: () => ({
      sujet: 'A passkey was refused',
      paragraphes: [
        'A passkey of your account answered as a copy would. It was refused: nobody came in with it.',
        'Remove it from your account, then register another.',
      ],
    }),
    remise: (_reste, le) => ({
      sujet: 'Your second factors are going to be removed',
      paragraphes: [
        `An administrator has asked to remove the second factors of your account, as lost. Your sessions are closed. From ${le}, sign in without them, then register a new one.`,
        'If you still have them, sign in with one of them before that date: the request is then cancelled.',
      ],
    }),
    remiseFaite: () => ({
      sujet: 'Your second factors were removed',
      paragraphes: [
        'Whoever runs this site has just removed the second factors of your account. Your sessions are closed.',
        'Sign in, then register a new one.',
      ],
    }),
    secours: (reste) => ({
      sujet: 'A recovery code was used',
      paragraphes: [
        `A recovery code has just been used to enter your account. You have ${reste} left.`,
        'When few are left, make new ones.',
      ],
    }),
    nouveauxCodes: () => ({
      sujet: 'Your recovery codes have changed',
      paragraphes: ['New recovery codes have just been made for your account. The former ones no longer work.'],
    }),
  },
}
