import { isLigne } from './ligne.ts'

/** Where an answer is kept: `"12"` for the champ 12, `"12.<ULID>"` for the same inside a row of its repetition. */
export type Cle = string

/** The key of the answer to a champ, in that row when it is inside a repetition. The form's field is `c` and this key. */
export function cleOf(champ: number, ligne?: string): Cle {
  return ligne === undefined ? String(champ) : `${champ}.${ligne}`
}

/** The champ and the row that a key names; nothing when it is not the exact writing of a key. */
export function parseCle(cle: string): { readonly champ: number; readonly ligne?: string } | undefined {
  const parts = /^([1-9]\d{0,14})(?:\.(.*))?$/s.exec(cle)
  if (!parts) return undefined
  const champ = Number(parts[1])
  const ligne = parts[2]
  if (champ >= 2 ** 48) return undefined
  if (ligne === undefined) return { champ }
  return isLigne(ligne) ? { champ, ligne } : undefined
}
