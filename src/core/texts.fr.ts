import { formatJour } from './champs/format-jour.ts'
import type { Probleme, ProblemeCode } from './champs/kind.ts'
import { formatNombre } from './champs/nombre.ts'
import type { CoreTexts } from './texts.ts'

const NBSP = '\u00a0'

/** Every sentence of the core, in French. */
export const fr: CoreTexts = {
  probleme: (probleme, libelle) => PROBLEMES[probleme.code](quote(libelle), probleme.params ?? {}),
  oui: 'Oui',
  non: 'Non',
  cochee: 'Case cochée',
  nonCochee: 'Case non cochée',
  civilites: { 'M.': 'M.', Mme: 'Mme' },
  fichiers: (nombre) => `${nombre}${NBSP}${nombre < 2 ? 'fichier' : 'fichiers'}`,
  lignes: (nombre) => `${nombre}${NBSP}${nombre < 2 ? 'réponse' : 'réponses'}`,
}

type Params = NonNullable<Probleme['params']>

/** `champ` is the label between « ». */
const PROBLEMES: Readonly<Record<ProblemeCode, (champ: string, params: Params) => string>> = {
  requis: (champ) => `Répondez à ${champ}${NBSP}: une réponse est obligatoire.`,
  case_a_cocher_requise: (champ) => `Cochez la case ${champ} pour pouvoir continuer.`,
  trop_long: (champ, { max }) =>
    `Raccourcissez votre réponse à ${champ}${NBSP}: elle peut avoir ${nombre(max)}${NBSP}caractères au plus.`,
  entier_invalide: (champ) => `Indiquez un nombre entier, en chiffres et sans virgule, pour ${champ}, par exemple 12.`,
  decimal_invalide: (champ) =>
    `Indiquez un nombre en chiffres pour ${champ}, avec trois chiffres au plus après la virgule, par exemple 1234,5.`,
  trop_petit: (champ, { min }) => `Indiquez un nombre supérieur ou égal à ${nombre(min)} pour ${champ}.`,
  trop_grand: (champ, { max }) => `Indiquez un nombre inférieur ou égal à ${nombre(max)} pour ${champ}.`,
  positif: (champ) => `Indiquez un nombre positif ou nul pour ${champ}, par exemple 12.`,
  date_invalide: (champ) =>
    `Indiquez une date qui existe pour ${champ}, avec l’année en quatre chiffres, par exemple 27${NBSP}3${NBSP}1980.`,
  date_incomplete: (champ, { manque }) =>
    `Complétez la date de ${champ}${NBSP}: il manque ${listed(manque, PARTIES_DATE)}. Par exemple 27${NBSP}3${NBSP}1980.`,
  date_passee: (champ) => `Indiquez une date passée pour ${champ}${NBSP}: hier au plus tard.`,
  date_trop_tot: (champ, { min }) => `Indiquez une date à partir du ${jour(min)} pour ${champ}.`,
  date_trop_tard: (champ, { max }) => `Indiquez une date jusqu’au ${jour(max)} pour ${champ}.`,
  choix_inconnu: (champ) => `Choisissez parmi les réponses proposées pour ${champ}.`,
  autre_a_preciser: (champ) =>
    `Vous avez choisi ${quote('Autre')} pour ${champ}${NBSP}: précisez votre réponse en quelques mots.`,
  courriel_invalide: (champ) =>
    `Indiquez une adresse électronique complète pour ${champ}, par exemple prenom.nom@exemple.fr.`,
  telephone_invalide: (champ) =>
    `Indiquez un numéro de téléphone pour ${champ}, par exemple 06${NBSP}12${NBSP}34${NBSP}56${NBSP}78, ou avec l’indicatif du pays, par exemple +32${NBSP}470${NBSP}12${NBSP}34${NBSP}56.`,
  iban_invalide: (champ) =>
    `Vérifiez l’IBAN de ${champ}${NBSP}: recopiez-le en entier depuis votre relevé d’identité bancaire, par exemple FR76${NBSP}3000${NBSP}6000${NBSP}0112${NBSP}3456${NBSP}7890${NBSP}189.`,
  siret_invalide: (champ) =>
    `Vérifiez le SIRET de ${champ}${NBSP}: il a 14${NBSP}chiffres, par exemple 356${NBSP}000${NBSP}000${NBSP}00048.`,
  commune_inconnue: (champ, { texte, codePostal }) =>
    codePostal === undefined
      ? `Nous ne trouvons pas la commune ${quote(texte)} pour ${champ}. Indiquez son nom complet ou son code postal, par exemple Clermont-Ferrand ou 63000.`
      : `Nous ne trouvons pas de commune ${quote(texte)} avec le code postal ${codePostal} pour ${champ}. Vérifiez l’un et l’autre, par exemple 63000 et Clermont-Ferrand.`,
  commune_a_choisir: (champ, { texte, nombre: count }) =>
    `Choisissez votre commune pour ${champ}${NBSP}: ${nombre(count)}${NBSP}communes correspondent à ${quote(texte)}. Ajoutez le code postal, par exemple Saint-Denis (93200), ou choisissez dans la liste.`,
  code_inconnu: (champ) => `Choisissez dans la liste proposée pour ${champ}.`,
  adresse_incomplete: (champ, { manque }) =>
    `Complétez l’adresse de ${champ}${NBSP}: il manque ${listed(manque, PARTIES_ADRESSE)}. Par exemple 12${NBSP}rue des Écoles, 63000 Clermont-Ferrand.`,
  code_postal_invalide: (champ) =>
    `Vérifiez le code postal de ${champ}${NBSP}: en France il a 5${NBSP}chiffres, par exemple 63000.`,
  piece_type_refuse: (champ, { nom, types }) =>
    `Le fichier ${quote(nom)} n’est pas d’un format accepté pour ${champ}. Choisissez un fichier de l’un de ces formats${NBSP}: ${types}.`,
  piece_trop_grosse: (champ, { nom, octetsMax }) =>
    `Le fichier ${quote(nom)} est trop gros pour ${champ}. Choisissez un fichier de moins de ${taille(octetsMax)}, par exemple en réduisant la qualité de l’image.`,
  piece_trop_de_pixels: (champ, { nom }) =>
    `L’image ${quote(nom)} est trop grande pour ${champ}${NBSP}: elle a plus de 50${NBSP}millions de points. Réduisez-la, ou photographiez de nouveau le document.`,
  piece_archive_piegee: (champ, { nom }) =>
    `Le fichier ${quote(nom)} ne peut pas être joint à ${champ}${NBSP}: une fois déplié, il dépasse 200${NBSP}Mo ou 1${NBSP}000${NBSP}éléments, ou il contient une autre archive. Joignez les documents un par un.`,
  piece_macros: (champ, { nom }) =>
    `Le fichier ${quote(nom)} contient des macros, qui ne sont pas acceptées pour ${champ}. Enregistrez-le sans macros ou en PDF, puis joignez-le de nouveau.`,
  piece_abimee: (champ, { nom }) =>
    `Le fichier ${quote(nom)}, joint à ${champ}, est incomplet ou abîmé. Ouvrez-le sur votre appareil, enregistrez-le de nouveau, puis joignez-le.`,
  pieces_trop_nombreuses: (champ, { max }) =>
    `Retirez des fichiers de ${champ}${NBSP}: vous pouvez en joindre ${nombre(max)} au plus.`,
  repetition_vide: (champ) => `Ajoutez au moins une réponse à ${champ}.`,
  repetition_trop_courte: (champ, { min }) =>
    `Ajoutez des réponses à ${champ}${NBSP}: il en faut au moins ${nombre(min)}.`,
  repetition_trop_longue: (champ, { max }) =>
    `Retirez des réponses de ${champ}${NBSP}: vous pouvez en donner ${nombre(max)} au plus.`,
}

const PARTIES_DATE: Readonly<Record<string, string>> = { jour: 'le jour', mois: 'le mois', annee: 'l’année' }
const PARTIES_ADRESSE: Readonly<Record<string, string>> = {
  voie: 'le numéro et la rue',
  codePostal: 'le code postal',
  commune: 'la commune ou la ville',
}

type Param = string | number | undefined

function quote(text: Param): string {
  return `«${NBSP}${text ?? ''}${NBSP}»`
}

function nombre(value: Param): string {
  return formatNombre(String(value ?? ''), 'fr')
}

function jour(value: Param): string {
  return formatJour(String(value ?? ''), 'fr')
}

function taille(octets: Param): string {
  const size = Number(octets)
  if (size < 1000) return `${size}${NBSP}octets`
  return size < 1_000_000
    ? `${nombre(Math.floor(size / 1000))}${NBSP}ko`
    : `${nombre(Math.floor(size / 100_000) / 10)}${NBSP}Mo`
}

function listed(keys: Param, words: Readonly<Record<string, string>>): string {
  const parts = String(keys ?? '')
    .split(',')
    .map((key) => words[key] ?? key)
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} et ${last}`
}
