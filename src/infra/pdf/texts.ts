import type { Langue } from '../../core/texte.ts'

/** The few words that every document has, whoever asks for it. */
interface PdfTexts {
  readonly page: string
  readonly sur: string
  readonly question: string
  readonly reponse: string
  readonly manquants: string
  /** Between a name and what it is worth. */
  readonly separateur: string
}

const textsFr: PdfTexts = {
  page: 'Page',
  sur: 'sur',
  question: 'Question',
  reponse: 'Réponse',
  separateur: '\u00a0: ',
  manquants:
    'Certains signes ne peuvent pas être imprimés ici\u00a0: un carré (□) les remplace. Votre dossier les garde tels que vous les avez écrits.',
}

const textsEn: PdfTexts = {
  page: 'Page',
  sur: 'of',
  question: 'Question',
  reponse: 'Answer',
  separateur: ': ',
  manquants:
    'Some characters cannot be printed here: a square (□) stands for them. Your file keeps them as you typed them.',
}

/** Those words in the reader's language. */
export function pdfTexts(langue: Langue): PdfTexts {
  return langue === 'en' ? textsEn : textsFr
}
