import type { Definition } from '../../core/schema/definition.ts'
import type { Categorie, Droit, PublicationProbleme } from './rules.ts'

function minutes(nombre: number): string {
  if (nombre < 60) return nombre === 1 ? '1 minute' : `${nombre} minutes`
  const heures = Math.floor(nombre / 60)
  const reste = nombre % 60
  return `${heures} h${reste === 0 ? '' : ` ${String(reste).padStart(2, '0')}`}`
}

/** Every sentence of the démarches, in French. */
export const fr = {
  minutes,
  filAccueil: 'Accueil',
  filListe: 'Démarches',
  accueil: {
    titrePage: 'Accueil',
    titre: 'Vos démarches, sans faire la queue.',
    intro: 'Remplissez en ligne, reprenez quand vous voulez, suivez la réponse. Une adresse électronique suffit.',
    chercher: 'Que voulez-vous faire ?',
    bouton: 'Chercher',
    plusDemandees: 'Les plus demandées',
    demarches: 'Les démarches en ligne',
    toutes: (nombre: number) => `Voir les ${nombre} démarches`,
    toutesSimple: 'Voir toutes les démarches',
    aucune: 'Aucune démarche n’est encore en ligne',
    aucuneAide: 'Elles seront ici dès qu’un organisme en publiera une.',
    demonstration: {
      titre: 'Ceci est une démonstration',
      presentation:
        'Parvis est un logiciel libre avec lequel une administration met ses démarches en ligne : les usagers déposent leur demande, les agents l’instruisent et répondent. Les organismes cités existent, mais les démarches, les personnes et les dossiers de ce site sont inventés.',
      comptes:
        'Des comptes sont prêts : parent d’élève, agent de mairie, agent de préfecture… Un clic suffit pour prendre leur place.',
      connexion: 'Choisir un compte de démonstration',
      essais: 'À essayer',
    },
  },
  liste: {
    titre: 'Toutes les démarches',
    titreRecherche: (q: string) => `Démarches pour « ${q} »`,
    motCle: 'Mot, sujet ou organisme',
    organisme: 'Organisme',
    tousOrganismes: 'Tous les organismes',
    nombre: (nombre: number) =>
      nombre === 0 ? 'Aucune démarche' : nombre === 1 ? '1 démarche' : `${nombre} démarches`,
    filtreMot: (q: string) => `Mot : ${q}`,
    vide: 'Aucune démarche ne correspond à votre recherche',
    videAide:
      'Essayez avec un mot plus court ou plus courant, par exemple « cantine » ou « travaux ». Vous pouvez aussi demander au service d’accueil de votre mairie.',
    videBouton: 'Voir toutes les démarches',
    page: (page: number, pages: number) => `Page ${page} sur ${pages}`,
    titrePage: (titre: string, page: number) => (page === 1 ? titre : `${titre} — page ${page}`),
  },
  presentation: {
    commencer: 'Commencer',
    commencerPrecision: 'la démarche',
    duree: 'Temps pour remplir',
    environ: (duree: string) => `Environ ${duree}`,
    delai: 'Délai de réponse habituel',
    niveau: (nom: string) => `Cette démarche demande ${nom}`,
    niveauAide: (nom: string) =>
      `En ligne, elle se commence et se dépose avec ${nom}. Sans ${nom}, faites-la d’une autre façon : voyez « Faire autrement qu’en ligne » ci-dessous.`,
    organisme: 'Qui répond',
    reprendre: 'Vos réponses sont enregistrées au fur et à mesure : vous pouvez vous arrêter et reprendre plus tard.',
    pourQui: 'Pour qui ?',
    aPreparer: 'Ce qu’il faut préparer',
    rienAPreparer: 'Vous n’avez rien de particulier à préparer.',
    apres: 'Ce qui se passe ensuite',
    autrement: 'Faire autrement qu’en ligne',
    service: (nom: string) => `Pour joindre le service : ${nom}`,
    telephone: 'Téléphone',
    courriel: 'Courriel',
    horaires: 'Horaires',
    adresse: 'Adresse',
    cadre: 'Ce que dit la loi',
    fermee: 'Cette démarche est fermée',
    fermeeTitre: (titre: string) => `Démarche fermée : ${titre}`,
    fermeeAide:
      'Il n’est plus possible de commencer ni de déposer une demande. Les dossiers déjà déposés suivent leur cours. Si vous aviez commencé un brouillon, vos réponses restent lisibles dans « Mes dossiers ».',
    fermeeAutres: 'Voir les démarches ouvertes',
  },
  donnees: {
    titre: 'Vos données personnelles',
    resume: 'Qui les utilise, pourquoi, combien de temps, et quels sont vos droits',
    responsable: 'Responsable du traitement',
    finalite: 'Pourquoi',
    base: 'Base légale',
    categories: 'Données utilisées',
    destinataires: 'Qui les voit',
    agents: (service: string, organisme: string) =>
      `Les agents du service « ${service} » (${organisme}), chargés d’instruire votre demande. Elles ne sont ni vendues, ni utilisées pour autre chose.`,
    conservation: 'Durée de conservation',
    mois: (nombre: number) =>
      `Votre dossier est conservé ${nombre} mois après la décision, puis effacé. Un brouillon que vous ne déposez pas est effacé au plus tard ${Math.min(nombre, 3)} mois après votre dernière modification.`,
    droits: 'Vos droits',
    exercer: 'Pour les exercer, écrivez au délégué à la protection des données :',
    exercerService: (service: string) => `Pour les exercer, écrivez au service « ${service} ».`,
    cnil: 'Si la réponse ne vous convient pas, vous pouvez adresser une réclamation à la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, ou [sur son site](https://www.cnil.fr/fr/plaintes).',
    bases: {
      mission_interet_public: 'Une mission d’intérêt public (RGPD, article 6, paragraphe 1, e)',
      obligation_legale: 'Une obligation que la loi impose à l’administration (RGPD, article 6, paragraphe 1, c)',
      contrat: 'Un contrat avec vous, ou sa préparation (RGPD, article 6, paragraphe 1, b)',
      consentement: 'Votre consentement (RGPD, article 6, paragraphe 1, a)',
    } satisfies Record<Definition['donneesPersonnelles']['baseLegale'], string>,
    categorie: {
      identite: 'votre identité (nom, prénom, civilité)',
      organisation: 'l’organisme que vous représentez (numéro SIRET, nom)',
      coordonnees: 'vos coordonnées (adresse électronique, téléphone)',
      lieu: 'des adresses et des lieux',
      bancaires: 'des coordonnées bancaires',
      documents: 'les documents que vous joignez',
      reponses: 'vos réponses aux questions du formulaire',
      sensibles: 'des données sensibles, chiffrées et tenues hors des recherches',
    } satisfies Record<Categorie, string>,
    droit: {
      acces: 'obtenir une copie des données qui vous concernent',
      rectification: 'les faire corriger',
      effacement: 'les faire effacer',
      limitation: 'faire suspendre leur utilisation le temps d’une vérification',
      portabilite: 'les recevoir dans un format réutilisable',
      opposition: 'vous opposer à leur utilisation, pour une raison qui tient à votre situation',
      retrait: 'retirer votre consentement à tout moment',
    } satisfies Record<Droit, string>,
  },
  probleme(probleme: PublicationProbleme): string {
    switch (probleme.code) {
      case 'definition':
        return probleme.chemin === '' ? probleme.phrase : `${probleme.chemin} : ${probleme.phrase}`
      case 'titre_vide':
        return 'La démarche n’a pas de titre en français.'
      case 'service_absent':
        return 'Aucun service n’est indiqué : les usagers doivent savoir qui appeler.'
      case 'cadre_juridique_absent':
        return 'Le cadre juridique est vide : citez au moins un texte ou une délibération.'
      case 'alternative_absente':
        return 'Cette démarche demande une identité que tout le monde n’a pas : dites dans « Faire autrement qu’en ligne » comment s’en passer (guichet, téléphone, courrier).'
      case 'sans_question':
        return 'Le formulaire ne pose aucune question.'
      case 'groupe_par_defaut_absent':
        return 'Il n’y a pas de groupe par défaut pour recevoir les dossiers.'
      case 'regle_invalide':
        return `Règle du groupe « ${probleme.groupe} » : ${probleme.phrase}`
      case 'regle_double':
        return `Les groupes « ${probleme.autre} » et « ${probleme.groupe} » ont la même règle : le second ne recevrait jamais rien.`
    }
  },
  importation: {
    autreFormat: 'Ce fichier n’est pas une démarche exportée par Parvis.',
    illisible: 'Cette partie du fichier manque ou n’a pas la forme attendue.',
  },
}

/** What a catalogue of the démarches must hold, in whatever language. */
export type DemarchesTexts = typeof fr
