import { de } from '../../ui/elision.ts'
import { courrielsFr } from './texts/courriels.fr.ts'
import { demandesFr } from './texts/demandes.fr.ts'

/** The sentences of this module, in French: the type of this catalogue is the contract of the other languages. */
export const textsFr = {
  courriels: courrielsFr,
  ...demandesFr,
  instance: 'Installation',
  equipe: {
    titre: (organisme: string) => `Équipe : ${organisme}`,
    titreInstance: 'Équipe de l’installation',
    intro: 'Qui travaille ici, avec quels rôles et dans quels groupes.',
    introInstance: 'Ces personnes agissent sur toute l’installation, et sur chacun de ses organismes.',
    inviter: 'Inviter quelqu’un',
    organismes: 'Voir les organismes',
    legende: (nombre: number, ecrit: string) => `${ecrit} ${nombre > 1 ? 'membres' : 'membre'}, par ordre alphabétique`,
    colonnes: { nom: 'Nom', roles: 'Rôles', groupes: 'Groupes', visite: 'Dernière visite' },
    groupes: (nombre: number, ecrit: string) => `${ecrit} ${nombre > 1 ? 'groupes' : 'groupe'}`,
    aucunGroupe: 'Aucun',
    jamais: 'Pas encore venu',
    jusquau: (jour: string) => `jusqu’au ${jour}`,
    etats: { suspendu: 'Suspendu', fini: 'Terminé', delegue: 'Délégation' },
    roleDe: (role: string, demarche: string) => `${role} « ${demarche} »`,
    chercher: 'Nom ou adresse',
    recherche: (texte: string) => `« ${texte} »`,
    vide: 'Personne ne travaille encore ici',
    videAide:
      'Invitez une première personne par son adresse électronique : elle recevra un lien, se connectera, puis apparaîtra ici.',
    rien: 'Personne ne correspond à cette recherche',
    rienAide: 'Essayez une partie du nom ou de l’adresse, ou retirez la recherche.',
    resume: (debut: number, fin: number, total: string) => `De ${debut} à ${fin} sur ${total}`,
    invitations: 'Invitations en attente',
    invitation: (courriel: string, role: string, jour: string) =>
      `${courriel} : ${role}, jusqu’au ${jour} pour accepter`,
    annuler: 'Annuler l’invitation',
    annulerQui: (courriel: string) => `de ${courriel}`,
    faits: {
      invite: 'L’invitation est partie. Elle sert une seule fois, pendant sept jours.',
      annulee: 'L’invitation est annulée : son lien ne marche plus.',
      retire: 'Le rôle est retiré : cette personne n’est plus de l’équipe.',
    },
  },
  inviter: {
    titre: 'Inviter quelqu’un',
    intro: (organisme: string) =>
      `La personne reçoit un lien par courriel. Elle se connecte avec le compte qu’elle utilisera pour travailler, et rejoint : ${organisme}.`,
    courriel: 'Adresse électronique',
    courrielAide: 'L’adresse professionnelle de la personne. Par exemple : prenom.nom@exemple.fr',
    role: 'Rôle',
    roleAide: {
      administrateur_instance: 'gère toute l’installation : organismes, rôles, démarches',
      administrateur: 'gère l’équipe de cet organisme, ses rôles et ses groupes',
      administrateur_demarche: 'choisit qui reçoit les dossiers d’une démarche',
      instructeur: 'étudie les dossiers des groupes où on le place',
      expert: 'donne un avis sur les dossiers qu’on lui soumet',
      auteur_observatoire: 'prépare les éditions de l’observatoire',
      gestionnaire_fonds: 'gère les fonds et leurs engagements',
      auditeur: 'lit le journal, et rien d’autre',
    },
    demarche: 'Démarche',
    demarcheAide: 'Seulement pour un administrateur de démarche.',
    fin: 'Dernier jour',
    finAide:
      'Laissez vide pour un rôle sans fin. Avec un dernier jour, c’est une délégation : elle s’arrête ce jour-là, un an plus tard au plus, ou avec votre propre rôle. Par exemple : 27 3 2027',
    bouton: 'Envoyer l’invitation',
    boutonRole: 'Donner ce rôle',
    erreurs: {
      courriel: 'Indiquez une adresse électronique complète, par exemple prenom.nom@exemple.fr',
      role: 'Choisissez un rôle dans la liste',
      demarche: 'Choisissez la démarche que cette personne administrera',
      demarcheEnTrop: 'Ne choisissez une démarche que pour un administrateur de démarche',
      fin: 'Indiquez un jour qui existe, par exemple 27 3 2027',
      finBornes: 'Indiquez un jour à venir, dans un an au plus',
      tropSouvent: 'Vous avez envoyé beaucoup d’invitations. Attendez un peu avant d’en envoyer d’autres.',
      interdit: 'Vos droits ne permettent pas de donner ce rôle.',
      delegation: 'Un rôle que l’on tient par délégation ne se délègue pas plus loin.',
    },
  },
  membre: {
    identite: 'Identité',
    courriel: 'Adresse électronique',
    visite: 'Dernière visite',
    jamais: 'Pas encore venu',
    provenance: 'Se connecte avec',
    provenances: {
      courriel: 'Un lien envoyé à son adresse',
      siret: (nom: string, siret: string) => `${nom}, établissement ${siret}`,
    },
    roles: 'Rôles',
    aucunRole: 'Cette personne n’a plus de rôle ici.',
    depuis: (jour: string) => `depuis le ${jour}`,
    suspendu: (jour: string) =>
      `Suspendu depuis le ${jour} : cette personne semble avoir changé d’employeur. Vérifiez auprès d’elle avant de le rétablir.`,
    retirer: 'Retirer',
    retirerQuoi: (role: string) => `le rôle ${role}`,
    retablir: 'Rétablir',
    donner: 'Donner un rôle',
    soiMeme: 'Personne ne se donne un rôle, ni ne change les siens. Pour quitter cette équipe :',
    mesEquipes: 'Vos équipes',
    groupes: 'Groupes',
    groupesIntro: (nom: string) => `${nom} reçoit les dossiers des groupes cochés.`,
    groupesBouton: 'Enregistrer les groupes',
    sansInstructeur: 'Pour recevoir des dossiers, il faut d’abord le rôle d’instructeur.',
    sansDemarche: 'Cet organisme n’a pas encore de démarche.',
    acces: 'Accès',
    accesIntro:
      'En cas de perte, de vol ou de doute, fermez toutes les connexions de cette personne, ou faites retirer les seconds facteurs qu’elle a perdus.',
    accesBouton: 'Perte, vol ou doute…',
    retour: 'Revenir à l’équipe',
    faits: {
      role: 'Le rôle est donné. La personne en est avertie par courriel.',
      deja: 'Cette personne a déjà ce rôle.',
      retire: 'Le rôle est retiré. Il n’ouvre plus rien.',
      retabli: 'Le rôle est rétabli.',
      groupes: 'Les groupes sont enregistrés.',
      acces: 'C’est fait : toutes ses connexions sont fermées.',
      facteurs:
        'C’est demandé : ses connexions sont fermées, et ses seconds facteurs seront retirés dans un jour. La personne en est avertie par courriel.',
      facteursDeja: 'C’était déjà demandé : ses seconds facteurs seront retirés un jour après la première demande.',
      facteursAucun: 'Cette personne n’a pas de second facteur enregistré ici : il n’y a rien à retirer.',
    },
  },
  retrait: {
    titre: (role: string, nom: string) => `Retirer le rôle ${role} à ${nom} ?`,
    effet:
      'Ce rôle n’ouvre plus rien aussitôt, et les connexions de cette personne se ferment. Elle en est avertie par courriel.',
    delegations: 'Les délégations qu’elle a données avec ce rôle s’arrêtent en même temps.',
    bouton: 'Retirer le rôle',
    annuler: 'Garder le rôle',
    dernierTitre: 'Il faut au moins un administrateur',
    dernier:
      'C’est le dernier administrateur : sans lui, plus personne ne pourrait gérer cette équipe. Donnez d’abord ce rôle, sans date de fin, à quelqu’un d’autre.',
    interditTitre: 'Vos droits ne permettent pas de retirer ce rôle',
    interdit:
      'Qui administre par délégation ne nomme ni ne retire d’administrateur. Adressez-vous à qui vous a délégué ce rôle.',
    retour: 'Revenir',
  },
  acces: {
    titre: (nom: string) => `Fermer les connexions ${de(nom)} ?`,
    effet:
      'Où que cette personne soit connectée, elle devra se connecter de nouveau. Rien de ce qu’elle a enregistré n’est perdu.',
    bouton: 'Fermer ses connexions',
    annuler: 'Ne rien fermer',
    facteursTitre: 'Si elle a perdu ses seconds facteurs',
    facteursQuand:
      'Cette personne n’a plus ni son application de codes, ni sa clé d’accès, ni ses codes de secours ? Vérifiez d’abord, de vive voix, que c’est bien elle qui vous le demande.',
    facteursEffet:
      'Ses connexions se ferment, et elle en est avertie par courriel. Un jour plus tard, elle se connecte sans eux et en enregistre un nouveau. Si d’ici là quelqu’un se connecte avec l’un d’eux, la demande est annulée.',
    facteursBouton: 'Retirer ses seconds facteurs',
    facteursInterditTitre: 'Vos droits ne permettent pas de retirer ces seconds facteurs',
    facteursInterdit:
      'Cette personne a aussi un rôle que vous ne pourriez pas lui donner. Adressez-vous à l’administrateur de l’installation.',
  },
  demarche: {
    titre: (demarche: string) => `Qui reçoit les dossiers : ${demarche}`,
    lien: 'Équipe',
    intro: 'Cochez, pour chaque instructeur de l’organisme, les groupes dont il reçoit les dossiers.',
    bouton: 'Enregistrer les groupes',
    boutonQui: (nom: string) => de(nom),
    vide: 'Aucun instructeur dans cet organisme',
    videAide:
      'Un administrateur de l’organisme invite d’abord des instructeurs ; vous choisirez ensuite leurs groupes ici.',
    fait: 'Les groupes sont enregistrés.',
  },
  organismes: {
    titre: 'Organismes de l’installation',
    legende: (nombre: number, ecrit: string) =>
      `${ecrit} ${nombre > 1 ? 'organismes' : 'organisme'}, par ordre alphabétique`,
    colonnes: { nom: 'Organisme', administrateurs: 'Administrateurs', membres: 'Membres' },
    sans: 'Aucun administrateur',
    chercher: 'Nom de l’organisme',
    vide: 'Aucun organisme ne correspond',
    videAide: 'Un organisme se crée par la commande « parvis organisme creer ».',
  },
  miennes: {
    titre: 'Vos équipes',
    intro: 'Les organismes où vous avez un rôle, et ce que ce rôle permet.',
    vide: 'Vous ne faites partie d’aucune équipe',
    videAide:
      'On rejoint une équipe par l’invitation d’un administrateur, ou en le demandant quand ProConnect indique où l’on travaille.',
    gerer: 'Gérer cette équipe',
    gererDemarche: 'Choisir qui reçoit les dossiers',
    organismes: 'Gérer les organismes',
    quitter: 'Quitter',
    quitterQuoi: (role: string, equipe: string) => `le rôle ${role}, ${equipe}`,
    depart: {
      titre: (role: string) => `Quitter le rôle ${role} ?`,
      effet: (equipe: string) =>
        `Vous n’aurez plus ce rôle : ${equipe}. Pour le retrouver, il faudra qu’un administrateur vous le donne de nouveau.`,
      bouton: 'Quitter ce rôle',
      annuler: 'Garder ce rôle',
      fait: 'C’est fait : vous n’avez plus ce rôle.',
    },
  },
}

/** What a catalogue of this module must hold, in whatever language. */
export type EquipesTexts = typeof textsFr
