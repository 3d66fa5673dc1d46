import { expect, test } from 'vitest'
import type { Piece } from './kind.ts'
import { checkPieces, extensionsOf, type PieceChamp, pieceChampSchema } from './piece.ts'

function aPieceChamp(settings: object = {}): PieceChamp {
  return pieceChampSchema.parse({
    id: 1,
    libelle: { fr: 'Justificatif' },
    obligatoire: true,
    kind: 'piece',
    ...settings,
  })
}

function aPiece(piece: Partial<Piece> = {}): Piece {
  return { id: 'f1', nom: 'justificatif.pdf', type: 'application/pdf', octets: 1000, ...piece }
}

test('a file of 200 Mo exactly is refused: strictly less is asked', () => {
  const piece = aPiece({ octets: 200_000_000 })
  expect(checkPieces([piece], aPieceChamp())).toEqual({
    code: 'piece_trop_grosse',
    params: { nom: 'justificatif.pdf', octetsMax: 200_000_000 },
  })
})

test('a file one byte under 200 Mo is accepted', () => {
  expect(checkPieces([aPiece({ octets: 199_999_999 })], aPieceChamp())).toBeUndefined()
})

test('a limit of 200 × 1024², of before sizes were told by thousands, is still read', () => {
  expect(aPieceChamp({ octetsMax: 209_715_200 }).octetsMax).toBe(209_715_200)
  expect(() => aPieceChamp({ octetsMax: 209_715_201 })).toThrow()
})

test('the size of the author wins', () => {
  expect(checkPieces([aPiece({ octets: 1000 })], aPieceChamp({ octetsMax: 1000 }))?.code).toBe('piece_trop_grosse')
})

test('without families, any type is accepted', () => {
  expect(checkPieces([aPiece({ type: 'image/webp' })], aPieceChamp())).toBeUndefined()
})

test('a type outside the families is refused, with the endings that are accepted', () => {
  const problem = checkPieces(
    [aPiece({ nom: 'photo.webp', type: 'image/webp' })],
    aPieceChamp({ types: ['image_scan'] }),
  )
  expect(problem).toEqual({ code: 'piece_type_refuse', params: { nom: 'photo.webp', types: 'jpg, jpeg, png' } })
})

test('the type found in the bytes decides, whatever the name', () => {
  const champ = aPieceChamp({ types: ['image_scan'] })
  expect(checkPieces([aPiece({ nom: 'sans extension', type: 'image/png' })], champ)).toBeUndefined()
  expect(checkPieces([aPiece({ nom: 'faux.png', type: 'application/pdf' })], champ)?.code).toBe('piece_type_refuse')
})

test('old office documents share a container: the ending of the name decides', () => {
  const champ = aPieceChamp({ types: ['tableur'] })
  expect(checkPieces([aPiece({ nom: 'budget.XLS', type: 'application/x-cfb' })], champ)).toBeUndefined()
  expect(checkPieces([aPiece({ nom: 'lettre.doc', type: 'application/x-cfb' })], champ)?.code).toBe('piece_type_refuse')
})

test('a zip is an archive, not a document', () => {
  const zip = aPiece({ nom: 'tout.zip', type: 'application/zip' })
  expect(checkPieces([zip], aPieceChamp({ types: ['archive'] }))).toBeUndefined()
  expect(checkPieces([zip], aPieceChamp({ types: ['document_texte'] }))?.code).toBe('piece_type_refuse')
})

test('several families are accepted together', () => {
  expect(extensionsOf(aPieceChamp({ types: ['tableur', 'image_scan'] }))).toEqual([
    ...['xls', 'xlsx', 'ods', 'csv'],
    ...['jpg', 'jpeg', 'png'],
  ])
})

test('too many files are refused', () => {
  const pieces = [aPiece({ id: 'f1' }), aPiece({ id: 'f2' })]
  expect(checkPieces(pieces, aPieceChamp({ nombreMax: 1 }))?.code).toBe('pieces_trop_nombreuses')
})
