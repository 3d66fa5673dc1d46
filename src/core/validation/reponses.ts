import type { Valeur } from '../champs/index.ts'
import type { Piece, Saisie } from '../champs/kind.ts'

/**
 * Answers as they were typed, by key (`"12"`, or `"12.<ULID>"` in a row). The key of a repetition itself holds the list
 * of its rows. Files are not here: see `Pieces`.
 */
export type Saisies = Readonly<Record<string, Saisie>>

/** Files already received, by key, in the order they came. */
export type Pieces = Readonly<Record<string, readonly Piece[]>>

/** Answers once understood, by key, as they are kept at filing. */
export type Valeurs = Readonly<Record<string, Valeur>>
