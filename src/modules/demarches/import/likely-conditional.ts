import type { Descripteur } from './descriptor.ts'
import type { Remarque } from './report.ts'

/** Why a champ is probably asked of some people only. */
export type Motif = Extract<Remarque, { readonly code: 'probablement_conditionnel' }>

/** A choice that stands above, on which what follows may depend. */
export interface Choix {
  readonly descripteur: Descripteur
  /** The significant words of each of its options. */
  readonly options: readonly (readonly string[])[]
}

/** « Votre demande concerne : », « Précisez », « Si oui »: words with which authors introduce what depends on an answer. */
const FORMULES = [
  /\bconcerne(nt)?\s*:?\s*$/,
  /^(si\b|precise[rz]\b|dans ce cas|le cas echeant|en cas d|lesquel|laquelle|lequel)/,
  /[-–:,(]\s*(precise[rz]|lesquel\w*|laquelle|le cas echeant|si oui|si non)\b/,
]
const FORMULES_AIDE =
  /^(si\b|uniquement\b|seulement\b|dans le cas\b|en cas d|le cas echeant|a remplir (si|uniquement|seulement))/

/** Words too common in forms for two texts to be related by them. */
const MOTS_VIDES = new Set(
  [
    ...['votre', 'vous', 'avez', 'dans', 'pour', 'avec', 'sans', 'cette', 'leur', 'elle', 'elles', 'nous', 'plus'],
    ...['moins', 'autre', 'etre', 'etes', 'sont', 'demande', 'projet', 'dossier', 'numero', 'nombre', 'type', 'date'],
    ...[
      'quel',
      'quelle',
      'aucun',
      'entre',
      'selon',
      'mise',
      'place',
      'lieu',
      'code',
      'article',
      'nature',
      'autorisation',
    ],
  ].map(singular),
)

/**
 * Why a mandatory champ was probably conditional in the form that the description comes from; nothing when nothing says so.
 *
 * The format has no condition at all, so this is a guess, made to err towards optional (a question that never concerned
 * the person must not stop them). In this order: (1) its label or its help is worded as depending on an answer; (2) its
 * label takes up two significant words of an option of a choice above, anywhere in the form, or the whole of a short
 * option; (3) it stands after a choice or a yes/no in the same section. A box to tick is not touched by (3), for it is
 * an undertaking and never stops anybody, and nothing depends on one.
 */
export function likelyConditional(
  descripteur: Descripteur,
  { above, section }: { readonly above: readonly Choix[]; readonly section: readonly Choix[] },
): Motif | undefined {
  const label = fold(descripteur.label)
  const isWorded = FORMULES.some((formule) => formule.test(label)) || FORMULES_AIDE.test(fold(descripteur.description))
  if (isWorded) return { code: 'probablement_conditionnel', motif: 'formule' }
  const words = new Set(significantWords(descripteur.label))
  const named = above.find(({ options }) => options.some((option) => takesUp(words, option)))
  if (named) return { code: 'probablement_conditionnel', motif: 'option', source: named.descripteur.label }
  const last = descripteur.type === 'Checkbox' ? undefined : section.at(-1)
  return last && { code: 'probablement_conditionnel', motif: 'section', source: last.descripteur.label }
}

const CHOIX = new Set(['DropDownList', 'MultipleDropDownList', 'LinkedDropDownList', 'YesNo'])

/** The descriptor as a choice on which others may depend; nothing when it is not one. */
export function choixOf(descripteur: Descripteur): Choix | undefined {
  if (!CHOIX.has(descripteur.type)) return undefined
  return { descripteur, options: descripteur.options.map(significantWords) }
}

function takesUp(words: ReadonlySet<string>, option: readonly string[]): boolean {
  const shared = option.filter((word) => words.has(word)).length
  return shared >= 2 || (shared === 1 && option.length === 1 && (option[0]?.length ?? 0) >= 6)
}

/** Words of four letters or more, without accents, capitals nor plural, each once and common ones aside. */
function significantWords(text: string): readonly string[] {
  const words = fold(text)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= 4)
    .map(singular)
  return [...new Set(words)].filter((word) => !MOTS_VIDES.has(word))
}

function singular(word: string): string {
  return word.replace(/[sx]$/, '')
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
