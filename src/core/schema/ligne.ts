/** True for the identity of a row of a repetition: a ULID in its only canonical writing (26 characters of Crockford's base 32, capitals). */
export function isLigne(texte: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(texte)
}
