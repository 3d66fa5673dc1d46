import type { Compte } from './rules.ts'

/** The fewest characters of a passphrase, and of whoever works here. */
export const PHRASE_MIN = { usager: 12, agent: 15 } as const
/** The most. */
const PHRASE_MAX = 256
// What the CNIL asks of a password whose tries are slowed down (délibération 2022-100).
const BITS_MIN = 50

/** Why a passphrase is refused, in the order in which it is told. */
export type PhraseProblem = 'courte' | 'longue' | 'faible' | 'contexte' | 'courante'

/** What a passphrase is checked against. */
export interface PhraseRules {
  /** Whether its person works here. */
  readonly agent: boolean
  /** Words that would be tried first for that person: their address, names, the site, their organismes. */
  readonly contexte: readonly string[]
  /** Passwords that everybody tries first, in small letters. */
  readonly courantes: ReadonlySet<string>
}

/** Why a new passphrase is refused, or nothing. No kind of character is asked for, and none refused. */
export function checkPhrase(phrase: string, { agent, contexte, courantes }: PhraseRules): PhraseProblem | undefined {
  const { length } = [...phrase.normalize('NFC')]
  if (length < PHRASE_MIN[agent ? 'agent' : 'usager']) return 'courte'
  if (length > PHRASE_MAX) return 'longue'
  if (phraseBits(phrase) < BITS_MIN) return 'faible'
  const plain = plainOf(phrase)
  if (contexte.some((word) => plain.includes(plainOf(word)))) return 'contexte'
  return isCommon(phrase, courantes) ? 'courante' : undefined
}

// Small letters, capitals, digits, the other signs of a keyboard, and every other character there is.
const CLASSES = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[ -/:-@[-`{-~]/, 33],
  [/[^\x20-\x7e]/, 100],
] as const

/** How many bits its length and the kinds of its characters would give it, were they drawn at random. */
export function phraseBits(phrase: string): number {
  const characters = [...phrase.normalize('NFC')]
  const alphabet = CLASSES.reduce((sum, [kind, size]) => sum + (kind.test(phrase.normalize('NFC')) ? size : 0), 0)
  return alphabet === 0 ? 0 : characters.length * Math.log2(alphabet)
}

/**
 * Whether it is one of the passwords that everybody tries: as it is, between digits and signs, repeated, or two of them
 * one after the other.
 */
function isCommon(phrase: string, courantes: ReadonlySet<string>): boolean {
  const small = phrase.toLowerCase()
  const tried = [small, small.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''), small.replace(/[^\p{L}\p{N}]/gu, '')]
  return shortestRepeated(small).length < 6 || tried.some((text) => isOneOrTwo(shortestRepeated(text), courantes))
}

function isOneOrTwo(text: string, courantes: ReadonlySet<string>): boolean {
  if (courantes.has(text)) return true
  for (let at = 3; at <= text.length - 3; at += 1)
    if (courantes.has(text.slice(0, at)) && courantes.has(text.slice(at))) return true
  return false
}

/** What a text repeats: `abcabc` is twice `abc`. */
function shortestRepeated(text: string): string {
  // Found again inside two of itself, before its own end: there it repeats.
  return text.slice(0, (text + text).indexOf(text, 1))
}

/** Letters and digits alone, without accents nor capitals: how much two texts look alike to who guesses. */
function plainOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** The words that would be tried first for somebody; shorter ones are in many words. */
export function contextOf(
  { courriel = '', nom = '', prenom = '' }: Pick<Compte, 'courriel' | 'nom' | 'prenom'>,
  around: readonly string[],
): readonly string[] {
  const [local = ''] = courriel.split('@')
  return ['parvis', local, nom, prenom, ...around].filter((word) => plainOf(word).length >= 4)
}
