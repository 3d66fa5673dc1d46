/**
 * The name in a posted form of a champ known by its key (`<id>`, or `<id>.<ulid>` in a row of a repetition), or of one
 * of its parts: `c12`, `c12.01K…-jour`.
 */
export function champName(cle: string, partie?: string): string {
  return partie === undefined ? `c${cle}` : `c${cle}-${partie}`
}

/** The id in the page of the first control of a champ, where the error summary leads; a point is no letter of an id. */
export function champId(cle: string, partie?: string): string {
  return champName(cle, partie).replaceAll('.', '-')
}
