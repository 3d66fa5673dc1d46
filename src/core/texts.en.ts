import { formatJour } from './champs/format-jour.ts'
import type { Probleme, ProblemeCode } from './champs/kind.ts'
import { formatNombre } from './champs/nombre.ts'
import type { CoreTexts } from './texts.ts'

const NBSP = '\u00a0'

/** Every sentence of the core, in English. */
export const en: CoreTexts = {
  probleme: (probleme, libelle) => PROBLEMES[probleme.code](quote(libelle), probleme.params ?? {}),
  oui: 'Yes',
  non: 'No',
  cochee: 'Box ticked',
  nonCochee: 'Box not ticked',
  civilites: { 'M.': 'Mr', Mme: 'Ms' },
  fichiers: (nombre) => `${nombre} ${nombre === 1 ? 'file' : 'files'}`,
  lignes: (nombre) => `${nombre} ${nombre === 1 ? 'entry' : 'entries'}`,
}

type Params = NonNullable<Probleme['params']>

/** `champ` is the label between quotation marks. */
const PROBLEMES: Readonly<Record<ProblemeCode, (champ: string, params: Params) => string>> = {
  requis: (champ) => `Answer ${champ}: an answer is required.`,
  case_a_cocher_requise: (champ) => `Tick the box ${champ} to be able to continue.`,
  trop_long: (champ, { max }) => `Shorten your answer to ${champ}: it may have at most ${nombre(max)} characters.`,
  entier_invalide: (champ) => `Enter a whole number, in figures, for ${champ}, for example 12.`,
  decimal_invalide: (champ) =>
    `Enter a number in figures for ${champ}, with at most three decimal places, for example 1234.5.`,
  trop_petit: (champ, { min }) => `Enter a number that is ${nombre(min)} or more for ${champ}.`,
  trop_grand: (champ, { max }) => `Enter a number that is ${nombre(max)} or less for ${champ}.`,
  positif: (champ) => `Enter zero or a positive number for ${champ}, for example 12.`,
  date_invalide: (champ) =>
    `Enter a date that exists for ${champ}, day first and with a four-digit year, for example 27${NBSP}3${NBSP}1980.`,
  date_incomplete: (champ, { manque }) =>
    `Complete the date for ${champ}: ${listed(manque, PARTIES_DATE)} missing. For example 27${NBSP}3${NBSP}1980.`,
  date_passee: (champ) => `Enter a date in the past for ${champ}: yesterday at the latest.`,
  date_trop_tot: (champ, { min }) => `Enter a date on or after ${jour(min)} for ${champ}.`,
  date_trop_tard: (champ, { max }) => `Enter a date on or before ${jour(max)} for ${champ}.`,
  choix_inconnu: (champ) => `Choose one of the answers offered for ${champ}.`,
  autre_a_preciser: (champ) => `You chose ${quote('Other')} for ${champ}: tell us your answer in a few words.`,
  courriel_invalide: (champ) => `Enter a complete e-mail address for ${champ}, for example name.surname@example.com.`,
  telephone_invalide: (champ) =>
    `Enter a telephone number for ${champ}, for example 06${NBSP}12${NBSP}34${NBSP}56${NBSP}78, or with its country code, for example +44${NBSP}7400${NBSP}123456.`,
  iban_invalide: (champ) =>
    `Check the IBAN for ${champ}: copy all of it from your bank details, for example FR76${NBSP}3000${NBSP}6000${NBSP}0112${NBSP}3456${NBSP}7890${NBSP}189.`,
  siret_invalide: (champ) =>
    `Check the SIRET number for ${champ}: it has 14 digits, for example 356${NBSP}000${NBSP}000${NBSP}00048.`,
  commune_inconnue: (champ, { texte, codePostal }) =>
    codePostal === undefined
      ? `We cannot find the commune ${quote(texte)} for ${champ}. Enter its full name or its postcode, for example Clermont-Ferrand or 63000.`
      : `We cannot find a commune ${quote(texte)} with the postcode ${codePostal} for ${champ}. Check both, for example 63000 and Clermont-Ferrand.`,
  commune_a_choisir: (champ, { texte, nombre: count }) =>
    `Choose your commune for ${champ}: ${nombre(count)} communes match ${quote(texte)}. Add the postcode, for example Saint-Denis (93200), or choose from the list.`,
  code_inconnu: (champ) => `Choose from the list offered for ${champ}.`,
  adresse_incomplete: (champ, { manque }) =>
    `Complete the address for ${champ}: ${listed(manque, PARTIES_ADRESSE)} missing. For example 12 rue des Écoles, 63000 Clermont-Ferrand.`,
  code_postal_invalide: (champ) => `Check the postcode for ${champ}: in France it has 5 digits, for example 63000.`,
  piece_type_refuse: (champ, { nom, types }) =>
    `The format of the file ${quote(nom)} is not accepted for ${champ}. Choose a file in one of these formats: ${types}.`,
  piece_trop_grosse: (champ, { nom, octetsMax }) =>
    `The file ${quote(nom)} is too large for ${champ}. Choose a file smaller than ${taille(octetsMax)}, for example by lowering the quality of the image.`,
  piece_trop_de_pixels: (champ, { nom }) =>
    `The image ${quote(nom)} is too large for ${champ}: it has more than 50 million pixels. Make it smaller, or photograph the document again.`,
  piece_archive_piegee: (champ, { nom }) =>
    `The file ${quote(nom)} cannot be attached to ${champ}: once unpacked, it exceeds 200 MB or 1,000 items, or it contains another archive. Attach the documents one by one.`,
  piece_macros: (champ, { nom }) =>
    `The file ${quote(nom)} contains macros, which are not accepted for ${champ}. Save it without macros or as a PDF, then attach it again.`,
  piece_abimee: (champ, { nom }) =>
    `The file ${quote(nom)}, attached to ${champ}, is incomplete or damaged. Open it on your device, save it again, then attach it.`,
  pieces_trop_nombreuses: (champ, { max }) => `Remove files from ${champ}: you can attach ${nombre(max)} at most.`,
  repetition_vide: (champ) => `Add at least one entry to ${champ}.`,
  repetition_trop_courte: (champ, { min }) => `Add entries to ${champ}: at least ${nombre(min)} are needed.`,
  repetition_trop_longue: (champ, { max }) => `Remove entries from ${champ}: you can give ${nombre(max)} at most.`,
}

const PARTIES_DATE: Readonly<Record<string, string>> = { jour: 'the day', mois: 'the month', annee: 'the year' }
const PARTIES_ADRESSE: Readonly<Record<string, string>> = {
  voie: 'the number and street',
  codePostal: 'the postcode',
  commune: 'the commune or town',
}

type Param = string | number | undefined

function quote(text: Param): string {
  return `“${text ?? ''}”`
}

function nombre(value: Param): string {
  return formatNombre(String(value ?? ''), 'en')
}

function jour(value: Param): string {
  return formatJour(String(value ?? ''), 'en')
}

function taille(octets: Param): string {
  const size = Number(octets)
  if (size < 1000) return `${size} bytes`
  return size < 1_000_000 ? `${nombre(Math.floor(size / 1000))} kB` : `${nombre(Math.floor(size / 100_000) / 10)} MB`
}

function listed(keys: Param, words: Readonly<Record<string, string>>): string {
  const parts = String(keys ?? '')
    .split(',')
    .map((key) => words[key] ?? key)
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? `${last} is` : `${parts.slice(0, -1).join(', ')} and ${last} are`
}
