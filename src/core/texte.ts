/** A language in which Parvis speaks to the people who use it. */
export type Langue = 'fr' | 'en'

/** The languages offered, French first: it is the one that is always complete. */
export const LANGUES: readonly Langue[] = ['fr', 'en']

/** A text written by the author of a démarche. `falc` is the easy-to-read French version. */
export interface Texte {
  readonly fr: string
  readonly en?: string | undefined
  readonly falc?: string | undefined
}

/** The text in the reader's language, in French when it has not been translated. */
export function readTexte(texte: Texte, langue: Langue): string {
  return (langue === 'fr' ? undefined : texte[langue]) ?? texte.fr
}
