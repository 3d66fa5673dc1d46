import type { FichiersTexts } from './fichiers.fr.ts'

/** Files that open, wait or never open, in English. */
export const fichiersEn: FichiersTexts = {
  etats: {
    attente: 'Being scanned',
    nonAnalyse: 'Not scanned',
    infecte: 'Virus found',
  },
  motifs: {
    trop_gros: 'It is too large for the antivirus.',
    chiffre: 'A password closes it: the antivirus cannot read it.',
    indisponible: 'The antivirus did not answer.',
    format: 'The antivirus cannot read everything that this format holds.',
    aucun_antivirus: 'No antivirus is installed on this site.',
  },
  attente: {
    titre: 'This file is being scanned',
    aide: 'It will open as soon as the antivirus has checked it, usually within a minute.',
    reessayer: 'Try again',
  },
  infecte: {
    titre: 'This file contained a virus',
    aide: 'The antivirus set it aside: nobody can open it any more, and it will be destroyed.',
    remplacer:
      'If this file comes from you, check your device with an antivirus, then attach another copy of the document.',
  },
  aConfirmer: {
    titre: 'This file was not scanned',
    aide: 'This file could contain a dangerous program. Open it only if you expected this document from this person.',
    ouvrir: 'Open the file anyway',
  },
  bloque: {
    titre: 'This file is blocked',
    aide: 'It was not scanned, and this site only opens files that the antivirus has checked.',
    demander: 'Ask the service to release it, or attach a copy of the document that the antivirus can read.',
  },
  apercu: {
    lien: 'Preview',
    de: (nom: string) => `of ${nom}`,
    titre: 'Preview',
    aide: 'The first pages, drawn by this site: nothing of the file itself is opened.',
    page: (n: number) => `Image of page ${n}: its text can be read in the file`,
    indisponible: 'Preview unavailable',
    indisponibleAide: 'The pages of this file could not be drawn. The file itself is untouched.',
    ouvrir: 'Open the file',
  },
  liberer: {
    titre: 'Release this file',
    aide: 'The file will then open, without a warning, for everybody who sees this application. Your name and your reason are kept.',
    raison: 'Why are you releasing this file?',
    raisonAide: 'For example: copy received at the desk and compared.',
    bouton: 'Release the file',
    requise: 'Say why you are releasing this file',
    tropLongue: (max) => `Shorten your reason: ${max} characters at most`,
    trop_tard: 'This file no longer needs releasing: it was scanned or released meanwhile.',
  },
  retour: 'Go back',
  ecartes: (noms) =>
    `A virus was found in: ${noms}. Nobody can open this file any more. Check your device, then attach another copy of the document.`,
  archive: {
    nom: 'MISSING-FILES.txt',
    titre: 'These files of the application are not in the archive:',
    raisons: {
      attente: 'being scanned, try again in a few minutes',
      a_confirmer: 'not scanned, to be opened from the page of the application',
      bloque: 'not scanned, to be released from the page of the application',
      infecte: 'a virus was found in it',
    },
  },
  courriel: {
    sujet: (titre, numero) => `A file to replace: ${titre}, application ${numero}`,
    titre: 'One of your files contains a virus',
    texte: (nom, numero) =>
      `The antivirus found a virus in the file “${nom}”, attached to application ${numero}. Nobody can open it any more, and it will be destroyed in thirty days.`,
    remplacer:
      'The rest of your application is not affected. Check your device with an antivirus, then attach another copy of this document, or write to the service if you can no longer change the application.',
  },
}
