import type { SentField } from './errors.ts'

/** The fields of a form, in the order they were sent. Names that JavaScript gives a meaning to are never among them. */
export interface FormFields extends Iterable<SentField> {
  /** The last value sent under that name, or nothing. */
  one(name: string): string | undefined
  /** Every value sent under that name, in order. */
  all(name: string): readonly string[]
}

/** Why what was kept of a form is not quite what was sent. Nothing of it may be recorded: it is shown again to be mended. */
export type FormProblem =
  /** Not UTF-8, or characters that no keyboard types: what could be read was kept. */
  | { readonly kind: 'texte_illisible'; readonly name: string }
  /** Longer than a field may be: its beginning was kept. */
  | { readonly kind: 'valeur_tronquee'; readonly name: string }
  /** The fields after the last one allowed were not kept. */
  | { readonly kind: 'trop_de_champs' }
  /** The fields after the size allowed were not kept. */
  | { readonly kind: 'formulaire_trop_long' }

/** The most that a form may carry besides its files. Sizes are in bytes, as sent. */
export interface FieldLimits {
  readonly fields: number
  readonly fieldOctets: number
  readonly totalOctets: number
}

/** Limits of an ordinary form (security page, requests): 2,000 fields, 100 kB each, 1 MB together. */
export const FIELD_LIMITS: FieldLimits = { fields: 2_000, fieldOctets: 100_000, totalOctets: 1_000_000 }

/** Fields in that order: for what was not read from a request. */
export function createFields(sent: readonly SentField[]): FormFields {
  return {
    one: (name) => sent.findLast((field) => field.name === name)?.value,
    all: (name) => sent.filter((field) => field.name === name).map(({ value }) => value),
    [Symbol.iterator]: () => sent[Symbol.iterator](),
  }
}

/** Receives the fields of a form one by one as bytes, and keeps what the limits allow. */
export interface FieldCollector {
  /** `truncated`: more bytes came than were given. */
  add(name: string, bytes: Buffer, truncated?: boolean): void
  readonly fields: FormFields
  readonly problems: readonly FormProblem[]
}

const NAME_MAX = 200

/** Collects fields. Values are strict UTF-8; line ends, which forms send as CR LF, are those of the text typed: LF. */
export function collectFields(limits: FieldLimits): FieldCollector {
  const sent: SentField[] = []
  const problems: FormProblem[] = []
  let count = 0
  let octets = 0

  function add(name: string, bytes: Buffer, truncated = false): void {
    if (name === '' || name.length > NAME_MAX || name in Object.prototype) return
    count += 1
    octets += bytes.length
    if (count > limits.fields || octets > limits.totalOctets) {
      say({ kind: count > limits.fields ? 'trop_de_champs' : 'formulaire_trop_long' })
      return
    }
    const tooLong = truncated || bytes.length > limits.fieldOctets
    const { text, clean } = decode(bytes.subarray(0, limits.fieldOctets), tooLong)
    if (tooLong) problems.push({ kind: 'valeur_tronquee', name })
    if (!clean) problems.push({ kind: 'texte_illisible', name })
    sent.push({ name, value: text })
  }

  // A form too large says so once, however much too large it is.
  function say(problem: FormProblem): void {
    if (!problems.some(({ kind }) => kind === problem.kind)) problems.push(problem)
  }

  return { add, fields: createFields(sent), problems }
}

// Everything in Cc but tab, line feed and carriage return: PostgreSQL refuses NUL, XML and PDF refuse the others.
const CONTROLS = /[^\P{Cc}\t\n\r]/gu

function decode(bytes: Buffer, cut: boolean): { readonly text: string; readonly clean: boolean } {
  const strict = decodeStrict(bytes, cut)
  const read = strict ?? bytes.toString('utf8')
  const text = read.replace(CONTROLS, '')
  return { text: text.replace(/\r\n?/g, '\n'), clean: strict !== undefined && text.length === read.length }
}

function decodeStrict(bytes: Buffer, cut: boolean): string | undefined {
  try {
    // A value that was cut may end in the middle of a character: `stream` waits for its end instead of refusing it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut })
  } catch {
    return undefined
  }
}
