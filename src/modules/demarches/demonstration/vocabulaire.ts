/** Common first names; any likeness to a person is an accident. */
export const PRENOMS = [
  ...['Camille', 'Yasmine', 'Lucas', 'Inès', 'Noé', 'Aminata', 'Gaël', 'Zoé', 'Mehdi', 'Éloïse', 'Hugo', 'Maëlys'],
  ...['Théo', 'Anaïs', 'Ibrahim', 'Chloé', 'Erwan', 'Léna', 'Paul', 'Fatou', 'Solène', 'Adrien', 'Nadia', 'Raphaël'],
  ...['Jeanne', 'Youssef', 'Rozenn', 'Victor', 'Manon', 'Loïc', 'Sofia', 'François', 'Hélène', 'Kevin', 'Mariam'],
] as const

/** Common family names. */
export const NOMS = [
  ...['Le Goff', 'Martin', 'Benali', 'Morvan', 'Dubois', 'Traoré', 'Lefèvre', 'Nguyen', 'Girard', 'Le Bihan', 'Faure'],
  ...['Chevalier', 'Diallo', 'Rousseau', 'Bernard', 'Da Silva', 'Guillou', 'Marchand', 'Haddad', 'Perrin', 'Besson'],
  ...['Chassagne', 'Roux', 'Kaya', 'Le Gall', 'Fournier', 'Brun', 'Moreau', 'Cohen', 'Vidal', 'Aubert', 'Ollivier'],
] as const

/** Streets that many towns have. */
export const VOIES = [
  ...['rue des Écoles', 'rue de la Mairie', 'avenue de la Gare', 'rue du Stade', 'allée des Chênes', 'rue Pasteur'],
  ...['place de l’Église', 'rue des Lilas', 'impasse du Moulin', 'rue Victor-Hugo', 'chemin des Vignes', 'rue Neuve'],
  ...['boulevard Jean-Jaurès', 'rue Marie-Curie', 'rue du Pré-Botté', 'square des Tilleuls', 'rue Jules-Ferry'],
] as const

/** Official codes of communes where the people of the demonstration live. */
export const COMMUNES = ['35352', '35238', '63113', '63430', '63300', '35047'] as const

/** A rule gives what to write for a label that it recognises, after a choice that it recognises; the first that does wins. */
interface Regle {
  readonly libelle: RegExp
  /** What the last chosen option must look like, when it matters. */
  readonly apres?: RegExp
  readonly textes: readonly string[]
}

/** Short texts that are not names of persons. */
export const TEXTES: readonly Regle[] = [
  { libelle: /numéro rna/i, textes: ['W351000001', 'W351000002', 'W632000003'] },
  {
    libelle: /numéro de l’autorisation/i,
    textes: ['DP 035 352 26 00012', 'DP 035 352 26 00034', 'PC 035 352 26 00007'],
  },
  { libelle: /bureau de vote/i, textes: ['12', '27', '42', '58', '63'] },
  {
    libelle: /nom de la collectivité/i,
    apres: /commune$/i,
    textes: ['Commune de Thiers', 'Commune de Riom', 'Commune d’Ambert'],
  },
  {
    libelle: /nom de la collectivité/i,
    apres: /epci/i,
    textes: ['Thiers Dore et Montagne', 'Billom Communauté', 'Mond’Arverne Communauté'],
  },
  { libelle: /nom de la collectivité/i, apres: /métropole/i, textes: ['Clermont Auvergne Métropole'] },
  { libelle: /nom de la collectivité/i, apres: /département/i, textes: ['Département du Puy-de-Dôme'] },
  { libelle: /nom de la collectivité/i, textes: ['Région Auvergne-Rhône-Alpes'] },
  {
    libelle: /nom du projet/i,
    apres: /projet précis/i,
    textes: ['Jardin partagé des Lilas', 'Ateliers de cuisine', 'Festival de quartier', 'Sport pour tous les âges'],
  },
  {
    libelle: /nom du projet/i,
    textes: ['Portail des familles', 'Rendez-vous en ligne', 'Ateliers numériques', 'Réservation de salles en ligne'],
  },
  {
    libelle: /fonction/i,
    textes: ['Secrétaire générale de mairie', 'Chargé de mission numérique', 'Directrice des services'],
  },
  {
    libelle: /de quoi s’agit-il/i,
    apres: /recette/i,
    textes: ['Cotisations', 'Vente de repas', 'Aide du département', 'Dons'],
  },
  {
    libelle: /de quoi s’agit-il/i,
    textes: ['Location de salle', 'Achat de matériel', 'Formation des bénévoles', 'Affiches', 'Assurance'],
  },
  {
    libelle: /^description/i,
    apres: /formation/i,
    textes: ['Formation de douze agents d’accueil', 'Deux jours sur site'],
  },
  {
    libelle: /^description/i,
    apres: /conseil|étude/i,
    textes: ['Cadrage du projet', 'Étude des besoins des habitants'],
  },
  { libelle: /^description/i, textes: ['Mise en service du portail', 'Première année', 'Reprise des données'] },
  { libelle: /installer/i, textes: ['Un monte-meubles', 'Une base de vie de chantier', 'Une palissade'] },
  { libelle: /^nom$/i, textes: ['Commune de Courpière', 'Commune de Lezoux', 'Commune de Pont-du-Château'] },
]

