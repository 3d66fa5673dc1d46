import type { z } from 'zod'
import type { Jour } from '../jour.ts'
import type { Langue } from '../texte.ts'

/**
 * What a person typed for one champ, kept as typed: one text, several ticked options, or the named parts of a champ
 * that is asked in several inputs (a date, an address).
 */
export type Saisie = string | readonly string[] | { readonly [partie: string]: string }

/** The fields of one champ in a posted form: `c<id>` is the main one, `c<id>-<partie>` each part. */
export interface FormReader {
  /** The last value sent under that name, or nothing. */
  one(partie?: string): string | undefined
  /** All the values sent under the main name, in order. */
  all(): readonly string[]
}

/** A file already received and kept, as a definition sees it. */
export interface Piece {
  readonly id: string
  readonly nom: string
  /** The media type found in the bytes, never the one declared by the browser. */
  readonly type: string
  readonly octets: number
}

/** A commune of the official geographic code. */
export interface Commune {
  readonly code: string
  readonly nom: string
  readonly codesPostaux: readonly string[]
  readonly codeDepartement: string
  readonly codeRegion: string
}

/** A département of the official geographic code. */
export interface Departement {
  readonly code: string
  readonly nom: string
  readonly codeRegion: string
}

/** A région of the official geographic code. */
export interface Region {
  readonly code: string
  readonly nom: string
}

/** The official lists, given as an argument because `core` reads nothing by itself. Every look-up is exact. */
export interface Referentiels {
  commune(code: string): Commune | undefined
  /** Communes whose name (accents, case and hyphens apart) or postal code is exactly this text; at most 50. */
  communesNamed(texte: string): readonly Commune[]
  departement(code: string): Departement | undefined
  departements(): readonly Departement[]
  region(code: string): Region | undefined
  regions(): readonly Region[]
  /** True for an ISO 3166-1 alpha-2 code in use. */
  isPays(code: string): boolean
  pays(): readonly string[]
}

/** Everything outside the champ that reading an answer may need. */
export interface Lecteur {
  readonly today: Jour
  readonly referentiels: Referentiels
}

/** Why an answer cannot be kept at filing. The sentence is in the catalogue of `core/texts`, under `code`. */
export interface Probleme {
  readonly code: ProblemeCode
  /** What the sentence mentions: a bound, an option, a size in bytes… */
  readonly params?: Readonly<Record<string, string | number>>
}

/** Every reason for which an answer may be refused. */
export type ProblemeCode =
  | 'requis'
  | 'case_a_cocher_requise'
  | 'trop_long'
  | 'entier_invalide'
  | 'decimal_invalide'
  | 'trop_petit'
  | 'trop_grand'
  | 'positif'
  | 'date_invalide'
  | 'date_incomplete'
  | 'date_passee'
  | 'date_trop_tot'
  | 'date_trop_tard'
  | 'choix_inconnu'
  | 'autre_a_preciser'
  | 'courriel_invalide'
  | 'telephone_invalide'
  | 'iban_invalide'
  | 'siret_invalide'
  | 'commune_inconnue'
  | 'commune_a_choisir'
  | 'code_inconnu'
  | 'adresse_incomplete'
  | 'code_postal_invalide'
  | 'piece_type_refuse'
  | 'piece_trop_grosse'
  | 'piece_trop_de_pixels'
  | 'piece_archive_piegee'
  | 'piece_macros'
  | 'piece_abimee'
  | 'pieces_trop_nombreuses'
  | 'repetition_vide'
  | 'repetition_trop_courte'
  | 'repetition_trop_longue'

/** What reading an answer gives: nothing was typed, a value, or the reason why there is none. */
export type Parsed<V> =
  | { readonly kind: 'vide' }
  | { readonly kind: 'valeur'; readonly valeur: V }
  | {
      readonly kind: 'probleme'
      readonly probleme: Probleme
      /** What conditions see meanwhile, when the answer is known though it cannot be filed: a date out of bounds, « Autre » not yet said. */
      readonly source?: Source
    }

/** What a value is to a condition; the operators that apply depend on `type`. */
export type Source =
  | { readonly type: 'booleen'; readonly valeur: boolean }
  /** Canonical decimal text: conditions compare exactly, never through floats. */
  | { readonly type: 'nombre'; readonly valeur: string }
  | { readonly type: 'date'; readonly valeur: Jour }
  | { readonly type: 'texte'; readonly valeur: string }
  | { readonly type: 'liste'; readonly valeur: readonly string[] }
  /** `code` is that of the commune, département, région or pays. */
  | { readonly type: 'lieu'; readonly code: string; readonly departement?: string; readonly region?: string }

/**
 * A kind of champ that is answered: everything Parvis knows about it, in one file. Adding a kind is adding a file and
 * naming it in `index.ts`.
 *
 * Laws, held by property tests: `parse(unparse(v))` gives `v` back for any `v` that `parse` gave,
 * `valeur.parse(JSON.parse(JSON.stringify(v)))` too, and no function throws whatever it is given.
 */
export interface QuestionKind<
  Kind extends string,
  Settings extends { readonly kind: Kind; readonly obligatoire: boolean },
  Valeur,
> {
  readonly role: 'question'
  readonly kind: Kind
  /** Shape of the champ in a definition, settings included. Strict: an unknown key is refused. */
  readonly settings: z.ZodType<Settings>
  /** Shape of the value as it is stored and exchanged. */
  readonly valeur: z.ZodType<Valeur>
  /** The named inputs, besides the main one, that the champ is asked in. Empty for most. */
  readonly parties: readonly string[]
  /** The answer as it stands in a posted form; nothing when the form did not ask. An unticked box is `'false'`, no option is `[]`. */
  read(form: FormReader, champ: Settings): Saisie | undefined
  parse(saisie: Saisie, champ: Settings, lecteur: Lecteur): Parsed<Valeur>
  /** A way of typing that value: the inverse of `parse`. */
  unparse(valeur: Valeur, champ: Settings): Saisie
  /** The value for reading, in words; several lines are separated by `\n`. */
  format(valeur: Valeur, champ: Settings, langue: Langue): string
  /** What conditions see of the value; absent when the kind is not a possible source. */
  source?(valeur: Valeur, champ: Settings): Source
}

/** A kind of champ that only speaks (a title, an explanation): it has settings and nothing to fill in. */
export interface ContenuKind<Kind extends string, Settings extends { readonly kind: Kind }> {
  readonly role: 'contenu'
  readonly kind: Kind
  readonly settings: z.ZodType<Settings>
}
