import type { PhraseTexts } from './phrase.fr.ts'

/** Passphrases, in English. */
export const phraseEn: PhraseTexts = {
  connexion: {
    titre: 'Sign in with a passphrase',
    phrase: 'Your passphrase',
    bouton: 'Sign in',
    lien: 'I have no passphrase, or I have forgotten it: receive a link',
    faux: 'The address or the passphrase is not right. Check them, or ask for a link to your address.',
    trop: 'Too many tries today with this address. Ask for a link to your address to sign in.',
    attendre: (attente) => `For your safety, wait ${attente} before another try, or ask for a link to your address.`,
    tropCourte:
      'Your role requires a passphrase of at least fifteen characters. Ask for a link to your address, then change it in “Account security”.',
  },
  choix: {
    titre: 'Choose a passphrase',
    explication:
      'It replaces the link received by e-mail when you sign in. Choose a long phrase that is easy to remember for you alone; spaces, accents and capitals count.',
    actuelle: 'Current passphrase',
    nouvelle: 'New passphrase',
    aide: (minimum) => `At least ${minimum} characters. A password manager can keep it for you.`,
    exemple: 'Here is one, drawn at random for you alone and kept nowhere:',
    bouton: 'Record this passphrase',
    actuelleFausse: 'This passphrase is not the one that you use.',
    problemes: {
      courte: (minimum) => `Make this passphrase longer: it needs at least ${minimum} characters.`,
      longue: () => 'Make this passphrase shorter: it may have 256 characters at most.',
      faible: () => 'This passphrase is guessed too quickly: add words, or characters other than digits.',
      contexte: () =>
        'This passphrase holds your name, your address, the name of this site or of your organisation: these are the first words tried.',
      courante: () => 'This passphrase is among those that everybody tries: choose other words.',
    },
  },
  section: {
    titre: 'Passphrase',
    absente: 'You sign in by a link received by e-mail. A passphrase can replace it.',
    depuis: (date) => `Your passphrase dates from ${date}. The link received by e-mail still works.`,
    choisir: 'Choose a passphrase',
    changer: 'Change the passphrase',
    retirer: 'Remove the passphrase',
  },
}
