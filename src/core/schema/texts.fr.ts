import type { SchemaTexts } from './texts.ts'

const TYPES = new Map([
  ['string', 'un texte'],
  ['number', 'un nombre'],
  ['int', 'un nombre entier'],
  ['boolean', 'vrai ou faux'],
  ['array', 'une liste'],
  ['object', 'un objet'],
])
const UNITES = { caracteres: '\u00a0caractères', elements: '\u00a0éléments', nombre: '' }

/** The French sentences. */
export const fr: SchemaTexts = {
  illisible: 'Ce document n’est pas une définition de démarche : il est trop profond, ou n’est pas un objet.',
  formatInconnu: (format) => `Le format ${format} n’est pas connu de cette version de Parvis.`,
  typeAttendu: (type) => `Il faut ici ${TYPES.get(type) ?? 'une autre sorte de valeur'}.`,
  manquant: 'Cette information manque.',
  valeursAttendues: (valeurs) => `Il faut ici une de ces valeurs : ${valeurs.join(', ')}.`,
  clesInconnues: (cles) => `Il y a des informations inconnues : ${cles.join(', ')}.`,
  tropGrand: (max, unite) => `C’est trop : ${max}${UNITES[unite]} au plus.`,
  tropGrandStrict: (max) => `C’est trop : moins de ${max}.`,
  tropPetit: (min, unite) => `Ce n’est pas assez : ${min}${UNITES[unite]} au moins.`,
  tropPetitStrict: (min) => `Ce n’est pas assez : plus de ${min}.`,
  adresseWebInvalide: 'Il faut ici une adresse web complète, par exemple https://www.legifrance.gouv.fr.',
  conditionTropProfonde: 'Cette condition a trop de groupes les uns dans les autres : vingt niveaux au plus.',
  invalide: 'Cette valeur n’est pas permise ici.',
  idDouble: (champ) => `Deux champs portent le même identifiant (${champ}).`,
  libelleVide: 'Il faut un libellé en français.',
  sectionNiveauSaute: (niveau) =>
    `Un titre de niveau ${niveau} doit être précédé d’un titre de niveau ${niveau - 1} : aucun niveau ne peut être sauté.`,
  repetitionSansChamp: 'Ce bloc répétable ne contient aucune question.',
  choixSansOption: 'Cette liste de choix n’a aucune option.',
}
