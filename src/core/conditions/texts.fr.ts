import type { ConditionTexts } from './texts.ts'

/** The French words. */
export const fr: ConditionTexts = {
  debut: { affichage: 'Affichée si', ineligibilite: 'Dépôt refusé si', routage: 'Dossier confié à ce groupe si' },
  toujours: {
    affichage: 'Toujours affichée.',
    ineligibilite: 'Dépôt toujours refusé.',
    routage: 'Tout dossier est confié à ce groupe.',
  },
  jamais: {
    affichage: 'Jamais affichée.',
    ineligibilite: 'Dépôt jamais refusé.',
    routage: 'Aucun dossier n’est confié à ce groupe.',
  },
  et: 'et',
  ou: 'ou',
  oui: 'Oui',
  non: 'Non',
  autre: 'Autre',
  questionSupprimee: 'une question supprimée',
  quote: (text) => `«\u00a0${text}\u00a0»`,
  est: (valeur) => `est ${valeur}`,
  nEstPas: (valeur) => `n’est pas ${valeur}`,
  vaut: {
    eq: (nombre) => `vaut ${nombre}`,
    neq: (nombre) => `ne vaut pas ${nombre}`,
    lt: (nombre) => `vaut moins de ${nombre}`,
    lte: (nombre) => `vaut au plus ${nombre}`,
    gt: (nombre) => `vaut plus de ${nombre}`,
    gte: (nombre) => `vaut au moins ${nombre}`,
  },
  tombe: {
    eq: (jour) => `est le ${jour}`,
    neq: (jour) => `n’est pas le ${jour}`,
    lt: (jour) => `est avant le ${jour}`,
    lte: (jour) => `est le ${jour} ou avant`,
    gt: (jour) => `est après le ${jour}`,
    gte: (jour) => `est le ${jour} ou après`,
  },
  comprend: (option) => `comprend ${option}`,
  neComprendPas: (option) => `ne comprend pas ${option}`,
  dansDepartement: (departement) => `est dans le département ${departement}`,
  pasDansDepartement: (departement) => `n’est pas dans le département ${departement}`,
  dansRegion: (region) => `est dans la région ${region}`,
  pasDansRegion: (region) => `n’est pas dans la région ${region}`,
  problemes: {
    sourceInconnue: (champ) => `La condition dépend d’une question qui n’existe pas (n°\u00a0${champ}).`,
    sourcePlusBas: (libelle) =>
      `La condition dépend de ${libelle}, qui n’est pas au-dessus. Une question ne peut dépendre que de ce qui la précède.`,
    sourceDansRepetition: (libelle) =>
      `La condition dépend de ${libelle}, qui est dans un bloc répétable : hors de ce bloc, elle a plusieurs réponses.`,
    sourceInutilisable: (libelle) =>
      `La condition dépend de ${libelle}, dont la réponse ne peut pas servir à une condition.`,
    operateurInapplicable: (libelle) => `Cette comparaison ne s’applique pas à ${libelle}.`,
    constanteInvalide: (libelle, valeur) => `La valeur ${valeur} ne peut pas être comparée à la réponse à ${libelle}.`,
    optionInconnue: (libelle, valeur) => `Le choix ${valeur} ne fait pas partie de ceux de ${libelle}.`,
    groupeVide: () => 'La condition contient un groupe sans aucune comparaison.',
  },
}
