/** What other archives and compressed files begin with. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['504b0304', 'zip'],
  ['1f8b08', 'gzip'],
  ['377abcaf271c', '7z'],
  ['526172211a07', 'rar'],
  ['425a68', 'bzip2'],
  ['fd377a585a00', 'xz'],
  ['28b52ffd', 'zstd'],
  ['4d534346', 'cab'],
]

/** Enough of the first bytes to know one. */
export const SIGNATURE_MAX = 6

const ARCHIVE = /\.(?:zip|7z|rar|gz|tgz|tar|bz2|xz|zst|jar|cab|iso)$/i
/** Documents that are archives themselves, and are expected in an archive or in another document. */
const DOCUMENT = /\.(?:docx|xlsx|pptx|odt|ods|odp|odg|odf|pages)$/i
/** Drawings of office documents, compressed. */
const DRAWING = /\.(?:emz|wmz)$/i

/** What a file within an archive is: a plain one, a compressed one to be looked into in turn, or an archive that is not expected there. */
export type Nested = 'simple' | 'zip' | 'gzip' | 'refuse'

/** Tells it by the name and the first bytes. */
export function nestedOf(name: string, first: Buffer): Nested {
  if (ARCHIVE.test(name)) return 'refuse'
  const hex = first.toString('hex')
  const found = SIGNATURES.find(([signature]) => hex.startsWith(signature))?.[1]
  if (found === undefined) return 'simple'
  if (found === 'zip' && DOCUMENT.test(name)) return 'zip'
  return found === 'gzip' && DRAWING.test(name) ? 'gzip' : 'refuse'
}
