import type { RoleName } from '../../comptes/index.ts'
import { type Acte, nombreDe, type Predicat, texteDe } from '../actes.ts'

const lignes = (n: number) => (n > 1 ? `${n} lignes` : `${n} ligne`)
const ROLES: Readonly<Record<RoleName, string>> = {
  administrateur_instance: 'administrateur de l’installation',
  administrateur: 'administrateur de l’organisme',
  administrateur_demarche: 'administrateur de démarche',
  instructeur: 'instructeur',
  expert: 'expert',
  auteur_observatoire: 'auteur de l’observatoire',
  gestionnaire_fonds: 'gestionnaire de fonds',
  auditeur: 'auditeur',
}
const role = (name: string) => `le rôle « ${Object.entries(ROLES).find(([known]) => known === name)?.[1] ?? name} »`
/** « de » before what it is said of: du dossier, des lignes, de la démarche. */
function de(objet: string): string {
  return contract(objet, { le: 'du', les: 'des', autre: 'de' })
}

/** « à » before whom it is done to: au compte, aux lignes, à la démarche. */
function a(objet: string): string {
  return contract(objet, { le: 'au', les: 'aux', autre: 'à' })
}

function contract(objet: string, words: { readonly le: string; readonly les: string; readonly autre: string }): string {
  const [, article, rest] = /^(le|les) (.*)$/s.exec(objet) ?? []
  if (article === 'le') return `${words.le} ${rest}`
  return article === 'les' ? `${words.les} ${rest}` : `${words.autre} ${objet}`
}

const RAISONS: Readonly<Record<string, string>> = {
  droit: 'droit absent',
  introuvable: 'introuvable, ou à quelqu’un d’autre',
  formulaire: 'formulaire périmé, ou sans le jeton de sa page',
  origine: 'envoyé par un autre site',
  trop_souvent: 'trop de demandes',
}

