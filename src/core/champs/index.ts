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
import type { ContenuKind, FormReader, Lecteur, Parsed, QuestionKind, Saisie, Source } from './kind.ts'
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

/** A champ that only speaks. */
export type Contenu = Exclude<Champ, Question>

/** A champ that a row of a repetition may hold. */
export type Enfant = Repetition['champs'][number]

/** Whether the champ is answered. */
export function isQuestion(champ: Champ): champ is Question {
  return CHAMP_KINDS[champ.kind].role === 'question'
}
