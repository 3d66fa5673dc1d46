import { z } from 'zod'
import type { Langue } from '../texte.ts'
import { coreTexts } from '../texts.ts'
import { adresseKind } from './adresse.ts'
import { caseACocherKind } from './case-a-cocher.ts'
import { choixKind } from './choix.ts'
import { choixMultipleKind } from './choix-multiple.ts'
import { civiliteKind } from './civilite.ts'
import { communeKind } from './commune.ts'
import { courrielKind } from './courriel.ts'
import { dateKind } from './date.ts'
import { decimalKind } from './decimal.ts'
import { departementKind } from './departement.ts'
import { entierKind } from './entier.ts'
import { explicationKind } from './explication.ts'
import { ibanKind } from './iban.ts'
import type { FormReader, Lecteur, Parsed, QuestionKind, Saisie, Source } from './kind.ts'
import { ouiNonKind } from './oui-non.ts'
import { paysKind } from './pays.ts'
import { pieceKind } from './piece.ts'
import { regionKind } from './region.ts'
import { enfantSchemas, type Repetition, repetitionChampSchema, repetitionKind } from './repetition.ts'
import { sectionChampSchema, sectionKind } from './section.ts'
import { siretKind } from './siret.ts'
import { telephoneKind } from './telephone.ts'
import { texteKind } from './texte.ts'
import { texteLongKind } from './texte-long.ts'

export type { Repetition } from './repetition.ts'

/** Every kind of champ, in the order in which the studio offers them. */
export const CHAMP_KINDS = {
  texte: texteKind,
  texte_long: texteLongKind,
  entier: entierKind,
  decimal: decimalKind,
  date: dateKind,
  oui_non: ouiNonKind,
  case_a_cocher: caseACocherKind,
  choix: choixKind,
  choix_multiple: choixMultipleKind,
  civilite: civiliteKind,
  courriel: courrielKind,
  telephone: telephoneKind,
  iban: ibanKind,
  siret: siretKind,
  adresse: adresseKind,
  commune: communeKind,
  departement: departementKind,
  region: regionKind,
  pays: paysKind,
  piece: pieceKind,
  repetition: repetitionKind,
  section: sectionKind,
  explication: explicationKind,
} as const

/** Shape of a champ in a definition, whatever its kind. */
export const champSchema = z.discriminatedUnion('kind', [...enfantSchemas, repetitionChampSchema, sectionChampSchema])

/** A champ of a definition. */
export type Champ = z.infer<typeof champSchema>

type Kinds = typeof CHAMP_KINDS

/** The name of a kind of champ. */
export type ChampKindName = keyof Kinds

/** The name of a kind of champ that is answered. */
export type QuestionKindName = {
  [K in ChampKindName]: Kinds[K] extends { readonly role: 'question' } ? K : never
}[ChampKindName]

type ValeursByKind = {
  [K in QuestionKindName]: Kinds[K] extends QuestionKind<K, infer _S, infer V> ? V : never
}
type SettingsByKind = { [K in ChampKindName]: Extract<Champ, { readonly kind: K }> }

/** The champ of that kind. */
export type ChampOf<K extends ChampKindName> = SettingsByKind[K]

/** What an answer of that kind is worth once understood; plain JSON. */
export type ValeurOf<K extends QuestionKindName> = ValeursByKind[K]

/** Any value of any answer; plain JSON. */
export type Valeur = ValeurOf<QuestionKindName>

/** A champ that is answered, a repetition included. */
export type Question = ChampOf<QuestionKindName>

/** A champ that a row of a repetition may hold. */
export type Enfant = Repetition['champs'][number]

/** Whether the champ is answered. */
export function isQuestion(champ: Champ): champ is Question {
  return CHAMP_KINDS[champ.kind].role === 'question'
}

type QuestionKinds = {
  readonly [K in QuestionKindName]: QuestionKind<K, SettingsByKind[K], ValeursByKind[K]>
}
const QUESTION_KINDS: QuestionKinds = CHAMP_KINDS

/** The same champs as `ChampOf`, written so that the compiler relates each champ to its own kind. */
type Related<K extends QuestionKindName> = { [P in K]: SettingsByKind[P] & { readonly kind: P } }[K]

/** The answer to that champ as it stands in a posted form; nothing when the form did not ask. */
export function readChamp<K extends QuestionKindName>(form: FormReader, champ: Related<K>): Saisie | undefined {
  const kind: QuestionKinds[K] = QUESTION_KINDS[champ.kind]
  return kind.read(form, champ)
}

/** Understands an answer: blank, a value, or why there is none. Takes no account of `obligatoire`, the box to tick aside. */
export function parseChamp<K extends QuestionKindName>(
  saisie: Saisie,
  champ: Related<K>,
  lecteur: Lecteur,
): Parsed<ValeurOf<K>> {
  const kind: QuestionKinds[K] = QUESTION_KINDS[champ.kind]
  return kind.parse(saisie, champ, lecteur)
}

/** Shape of the value of that champ, for what comes from a store or from outside. */
export function valeurSchema<K extends QuestionKindName>(champ: Related<K>): z.ZodType<ValeurOf<K>> {
  const kind: QuestionKinds[K] = QUESTION_KINDS[champ.kind]
  return kind.valeur
}

/** The value in words; one that belongs to another kind (its champ changed since) is still shown as well as can be. */
export function formatChamp<K extends QuestionKindName>(valeur: unknown, champ: Related<K>, langue: Langue): string {
  const kind: QuestionKinds[K] = QUESTION_KINDS[champ.kind]
  const read = kind.valeur.safeParse(valeur)
  return read.success ? kind.format(read.data, champ, langue) : formatStranger(valeur, langue)
}

/** A way of typing that value; blank for one that belongs to another kind. */
export function unparseChamp<K extends QuestionKindName>(valeur: unknown, champ: Related<K>): Saisie {
  const kind: QuestionKinds[K] = QUESTION_KINDS[champ.kind]
  const read = kind.valeur.safeParse(valeur)
  return read.success ? kind.unparse(read.data, champ) : ''
}

/** What conditions see of a value; nothing when the kind is not a possible source or the value is not of that kind. */
export function sourceOf<K extends QuestionKindName>(valeur: unknown, champ: Related<K>): Source | undefined {
  const kind: QuestionKinds[K] = QUESTION_KINDS[champ.kind]
  if (!kind.source) return undefined
  const read = kind.valeur.safeParse(valeur)
  return read.success ? kind.source(read.data, champ) : undefined
}

/**
 * What conditions see of an answer as it was understood. Better than `sourceOf` while a dossier is being written: an
 * answer that cannot be filed may be known all the same (« Autre » not yet said, an unticked box, a date out of bounds).
 */
export function sourceOfParsed<K extends QuestionKindName>(
  parsed: Parsed<Valeur>,
  champ: Related<K>,
): Source | undefined {
  if (parsed.kind === 'vide') return undefined
  return parsed.kind === 'valeur' ? sourceOf(parsed.valeur, champ) : parsed.source
}

function formatStranger(valeur: unknown, langue: Langue): string {
  if (typeof valeur === 'boolean') return valeur ? coreTexts(langue).oui : coreTexts(langue).non
  if (typeof valeur === 'string' || typeof valeur === 'number') return String(valeur)
  if (typeof valeur !== 'object' || valeur === null) return ''
  return Object.values(valeur)
    .filter((each) => typeof each === 'string')
    .join('\n')
}
