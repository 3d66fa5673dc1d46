import type { CleTexts } from './cle.fr.ts'

/** Passkeys, in English. */
export const cleEn: CleTexts = {
  connexion: {
    lien: 'I have a passkey',
    titre: 'Sign in with a passkey',
    explication:
      'Your device, or the key that you plug into it, checks that it is you (finger, face or code) and signs you in: no e-mail, no second code.',
    bouton: 'Sign in with my passkey',
    faux: 'This key opens no account here, or the request is over five minutes old. Try again, or choose another way to sign in.',
    sansScript: 'A passkey needs a recent browser that allows JavaScript. Choose another way to sign in.',
    autres: 'Other ways to sign in',
  },
  refus: 'Nothing was confirmed. Try again, or choose another way.',
  attente: 'Follow what your device asks…',
  copie:
    'This key answered as a copy would: it is refused, and you are told by e-mail. Sign in another way, then remove it in “Account security”.',
  preuve: {
    titre: 'With your passkey',
    bouton: 'Use my passkey',
    faux: 'This key is not one of yours, or the request is over five minutes old. Try again, or choose another way.',
    sansScript: 'Your passkey needs a recent browser that allows JavaScript. Choose another way below.',
  },
  creation: {
    titre: 'Register a passkey',
    explication:
      'A passkey stays in your phone, your computer or a key that you plug in. It cannot be copied on a fake site.',
    agent: 'Your role requires a device that checks that it is you: finger, face or code.',
    nom: 'Name of this key',
    nomAide: 'To recognise it among others, for example “Phone” or “Office key”.',
    nomDefaut: 'Passkey',
    bouton: 'Create the passkey',
    sansScript:
      'Creating a passkey needs a recent browser that allows JavaScript. You can register a code app, which works everywhere.',
    application: 'Register a code app',
    faux: 'The key could not be registered: the request is over five minutes old, or your device did not check that it was you. Try again.',
    deja: 'This key is registered already. Choose another.',
    trop: 'Ten keys are registered: remove one before adding another.',
  },
  section: {
    titre: 'Passkeys',
    aucune: 'No key is registered. A passkey signs you in by the finger, face or code of your device.',
    depuis: (date) => `registered on ${date}`,
    utilisee: (date) => `last used on ${date}`,
    ajouter: 'Register a passkey',
    retirer: 'Remove',
  },
}
