import { type Coffre, Illisible } from '../../../infra/trousseau/trousseau.ts'

/** How answers are kept: what is sensitive is sealed, one by one. */
export interface Chiffrement {
  readonly coffre: Coffre
  readonly isSensible: (cle: string) => boolean
}

type Answers<V> = Readonly<Record<string, V>>

/** Answers as they are kept: each key is in one or the other. */
export interface Kept<V> {
  readonly claires: Answers<V>
  readonly chiffrees: Answers<string>
}

/** Seals what is sensitive, each answer for its place. */
export function sealAnswers<V>(
  answers: Answers<V>,
  { coffre, isSensible }: Chiffrement,
  placeOf: (cle: string) => string,
): Kept<V> {
  const claires: Record<string, V> = {}
  const chiffrees: Record<string, string> = {}
  for (const [cle, value] of Object.entries(answers)) {
    if (isSensible(cle)) chiffrees[cle] = coffre.seal(pad(value), placeOf(cle))
    else claires[cle] = value
  }
  return { claires, chiffrees }
}

/** The answers as they were given. @throws {Illisible} when one does not open: none is left out in silence. */
export function openAnswers<V>(
  { claires, chiffrees }: { readonly claires: Answers<V>; readonly chiffrees: Answers<string> | null },
  coffre: Coffre | null,
  placeOf: (cle: string) => string,
): Answers<V> {
  const sealed = Object.entries(chiffrees ?? {})
  if (sealed.length === 0) return claires
  const opened = sealed.map(([cle, text]): [string, V] => {
    if (!coffre) throw new Illisible(`the key of a dossier is gone: ${placeOf(cle)}`)
    const value: V = JSON.parse(coffre.open(text, placeOf(cle)))
    return [cle, value]
  })
  return { ...claires, ...Object.fromEntries(opened) }
}

const BLOCK = 64

/** Written to a length that does not tell « oui » from « non »: JSON does not mind the spaces after it. */
function pad(value: unknown): string {
  const text = JSON.stringify(value)
  return text + ' '.repeat((BLOCK - (Buffer.byteLength(text) % BLOCK)) % BLOCK)
}
