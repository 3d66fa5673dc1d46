import type { SchemaTexts } from './texts.ts'

const TYPES = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
])
const UNITS = { caracteres: '\u00a0characters', elements: '\u00a0elements', nombre: '' }

/** The English sentences. */
export const en: SchemaTexts = {
  illisible: 'This document does not define a démarche: it is nested too deep, or is not an object.',
  formatInconnu: (format) => `Format ${format} is not known to this version of Parvis.`,
  typeAttendu: (type) => `What is expected here is ${TYPES.get(type) ?? 'another sort of value'}.`,
  manquant: 'This information is missing.',
  valeursAttendues: (valeurs) => `One of these values is expected here: ${valeurs.join(', ')}.`,
  clesInconnues: (cles) => `Some information is not known: ${cles.join(', ')}.`,
  tropGrand: (max, unite) => `This is too much: ${max}${UNITS[unite]} at most.`,
  tropGrandStrict: (max) => `This is too much: less than ${max}.`,
  tropPetit: (min, unite) => `This is not enough: ${min}${UNITS[unite]} at least.`,
  tropPetitStrict: (min) => `This is not enough: more than ${min}.`,
  adresseWebInvalide: 'A complete web address is expected here, such as https://www.legifrance.gouv.fr.',
  conditionTropProfonde: 'This condition has too many groups inside one another: twenty levels at most.',
  invalide: 'This value is not allowed here.',
  idDouble: (champ) => `Two fields have the same identifier (${champ}).`,
  libelleVide: 'A label in French is needed.',
  sectionNiveauSaute: (niveau) =>
    `A title of level ${niveau} must come after one of level ${niveau - 1}: no level may be skipped.`,
  repetitionSansChamp: 'This repeatable block holds no question.',
  choixSansOption: 'This list of choices has no option.',
}
