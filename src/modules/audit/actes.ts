/** The acts that the journal tells, by family: what an auditor filters by. Each has its sentence in every language. */
export const FAMILLES = {
  lectures: [
    ...(['dossier.read', 'dossier.list', 'dossier.pdf', 'dossier.archive', 'fichier.read', 'table.read'] as const),
    ...(['compte.read', 'equipe.read', 'membre.read'] as const),
  ],
  dossiers: [
    ...([
      'dossier.start',
      'dossier.copy',
      'dossier.save',
      'dossier.submit',
      'dossier.resubmit',
      'dossier.withdraw',
    ] as const),
    // `share`, `unshare` and `join` are of before there were mandates: their lines are still read.
    ...(['dossier.delete_brouillon', 'dossier.restore', 'dossier.share', 'dossier.unshare', 'dossier.join'] as const),
    ...([
      'mandat.give',
      'mandat.accept',
      'mandat.take_back',
      'mandat.give_up',
      'mandat.list',
      'dossier.ready',
    ] as const),
    ...(['dossier.send_link', 'dossier.expiry_notice', 'dossier.expire', 'dossier.destroy', 'message.send'] as const),
    ...(['fichier.infected'] as const),
  ],
  instruction: [
    ...(['dossier.start_instruction', 'dossier.return_to_construction', 'dossier.ask_correction'] as const),
    ...(['dossier.accept', 'dossier.refuse', 'dossier.close_without_action', 'dossier.reopen'] as const),
    ...(['dossier.follow', 'dossier.unfollow', 'note.add', 'fichier.release'] as const),
  ],
  connexions: [
    ...(['session.open', 'session.close', 'session.close_all', 'session.refuse', 'lien.send'] as const),
    ...(['facteur.prove', 'facteur.refuse', 'facteur.add', 'facteur.remove', 'facteur.keep'] as const),
    ...(['facteur.ask_reset', 'facteur.reset'] as const),
    ...(['secours.renew', 'appareil.trust', 'appareil.revoke', 'phrase.change', 'phrase.remove'] as const),
  ],
  comptes: ['compte.create', 'compte.update', 'compte.join'],
  droits: [
    ...([
      'invitation.send',
      'invitation.accept',
      'role.grant',
      'role.delegate',
      'role.withdraw',
      'role.leave',
    ] as const),
    ...(['role.end', 'role.suspend', 'role.keep', 'role.restore', 'invitation.cancel'] as const),
    ...(['demande.send', 'demande.accept', 'demande.refuse', 'demande.expire'] as const),
    ...(['groupe.create', 'groupe.add_member', 'groupe.remove_member'] as const),
  ],
  demarches: [
    ...(['demarche.create', 'demarche.save_draft', 'demarche.assign', 'demarche.publish', 'demarche.close'] as const),
    ...(['demarche.reopen', 'demarche.change_slug', 'service.complete'] as const),
  ],
  refus: ['acces.refuse', 'acces.silence'],
  cles: ['cle.turn', 'cle.renew', 'cle.reseal', 'cle.retire', 'maitre.retire', 'dossier.seal'],
  journal: [
    ...([
      'journal.read',
      'journal.export',
      'journal.verify',
      'journal.purge',
      'journal.hold',
      'sauvegarde.write',
    ] as const),
  ],
} as const

/** A family of acts. */
export type Famille = keyof typeof FAMILLES

/** An act that has its sentence. */
export type Acte = (typeof FAMILLES)[Famille][number]

/** What a line carries besides. */
export type Meta = Readonly<Record<string, unknown>>

/** What comes after who did it: « a lu le dossier n° 12 034 567 ». `objet` is in words. */
export type Predicat = (objet: string, meta: Meta) => string

/** A text that a line carries; empty when it carries none of that name. */
export function texteDe(meta: Meta, name: string): string {
  const value = meta[name]
  return typeof value === 'string' ? value : ''
}

/** A number that a line carries; zero when it carries none of that name. */
export function nombreDe(meta: Meta, name: string): number {
  const value = meta[name]
  return typeof value === 'number' ? value : 0
}
