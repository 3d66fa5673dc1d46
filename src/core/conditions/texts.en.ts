import type { ConditionTexts } from './texts.ts'

/** The English words. */
export const en: ConditionTexts = {
  debut: { affichage: 'Shown if', ineligibilite: 'Filing refused if', routage: 'Application sent to this group if' },
  toujours: {
    affichage: 'Always shown.',
    ineligibilite: 'Filing always refused.',
    routage: 'Every application is sent to this group.',
  },
  jamais: {
    affichage: 'Never shown.',
    ineligibilite: 'Filing never refused.',
    routage: 'No application is sent to this group.',
  },
  et: 'and',
  ou: 'or',
  oui: 'Yes',
  non: 'No',
  autre: 'Other',
  questionSupprimee: 'a deleted question',
  quote: (text) => `“${text}”`,
  est: (valeur) => `is ${valeur}`,
  nEstPas: (valeur) => `is not ${valeur}`,
  vaut: {
    eq: (nombre) => `is ${nombre}`,
    neq: (nombre) => `is not ${nombre}`,
    lt: (nombre) => `is less than ${nombre}`,
    lte: (nombre) => `is at most ${nombre}`,
    gt: (nombre) => `is more than ${nombre}`,
    gte: (nombre) => `is at least ${nombre}`,
  },
  tombe: {
    eq: (jour) => `is ${jour}`,
    neq: (jour) => `is not ${jour}`,
    lt: (jour) => `is before ${jour}`,
    lte: (jour) => `is on or before ${jour}`,
    gt: (jour) => `is after ${jour}`,
    gte: (jour) => `is on or after ${jour}`,
  },
  comprend: (option) => `includes ${option}`,
  neComprendPas: (option) => `does not include ${option}`,
  dansDepartement: (departement) => `is in the département ${departement}`,
  pasDansDepartement: (departement) => `is not in the département ${departement}`,
  dansRegion: (region) => `is in the region ${region}`,
  pasDansRegion: (region) => `is not in the region ${region}`,
  problemes: {
    sourceInconnue: (champ) => `The condition depends on a question that does not exist (no.\u00a0${champ}).`,
    sourcePlusBas: (libelle) =>
      `The condition depends on ${libelle}, which does not stand above. A question may only depend on what comes before it.`,
    sourceDansRepetition: (libelle) =>
      `The condition depends on ${libelle}, which is inside a repeatable block: outside that block it has several answers.`,
    sourceInutilisable: (libelle) => `The condition depends on ${libelle}, whose answer cannot be used by a condition.`,
    operateurInapplicable: (libelle) => `This comparison does not apply to ${libelle}.`,
    constanteInvalide: (libelle, valeur) => `The value ${valeur} cannot be compared with the answer to ${libelle}.`,
    optionInconnue: (libelle, valeur) => `The choice ${valeur} is not one of those of ${libelle}.`,
    groupeVide: () => 'The condition has a group without any comparison.',
  },
}
