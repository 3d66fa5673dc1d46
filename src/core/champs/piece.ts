import { z } from 'zod'
import { coreTexts } from '../texts.ts'
import { questionBase } from './base.ts'
import { FAMILLE_NAMES, FAMILLES, isOfFamille } from './familles.ts'
import type { Piece, Probleme, QuestionKind } from './kind.ts'
import { found, isBlank, listOf, refused, VIDE } from './saisie.ts'

/** The size that a file must not reach unless the author wants less: 200 Mo. */
export const OCTETS_MAX = 200_000_000

// Definitions of before hold limits counted 1024 by 1024: they are read as they are.
const OCTETS_READ_MAX = 200 * 1024 * 1024

/** Files that a champ takes unless the author says otherwise. */
const NOMBRE_PAR_DEFAUT = 10

/** A champ answered by files. */
export const pieceChampSchema = z.strictObject({
  kind: z.literal('piece'),
  ...questionBase,
  /** Accepted families; any known type without it. */
  types: z.array(z.enum(FAMILLE_NAMES)).min(1).max(FAMILLE_NAMES.length).optional(),
  /** Each file is strictly smaller. */
  octetsMax: z.int().positive().max(OCTETS_READ_MAX).default(OCTETS_MAX),
  nombreMax: z.int().positive().max(100).default(NOMBRE_PAR_DEFAUT),
})

/** A champ answered by files. */
export type PieceChamp = z.infer<typeof pieceChampSchema>

const PIECE_ID = /^[0-9A-Za-z_-]{1,64}$/

/** Files, known by their ids in the order they came. Types and sizes need the files themselves: see `checkPieces`. */
export const pieceKind: QuestionKind<'piece', PieceChamp, readonly string[]> = {
  role: 'question',
  kind: 'piece',
  settings: pieceChampSchema,
  valeur: z.array(z.string().regex(PIECE_ID)).min(1).max(100).readonly(),
  parties: [],
  read: (form) => form.all().filter((each) => each !== ''),
  parse(saisie, champ) {
    const ids = [...new Set(listOf(saisie))].filter((id) => !isBlank(id))
    if (ids.length === 0) return VIDE
    if (ids.length > champ.nombreMax) return refused('pieces_trop_nombreuses', { max: champ.nombreMax })
    return ids.every((id) => PIECE_ID.test(id)) ? found(ids) : refused('code_inconnu')
  },
  unparse: (valeur) => valeur,
  format: (valeur, _champ, langue) => coreTexts(langue).fichiers(valeur.length),
}

/** The first reason why these files cannot be kept for that champ: too many, a type, a size. */
export function checkPieces(pieces: readonly Piece[], champ: PieceChamp): Probleme | undefined {
  if (pieces.length > champ.nombreMax) return { code: 'pieces_trop_nombreuses', params: { max: champ.nombreMax } }
  const { types, octetsMax } = champ
  for (const piece of pieces) {
    const { nom } = piece
    if (types && !types.some((famille) => isOfFamille(piece, famille))) {
      return { code: 'piece_type_refuse', params: { nom, types: extensionsOf(champ).join(', ') } }
    }
    if (piece.octets >= octetsMax) return { code: 'piece_trop_grosse', params: { nom, octetsMax } }
  }
  return undefined
}

/** Endings of names to suggest, without the point and each once; none when every known type is accepted. */
export function extensionsOf(champ: PieceChamp): readonly string[] {
  return [...new Set((champ.types ?? []).flatMap((famille): readonly string[] => FAMILLES[famille].extensions))]
}
