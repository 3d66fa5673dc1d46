import type { OutboxTexts } from './texts.fr.ts'

/** In English. */
export const textsEn: OutboxTexts = {
  titre: 'E-mails of the demonstration',
  explication: 'No e-mail really leaves: those that Parvis would have sent can be read here.',
  rechercheLabel: 'Address of the recipient',
  rechercher: 'Search',
  tableau: 'E-mails, newest first',
  le: 'Written on',
  a: 'To',
  sujet: 'Subject',
  etat: 'State',
  sent: (date) => `Sent on ${date}`,
  waiting: 'Waiting to be sent',
  refused: 'Refused: this address does not exist',
  vide: 'No e-mail has been written yet. Submit an application: its acknowledgement will appear here.',
  videRecherche: (texte) => `No e-mail was written to an address containing “${texte}”.`,
  limite: (nombre) => `Only the ${nombre} newest are shown.`,
  retour: 'All e-mails',
  messageId: 'Message identifier',
  texte: 'Text of the e-mail',
  versionHtml: 'Formatted version',
  voirHtml: 'See the formatted version',
  erreur: 'Last error',
}