/** What each act is, after who did it. */
export const actesFr: Readonly<Record<Acte, Predicat>> = {
  'dossier.read': (o) => `a lu ${o}`,
  'dossier.list': (_o, m) => `a lu la liste de ses dossiers (${lignes(nombreDe(m, 'lignes'))})`,
  'dossier.pdf': (o) => `a téléchargé en PDF ${o}`,
  'dossier.archive': (o) => `a téléchargé ensemble les fichiers ${de(o)}`,
  'fichier.read': (o) => `a ouvert un fichier ${de(o)}`,
  'table.read': (o, m) => `a lu le tableau des dossiers ${de(o)} (${lignes(nombreDe(m, 'lignes'))})`,
  'compte.read': (o) => `a lu ${o}`,
  'equipe.read': () => 'a lu la liste d’une équipe',
  'membre.read': (o) => `a lu la page ${de(o)} dans une équipe`,
  'dossier.start': (o) => `a commencé ${o}`,
  'dossier.copy': (o) => `a commencé, d’après un autre, ${o}`,
  'dossier.save': (o) => `a enregistré des réponses dans ${o}`,
  'dossier.submit': (o) => `a déposé ${o}`,
  'dossier.resubmit': (o) => `a déposé à nouveau ${o}`,
  'dossier.withdraw': (o) => `a retiré ${o}`,
  'dossier.delete_brouillon': (o) => `a supprimé le brouillon ${de(o)}`,
  'dossier.restore': (o) => `a repris de la corbeille ${o}`,
  'dossier.share': (o) => `a invité quelqu’un à remplir ${o}`,
  'dossier.unshare': (o) => `a mis fin au partage ${de(o)}`,
  'dossier.join': (o) => `a accepté de remplir avec son usager ${o}`,
  'mandat.give': (o) => `a donné à quelqu’un un mandat pour l’aider, sur ${o}`,
  'mandat.accept': (o) => `a accepté un mandat pour aider, sur ${o}`,
  'mandat.take_back': (o) => `a repris un mandat donné, sur ${o}`,
  'mandat.give_up': (o) => `a rendu un mandat reçu, sur ${o}`,
  'mandat.list': () => 'a lu qui l’aide et qui il aide',
  'dossier.ready': (o) => `a prévenu l’usager qu’il peut vérifier ${o}`,
  'dossier.send_link': (o) => `s’est fait envoyer un lien pour reprendre ${o}`,
  'dossier.expiry_notice': (o) => `a annoncé l’effacement prochain ${de(o)}`,
  'dossier.expire': (o) => `a mis à la corbeille, sa durée de conservation passée, ${o}`,
  'dossier.destroy': (o) => `a détruit ${o}`,
  'fichier.infected': (o) => `a écarté un fichier infecté ${de(o)}`,
  'message.send': (o) => `a écrit un message dans ${o}`,
  'dossier.start_instruction': (o) => `a pris en instruction ${o}`,
  'dossier.return_to_construction': (o) => `a rendu à son usager ${o}`,
  'dossier.ask_correction': (o) => `a demandé une correction dans ${o}`,
  'dossier.accept': (o) => `a accepté ${o}`,
  'dossier.refuse': (o) => `a refusé ${o}`,
  'dossier.close_without_action': (o) => `a classé sans suite ${o}`,
  'dossier.reopen': (o) => `est revenu sur la décision ${de(o)}`,
  'dossier.follow': (o) => `suit désormais ${o}`,
  'dossier.unfollow': (o) => `ne suit plus ${o}`,
  'note.add': (o) => `a ajouté une note de l’équipe ${a(o)}`,
  'fichier.release': (o) => `a débloqué un fichier non analysé ${de(o)}`,
  'session.open': () => 'a ouvert une session',
  'session.close': () => 'a fermé une session',
  'session.close_all': (o) => `a fermé toutes les sessions ${de(o)}`,
  'session.refuse': (o) => `n’a pas pu se connecter par ${o}`,
  'lien.send': (o, m) =>
    texteDe(m, 'usage') === 'rattachement'
      ? `a demandé à rattacher ${o} à son compte`
      : `a demandé un lien de connexion pour ${o}`,
  'facteur.prove': () => 'a prouvé son second facteur',
  'facteur.refuse': () => 'n’a pas pu prouver son second facteur',
  'facteur.add': () => 'a ajouté un second facteur à son compte',
  'facteur.remove': () => 'a retiré un second facteur de son compte',
  'facteur.ask_reset': (o) => `a demandé de retirer les seconds facteurs ${de(o)}`,
  'facteur.keep': () => 'a prouvé un second facteur que l’on disait perdu, et les garde',
  'facteur.reset': (o) => `a retiré les seconds facteurs perdus ${de(o)}`,
  'secours.renew': () => 'a renouvelé ses codes de secours',
  'appareil.trust': () => 'a choisi de faire confiance à un appareil',
  'appareil.revoke': () => 'ne fait plus confiance à un appareil',
  'phrase.change': () => 'a choisi une phrase de passe',
  'phrase.remove': () => 'a retiré sa phrase de passe',
  'compte.create': () => 'a créé son compte',
  'compte.update': () => 'a changé son compte',
  'compte.join': () => 'a réuni deux comptes en prouvant son adresse',
  'invitation.send': (_o, m) => `a invité quelqu’un à prendre ${role(texteDe(m, 'role'))}`,
  'invitation.accept': () => 'a accepté une invitation',
  'invitation.cancel': () => 'a annulé une invitation',
  'demande.send': () => 'a demandé à rejoindre l’équipe de son organisme',
  'demande.accept': (o, m) => `a accepté, avec ${role(texteDe(m, 'role'))}, la demande ${de(o)} à rejoindre l’équipe`,
  'demande.refuse': (o) => `a refusé la demande ${de(o)} à rejoindre l’équipe`,
  'demande.expire': (o) => `a mis fin, sans réponse après trente jours, à la demande ${de(o)} à rejoindre l’équipe`,
  'role.grant': (o, m) => `a donné ${role(texteDe(m, 'role'))} ${a(o)}`,
  'role.delegate': (o, m) => `a délégué pour un temps ${role(texteDe(m, 'role'))} ${a(o)}`,
  'role.withdraw': (o, m) => `a retiré ${role(texteDe(m, 'role'))} ${a(o)}`,
  'role.leave': (_o, m) => `a quitté ${role(texteDe(m, 'role'))}`,
  'role.end': (o, m) => `a mis fin, la délégation n’étant plus couverte, ${a(role(texteDe(m, 'role')))} ${de(o)}`,
  'role.suspend': (o, m) => `a suspendu, l’employeur ayant changé, ${role(texteDe(m, 'role'))} ${de(o)}`,
  'role.keep': (o, m) =>
    `a laissé, l’employeur ayant changé mais personne d’autre ne l’ayant, ${role(texteDe(m, 'role'))} ${a(o)}`,
  'role.restore': (o, m) => `a rétabli ${role(texteDe(m, 'role'))} ${de(o)}`,
  'groupe.create': () => 'a créé un groupe d’instructeurs',
  'groupe.add_member': () => 'a mis quelqu’un dans un groupe d’instructeurs',
  'groupe.remove_member': () => 'a sorti quelqu’un d’un groupe d’instructeurs',
  'demarche.create': (o) => `a créé ${o}`,
  'demarche.save_draft': (o) => `a changé le brouillon ${de(o)}`,
  'demarche.assign': (o) => `a confié à un service ${o}`,
  'demarche.publish': (o) => `a publié ${o}`,
  'demarche.close': (o) => `a fermé ${o}`,
  'demarche.reopen': (o) => `a rouvert ${o}`,
  'demarche.change_slug': (o) => `a changé l’adresse ${de(o)}`,
  'service.complete': () => 'a complété les coordonnées d’un service',
  'acces.refuse': (o, m) =>
    `s’est vu refuser ${o} (${RAISONS[texteDe(m, 'raison')] ?? texteDe(m, 'raison')}, à l’adresse ${texteDe(m, 'adresse')})`,
  'acces.silence': (_o, m) => `n’a pas écrit ${nombreDe(m, 'refus')} autres refus, trop nombreux en un quart d’heure`,
  'cle.turn': (_o, m) => `a demandé de changer les clés (${nombreDe(m, 'organismes')} organismes)`,
  'cle.renew': () => 'a donné à un organisme une nouvelle clé',
  'cle.reseal': (_o, m) => `a scellé à nouveau, par les clés présentes, ${nombreDe(m, 'nombre')} valeurs`,
  'cle.retire': (_o, m) => `a oublié ${nombreDe(m, 'nombre')} clés d’organismes, qui ne scellaient plus rien`,
  'maitre.retire': (_o, m) => `a retiré la clé maître ${texteDe(m, 'cle')}, qui ne scellait plus rien`,
  'dossier.seal': (o) => `a chiffré ce qui était en clair, d’avant les clés, dans ${o}`,
  'journal.read': (_o, m) => `a lu le journal (${lignes(nombreDe(m, 'lignes'))})`,
  'journal.export': () => 'a exporté le journal',
  'journal.verify': (_o, m) =>
    nombreDe(m, 'anomalies') === 0
      ? `a relu tout le journal (${lignes(nombreDe(m, 'lignes'))}) : rien n’a été altéré`
      : `a relu tout le journal : ${nombreDe(m, 'anomalies')} anomalies`,
  'journal.purge': (o, m) => `a effacé du journal ${o}, sa durée passée (${lignes(nombreDe(m, 'lignes'))})`,
  'journal.hold': (o, m) =>
    m.fin === true
      ? `a remis en marche l’effacement ${de(o)}`
      : `a suspendu jusqu’au ${texteDe(m, 'jusqu_au')} l’effacement ${de(o)}`,
  'sauvegarde.write': () => 'a sauvegardé toute l’installation',
}
