/** The sentences of the built-in outbox. */
export interface OutboxTexts {
  readonly titre: string
  readonly explication: string
  readonly rechercheLabel: string
  readonly rechercher: string
  readonly tableau: string
  readonly le: string
  readonly a: string
  readonly sujet: string
  readonly etat: string
  readonly sent: (date: string) => string
  readonly waiting: string
  readonly refused: string
  readonly vide: string
  readonly videRecherche: (texte: string) => string
  readonly limite: (nombre: number) => string
  readonly retour: string
  readonly messageId: string
  readonly texte: string
  readonly versionHtml: string
  readonly voirHtml: string
  readonly erreur: string
}

/** In French. */
export const textsFr: OutboxTexts = {
  titre: 'Courriels de la démonstration',
  explication: 'Aucun courriel ne part vraiment\u00a0: ceux que Parvis aurait envoyés se lisent ici.',
  rechercheLabel: 'Adresse du destinataire',
  rechercher: 'Chercher',
  tableau: 'Courriels, du plus récent au plus ancien',
  le: 'Écrit le',
  a: 'À',
  sujet: 'Sujet',
  etat: 'État',
  sent: (date) => `Envoyé le ${date}`,
  waiting: 'En attente d’envoi',
  refused: 'Refusé : cette adresse n’existe pas',
  vide: 'Aucun courriel n’a encore été écrit. Déposez une demande\u00a0: son accusé de réception apparaîtra ici.',
  videRecherche: (texte) => `Aucun courriel n’a été écrit à une adresse contenant «\u00a0${texte}\u00a0».`,
  limite: (nombre) => `Seuls les ${nombre} plus récents sont montrés.`,
  retour: 'Tous les courriels',
  messageId: 'Identifiant du message',
  texte: 'Texte du courriel',
  versionHtml: 'Version mise en forme',
  voirHtml: 'Voir la version mise en forme',
  erreur: 'Dernière erreur',
}