/** Longer texts. */
export const TEXTES_LONGS: readonly Regle[] = [
  {
    libelle: /aliments/i,
    textes: ['Arachide et fruits à coque.', 'Lait de vache.', 'Œuf, même cuit dans un gâteau.', 'Gluten.'],
  },
  {
    libelle: /travaux ou le déménagement/i,
    apres: /déménagement/i,
    textes: [
      'Déménagement d’un appartement au deuxième étage, sans ascenseur.',
      'Nous quittons notre maison pour un logement plus petit.',
    ],
  },
  {
    libelle: /travaux ou le déménagement/i,
    apres: /benne/i,
    textes: ['Évacuation de gravats après la rénovation d’un appartement.', 'Nous vidons le garage et la cave.'],
  },
  {
    libelle: /travaux ou le déménagement/i,
    textes: [
      'Réfection de la toiture côté rue.',
      'Ravalement de la façade, commandé par la copropriété.',
      'Remplacement des fenêtres du premier étage.',
    ],
  },
  {
    libelle: /quels moments/i,
    textes: [
      'Rue fermée le mardi de 8 h à 12 h, entre le n° 4 et le n° 10.',
      'Une voie réduite pendant deux heures, le premier jour.',
    ],
  },
  {
    libelle: /association/i,
    textes: [
      'Nous réunissons les habitants autour d’un jardin partagé et d’ateliers de cuisine.',
      'Nous proposons du sport adapté aux personnes âgées, deux fois par semaine.',
      'Nous prêtons des livres et nous lisons des histoires dans les écoles.',
    ],
  },
  {
    libelle: /cette aide/i,
    textes: [
      'Nous voulons ouvrir douze ateliers gratuits dans l’année.\nIls auront lieu dans les trois quartiers du nord.',
      'Nous voulons accueillir quinze familles de plus chaque mois.\nDeux bénévoles seront formés.',
      'Nous voulons acheter du matériel et le prêter aux habitants.',
    ],
  },
  {
    libelle: /changera/i,
    textes: [
      'Les familles inscriront leurs enfants en ligne, sans se déplacer.\nLes agents ne saisiront plus les dossiers deux fois.',
      'Les habitants prendront rendez-vous à toute heure. L’accueil sera plus calme le matin.',
      'Les associations réserveront les salles en ligne.\nElles verront tout de suite ce qui est libre.',
    ],
  },
  {
    libelle: /combien à chacun/i,
    textes: ['Département, 2 000 euros, demande en cours.', 'Commune, 800 euros, accordés.'],
  },
  { libelle: /lequel/i, textes: ['Un siège avec un dossier.', 'Une place de stationnement proche de l’entrée.'] },
]

/** What to write where no rule knows the label. */
export const TEXTES_AUTRES = ['Rien à signaler.', 'À préciser avec le service.', 'Comme convenu au téléphone.'] as const

/** What people write under « Autre ». */
export const AUTRES = ['Voisine', 'Cousin', 'Bénévole', 'Autre proche'] as const

/** The texts of the first rule that knows that label after that choice; the ordinary ones when none does. */
export function textesFor(
  regles: readonly Regle[],
  { libelle, apres }: { libelle: string; apres: string },
): readonly string[] {
  return (
    regles.find((regle) => regle.libelle.test(libelle) && (regle.apres?.test(apres) ?? true))?.textes ?? TEXTES_AUTRES
  )
}
