import type { RoleName } from '../../comptes/index.ts'
import { type Acte, nombreDe, type Predicat, texteDe } from '../actes.ts'

const lines = (n: number) => (n > 1 ? `${n} lines` : `${n} line`)
const ROLES: Readonly<Record<RoleName, string>> = {
  administrateur_instance: 'administrator of the installation',
  administrateur: 'administrator of the organisation',
  administrateur_demarche: 'administrator of a procedure',
  instructeur: 'case officer',
  expert: 'expert',
  auteur_observatoire: 'author of the observatory',
  gestionnaire_fonds: 'fund manager',
  auditeur: 'auditor',
}
const role = (name: string) => `the role “${Object.entries(ROLES).find(([known]) => known === name)?.[1] ?? name}”`
const REASONS: Readonly<Record<string, string>> = {
  droit: 'no right to it',
  introuvable: 'not found, or somebody else’s',
  formulaire: 'stale form, or without the token of its page',
  origine: 'sent by another site',
  trop_souvent: 'too many requests',
}

/** What each act is, after who did it. */
export const actesEn: Readonly<Record<Acte, Predicat>> = {
  'dossier.read': (o) => `read ${o}`,
  'dossier.list': (_o, m) => `read the list of their files (${lines(nombreDe(m, 'lignes'))})`,
  'dossier.pdf': (o) => `downloaded as a PDF ${o}`,
  'dossier.archive': (o) => `downloaded together the attachments of ${o}`,
  'fichier.read': (o) => `opened an attachment of ${o}`,
  'table.read': (o, m) => `read the table of ${o} (${lines(nombreDe(m, 'lignes'))})`,
  'compte.read': (o) => `read ${o}`,
  'dossier.start': (o) => `began ${o}`,
  'dossier.copy': (o) => `began, from another one, ${o}`,
  'dossier.save': (o) => `saved answers in ${o}`,
  'dossier.submit': (o) => `filed ${o}`,
  'dossier.resubmit': (o) => `filed again ${o}`,
  'dossier.withdraw': (o) => `withdrew ${o}`,
  'dossier.delete_brouillon': (o) => `deleted the draft of ${o}`,
  'dossier.restore': (o) => `took back from the bin ${o}`,
  'dossier.share': (o) => `invited somebody to fill in ${o}`,
  'dossier.unshare': (o) => `ended the sharing of ${o}`,
  'dossier.join': (o) => `agreed to fill in with its user ${o}`,
  'dossier.send_link': (o) => `had a link sent to resume ${o}`,
  'dossier.expiry_notice': (o) => `announced the coming erasure of ${o}`,
  'dossier.expire': (o) => `put in the bin, at the end of its time, ${o}`,
  'dossier.destroy': (o) => `destroyed ${o}`,
  'message.send': (o) => `wrote a message in ${o}`,
  'dossier.start_instruction': (o) => `took up ${o}`,
  'dossier.return_to_construction': (o) => `gave back to its user ${o}`,
  'dossier.ask_correction': (o) => `asked for a correction in ${o}`,
  'dossier.accept': (o) => `accepted ${o}`,
  'dossier.refuse': (o) => `refused ${o}`,
  'dossier.close_without_action': (o) => `closed without action ${o}`,
  'dossier.reopen': (o) => `took back the decision of ${o}`,
  'dossier.follow': (o) => `now follows ${o}`,
  'dossier.unfollow': (o) => `no longer follows ${o}`,
  'note.add': (o) => `added a team note to ${o}`,
  'session.open': () => 'opened a session',
  'session.close': () => 'closed a session',
  'session.refuse': (o) => `could not sign in by ${o}`,
  'lien.send': (o, m) =>
    texteDe(m, 'usage') === 'rattachement'
      ? `asked to join ${o} to their account`
      : `asked for a sign-in link for ${o}`,
  'compte.create': () => 'created their account',
  'compte.update': () => 'changed their account',
  'compte.join': () => 'joined two accounts by proving an address',
  'invitation.send': (_o, m) => `invited somebody to take ${role(texteDe(m, 'role'))}`,
  'invitation.accept': () => 'accepted an invitation',
  'role.grant': (o, m) => `gave ${role(texteDe(m, 'role'))} to ${o}`,
  'role.delegate': (o, m) => `delegated for a time ${role(texteDe(m, 'role'))} to ${o}`,
  'role.withdraw': (o, m) => `took back ${role(texteDe(m, 'role'))} from ${o}`,
  'role.leave': (_o, m) => `left ${role(texteDe(m, 'role'))}`,
  'role.end': (o, m) => `ended, as the delegation was no longer covered, ${role(texteDe(m, 'role'))} of ${o}`,
  'groupe.create': () => 'created a group of case officers',
  'groupe.add_member': () => 'put somebody in a group of case officers',
  'demarche.create': (o) => `created ${o}`,
  'demarche.save_draft': (o) => `changed the draft of ${o}`,
  'demarche.assign': (o) => `gave to a service ${o}`,
  'demarche.publish': (o) => `published ${o}`,
  'demarche.close': (o) => `closed ${o}`,
  'demarche.reopen': (o) => `reopened ${o}`,
  'demarche.change_slug': (o) => `changed the address of ${o}`,
  'service.complete': () => 'completed the contact details of a service',
  'acces.refuse': (o, m) =>
    `was refused ${o} (${REASONS[texteDe(m, 'raison')] ?? texteDe(m, 'raison')}, at the address ${texteDe(m, 'adresse')})`,
  'acces.silence': (_o, m) => `did not write ${nombreDe(m, 'refus')} more refusals, too many in a quarter of an hour`,
  'journal.read': (_o, m) => `read the journal (${lines(nombreDe(m, 'lignes'))})`,
  'journal.export': (_o, m) => `exported the journal (${texteDe(m, 'format')})`,
  'journal.verify': (_o, m) =>
    nombreDe(m, 'anomalies') === 0
      ? `read the whole journal again (${lines(nombreDe(m, 'lignes'))}): nothing was altered`
      : `read the whole journal again: ${nombreDe(m, 'anomalies')} anomalies`,
  'journal.purge': (o, m) => `erased from the journal ${o}, its time over (${lines(nombreDe(m, 'lignes'))})`,
  'journal.hold': (o, m) => `suspended until ${texteDe(m, 'jusqu_au')} the erasure of ${o}`,
  'sauvegarde.write': () => 'backed up the whole installation',
}
