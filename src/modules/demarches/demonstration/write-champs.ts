import type { ChampOf, Enfant } from '../../../core/champs/index.ts'
import type { Condition } from '../../../core/conditions/condition.ts'
import type { Texte } from '../../../core/texte.ts'

/** A text in French and in English, and in easy-to-read French when there is a third one. */
export function t(fr: string, en: string, falc?: string): Texte {
  return falc === undefined ? { fr, en } : { fr, en, falc }
}

/** What any question may say besides its label; it is mandatory and always shown unless told otherwise. */
interface Precisions {
  readonly aide?: Texte
  readonly facultatif?: true
  /** Shown only if. */
  readonly si?: Condition
  readonly sensible?: true
  readonly autocomplete?: string
}

interface Bornes {
  readonly minimum?: number
  readonly maximum?: number
}

function base(id: number, libelle: Texte, { aide, facultatif, si, sensible, autocomplete }: Precisions) {
  return {
    id,
    libelle,
    obligatoire: facultatif === undefined,
    ...(aide && { aide }),
    ...(si && { condition: si }),
    ...(sensible && { sensible }),
    ...(autocomplete !== undefined && { autocomplete }),
  }
}

/** Title of a step. */
export function section(id: number, libelle: Texte, { aide }: { readonly aide?: Texte } = {}): ChampOf<'section'> {
  return { kind: 'section', id, libelle, niveau: 1, ...(aide && { aide }) }
}

/** A text among the questions. */
export function explication(
  id: number,
  libelle: Texte,
  texte: Texte,
  { si }: { readonly si?: Condition } = {},
): ChampOf<'explication'> {
  return { kind: 'explication', id, libelle, texte, ...(si && { condition: si }) }
}

/** One line of text. */
export function texte(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'texte'> {
  return { kind: 'texte', ...base(id, libelle, precisions) }
}

/** Several lines of text, counted up to 2 000 characters. */
export function texteLong(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'texte_long'> {
  return { kind: 'texte_long', ...base(id, libelle, precisions), longueurMax: 2000 }
}

/** A whole number; both bounds belong to the range. */
export function entier(id: number, libelle: Texte, precisions: Precisions & Bornes = {}): ChampOf<'entier'> {
  const { minimum: min, maximum: max } = precisions
  return { kind: 'entier', ...base(id, libelle, precisions), ...defined({ min }), ...defined({ max }) }
}

/** A number with decimals; both bounds belong to the range. */
export function decimal(id: number, libelle: Texte, precisions: Precisions & Bornes = {}): ChampOf<'decimal'> {
  const min = precisions.minimum?.toString()
  const max = precisions.maximum?.toString()
  return { kind: 'decimal', ...base(id, libelle, precisions), ...defined({ min }), ...defined({ max }) }
}

/** A day. `passee`: strictly before today. */
export function date(
  id: number,
  libelle: Texte,
  precisions: Precisions & { readonly passee?: true } = {},
): ChampOf<'date'> {
  return { kind: 'date', ...base(id, libelle, precisions), ...(precisions.passee && { passee: true }) }
}

/** Yes or no. */
export function ouiNon(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'oui_non'> {
  return { kind: 'oui_non', ...base(id, libelle, precisions) }
}

/** A box that must be ticked, unless it is `facultatif`. */
export function caseACocher(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'case_a_cocher'> {
  return { kind: 'case_a_cocher', ...base(id, libelle, precisions) }
}

/** One option among several; what is stored is its French text. */
export function choix(
  id: number,
  libelle: Texte,
  precisions: Precisions & { readonly options: readonly Texte[]; readonly autre?: true },
): ChampOf<'choix'> {
  const options = precisions.options.map(optionOf)
  return { kind: 'choix', ...base(id, libelle, precisions), options, ...(precisions.autre && { autre: true }) }
}

/** Any number of options; what is stored is their French texts. */
export function choixMultiple(
  id: number,
  libelle: Texte,
  precisions: Precisions & { readonly options: readonly Texte[] },
): ChampOf<'choix_multiple'> {
  return { kind: 'choix_multiple', ...base(id, libelle, precisions), options: precisions.options.map(optionOf) }
}

/** An e-mail address. */
export function courriel(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'courriel'> {
  return { kind: 'courriel', ...base(id, libelle, precisions) }
}

/** A telephone number. */
export function telephone(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'telephone'> {
  return { kind: 'telephone', ...base(id, libelle, precisions) }
}

/** A bank account. */
export function iban(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'iban'> {
  return { kind: 'iban', ...base(id, libelle, precisions) }
}

/** An establishment. */
export function siret(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'siret'> {
  return { kind: 'siret', ...base(id, libelle, precisions) }
}

/** A postal address. */
export function adresse(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'adresse'> {
  return { kind: 'adresse', ...base(id, libelle, precisions) }
}

/** A commune of the official code. */
export function commune(id: number, libelle: Texte, precisions: Precisions = {}): ChampOf<'commune'> {
  return { kind: 'commune', ...base(id, libelle, precisions) }
}

/** One file of those families, below 20 Mo, or up to `maximum` files. */
export function piece(
  id: number,
  libelle: Texte,
  precisions: Precisions & { readonly formats: NonNullable<ChampOf<'piece'>['types']>; readonly maximum?: number },
): ChampOf<'piece'> {
  const { formats, maximum = 1 } = precisions
  const octetsMax = 20_000_000
  return { kind: 'piece', ...base(id, libelle, precisions), types: formats, octetsMax, nombreMax: maximum }
}

/** A block answered as many times as needed. */
export function repetition(
  id: number,
  libelle: Texte,
  precisions: Precisions & { readonly champs: readonly Enfant[]; readonly maximum: number },
): ChampOf<'repetition'> {
  const { champs, maximum } = precisions
  return { kind: 'repetition', ...base(id, libelle, precisions), champs: [...champs], min: 0, max: maximum }
}

/** The answer is exactly that: a boolean, an option, a code. */
export function est(champ: number, valeur: boolean | string): Condition {
  return { op: 'eq', champ, valeur }
}

/** That option is ticked. */
export function contient(champ: number, valeur: string): Condition {
  return { op: 'include', champ, valeur }
}

/** The number is strictly greater. */
export function plusDe(champ: number, valeur: string): Condition {
  return { op: 'gt', champ, valeur }
}

/** The number is that one or more. */
export function auMoins(champ: number, valeur: string): Condition {
  return { op: 'gte', champ, valeur }
}

/** One of them is true. */
export function uneDe(...conditions: readonly Condition[]): Condition {
  return { op: 'or', conditions }
}

function optionOf(libelle: Texte): { readonly valeur: string; readonly libelle: Texte } {
  return { valeur: libelle.fr, libelle }
}

/** Only the keys that have a value, as exact optional properties want. */
function defined<Key extends string, Value>(entry: Readonly<Record<Key, Value | undefined>>): { [K in Key]?: Value } {
  const kept: { [K in Key]?: Value } = {}
  for (const key in entry) if (entry[key] !== undefined) kept[key] = entry[key]
  return kept
}
