import type { DemarchesTexts } from './texts.fr.ts'

function minutes(nombre: number): string {
  if (nombre < 60) return nombre === 1 ? '1 minute' : `${nombre} minutes`
  const hours = Math.floor(nombre / 60)
  const rest = nombre % 60
  return `${hours} h${rest === 0 ? '' : ` ${String(rest).padStart(2, '0')}`}`
}

/** Every sentence of the démarches, in English. */
export const en: DemarchesTexts = {
  minutes,
  filAccueil: 'Home',
  filListe: 'Procedures',
  accueil: {
    titrePage: 'Home',
    titre: 'Public services, without the queue.',
    intro: 'Fill in online, come back whenever you like, follow the answer. All you need is an e-mail address.',
    chercher: 'What would you like to do?',
    bouton: 'Search',
    plusDemandees: 'Most requested',
    demarches: 'Procedures online',
    toutes: (nombre) => `See all ${nombre} procedures`,
    toutesSimple: 'See all procedures',
    aucune: 'No procedure is online yet',
    aucuneAide: 'They will be here as soon as an organisation publishes one.',
    demonstration: {
      titre: 'This is a demonstration',
      presentation:
        'Parvis is free software with which a public body puts its procedures online: people file their applications, officers examine them and answer. The organisations named here exist, but the procedures, people and applications on this site are made up.',
      comptes:
        'Accounts are ready: a parent, a town hall officer, a prefecture officer… One click is enough to take their place.',
      connexion: 'Choose a demonstration account',
      essais: 'Worth trying',
    },
  },
  liste: {
    titre: 'All procedures',
    titreRecherche: (q) => `Procedures for “${q}”`,
    motCle: 'Word, topic or organisation',
    organisme: 'Organisation',
    tousOrganismes: 'All organisations',
    nombre: (nombre) => (nombre === 0 ? 'No procedure' : nombre === 1 ? '1 procedure' : `${nombre} procedures`),
    filtreMot: (q) => `Word: ${q}`,
    vide: 'No procedure matches your search',
    videAide:
      'Try a shorter or more common word, for example “canteen” or “works”. You can also ask at your town hall’s reception.',
    videBouton: 'See all procedures',
    page: (page, pages) => `Page ${page} of ${pages}`,
    titrePage: (titre, page) => (page === 1 ? titre : `${titre} — page ${page}`),
  },
  presentation: {
    commencer: 'Start',
    commencerPrecision: 'this procedure',
    duree: 'Time to fill in',
    environ: (duree) => `About ${duree}`,
    delai: 'Usual time for an answer',
    niveau: (nom) => `This procedure asks for ${nom}`,
    niveauAide: (nom) =>
      `Online, it is begun and filed with ${nom}. Without ${nom}, use another way: see “Other ways than online” below.`,
    organisme: 'Who answers',
    reprendre: 'Your answers are saved as you go: you can stop and come back later.',
    pourQui: 'Who is it for?',
    aPreparer: 'What to have ready',
    rienAPreparer: 'There is nothing special to prepare.',
    apres: 'What happens next',
    autrement: 'Doing it another way than online',
    service: (nom) => `How to reach the service: ${nom}`,
    telephone: 'Telephone',
    courriel: 'E-mail',
    horaires: 'Opening hours',
    adresse: 'Address',
    cadre: 'What the law says',
    fermee: 'This procedure is closed',
    fermeeTitre: (titre) => `Closed procedure: ${titre}`,
    fermeeAide:
      'It is no longer possible to start or file an application. Those already filed follow their course. If you had started a draft, your answers can still be read under “My applications”.',
    fermeeAutres: 'See the open procedures',
  },
  donnees: {
    titre: 'Your personal data',
    resume: 'Who uses them, why, for how long, and what your rights are',
    responsable: 'Controller',
    finalite: 'Why',
    base: 'Legal ground',
    categories: 'Data used',
    destinataires: 'Who sees them',
    agents: (service, organisme) =>
      `The officers of the service “${service}” (${organisme}), who examine your application. They are neither sold nor used for anything else.`,
    conservation: 'How long they are kept',
    mois: (nombre) =>
      `Your application is kept for ${nombre === 1 ? '1 month' : `${nombre} months`} after the decision, then erased. A draft that you do not file is erased at the latest ${Math.min(nombre, 3) === 1 ? '1 month' : `${Math.min(nombre, 3)} months`} after your last change.`,
    droits: 'Your rights',
    exercer: 'To exercise them, write to the data protection officer:',
    exercerService: (service) => `To exercise them, write to the service “${service}”.`,
    cnil: 'If the answer does not satisfy you, you can lodge a complaint with the CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, France, or [on its website](https://www.cnil.fr/en/plaintes).',
    bases: {
      mission_interet_public: 'A task carried out in the public interest (GDPR, article 6(1)(e))',
      obligation_legale: 'A legal obligation of the administration (GDPR, article 6(1)(c))',
      contrat: 'A contract with you, or its preparation (GDPR, article 6(1)(b))',
      consentement: 'Your consent (GDPR, article 6(1)(a))',
    },
    categorie: {
      identite: 'your identity (surname, first name, title)',
      organisation: 'the organisation you represent (SIRET number, name)',
      coordonnees: 'how to reach you (e-mail address, telephone)',
      lieu: 'addresses and places',
      bancaires: 'bank details',
      documents: 'the documents you attach',
      reponses: 'your answers to the questions of the form',
      sensibles: 'sensitive data, encrypted and kept out of searches',
    },
    droit: {
      acces: 'obtain a copy of the data about you',
      rectification: 'have them corrected',
      effacement: 'have them erased',
      limitation: 'have their use suspended while something is checked',
      portabilite: 'receive them in a reusable format',
      opposition: 'object to their use, on grounds relating to your situation',
      retrait: 'withdraw your consent at any time',
    },
  },
  probleme(probleme) {
    switch (probleme.code) {
      case 'definition':
        return probleme.chemin === '' ? probleme.phrase : `${probleme.chemin}: ${probleme.phrase}`
      case 'titre_vide':
        return 'The procedure has no title in French.'
      case 'service_absent':
        return 'No service is named: people must know whom to call.'
      case 'cadre_juridique_absent':
        return 'The legal basis is empty: quote at least one text or decision.'
      case 'alternative_absente':
        return 'This procedure asks for an identity that not everybody has: say in “Other ways than online” how to do without it (counter, telephone, post).'
      case 'sans_question':
        return 'The form asks no question.'
      case 'groupe_par_defaut_absent':
        return 'There is no default group to receive the applications.'
      case 'regle_invalide':
        return `Rule of the group “${probleme.groupe}”: ${probleme.phrase}`
      case 'regle_double':
        return `The groups “${probleme.autre}” and “${probleme.groupe}” have the same rule: the second would never receive anything.`
    }
  },
  importation: {
    autreFormat: 'This file is not a procedure exported by Parvis.',
    illisible: 'This part of the file is missing or not of the expected shape.',
  },
}
