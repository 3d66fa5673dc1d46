/** Elements that begin and end a line of their own. */
const BLOCKS = new Set(['p', 'div', 'ul', 'ol', 'table', 'tr', 'section', 'article', 'blockquote', 'header', 'footer'])
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const INLINES = new Set(
  'a abbr b big cite code del em font i img ins kbd mark q s small span strong sub sup u'.split(' '),
)
const CELLS = new Set(['td', 'th'])
const OTHERS = new Set(['br', 'hr', 'li', 'tbody', 'thead', 'iframe', 'object', 'form', 'input', 'button'])
/** Elements whose content is never a text to read. */
const MUTE = new Set(['script', 'style', 'template', 'noscript'])

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', shy: '', hellip: '…', euro: '€', deg: '°' },
  ...{ laquo: '«', raquo: '»', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', ndash: '–', mdash: '—', bull: '•' },
  ...{ agrave: 'à', acirc: 'â', ccedil: 'ç', egrave: 'è', eacute: 'é', ecirc: 'ê', euml: 'ë', icirc: 'î', iuml: 'ï' },
  ...{ ocirc: 'ô', oelig: 'œ', ugrave: 'ù', ucirc: 'û', uuml: 'ü', yuml: 'ÿ', aelig: 'æ', middot: '·', times: '×' },
  ...{ Agrave: 'À', Acirc: 'Â', Ccedil: 'Ç', Egrave: 'È', Eacute: 'É', Ecirc: 'Ê', Icirc: 'Î', Ocirc: 'Ô', OElig: 'Œ' },
  ...{ copy: '©', reg: '®', sup2: '²', sup3: '³', frac12: '½', para: '¶', sect: '§', rarr: '→', le: '≤', ge: '≥' },
}

/** One pass over comments, tags and entities: what an entity gives is never read again, so nothing is decoded twice. */
const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<\/?([a-z][a-z0-9]*)((?:\s[^<>]*)?)\/?>|&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z][a-z0-9]{1,9}));/gi

/**
 * The plain text of a description written by hand in HTML, in plain text, or in a mix of both, as real ones are.
 *
 * Known elements go, their words stay: paragraphs become empty lines, items `- ` or `1. `, links `words (address)`.
 * Line ends that touch no element are the author's and are kept. `<` that opens no known element is an ordinary character.
 * The result is a text, to be escaped once by whoever prints it.
 */
export function plainText(source: string): string {
  const state: State = { lists: [], links: [], mute: undefined, out: [], breaks: 0, afterMark: false }
  const text = normalizeLineEnds(source)
  let at = 0
  for (const token of text.matchAll(TOKEN)) {
    write(state, text.slice(at, token.index))
    at = token.index + token[0].length
    readToken(state, token)
  }
  write(state, text.slice(at))
  return tidy(state.out.join(''))
}

/** The same text with `\n` only, and without the characters that no page may hold (controls other than tab and line end). */
export function normalizeLineEnds(source: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  return source.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
}

interface State {
  /** Lists being read, innermost last: the number of the last item, or nothing when items are not numbered. */
  readonly lists: (number | undefined)[]
  readonly links: { readonly address: string; readonly from: number }[]
  mute: string | undefined
  readonly out: string[]
  /** Line ends that elements ask for before the next words, at most two. */
  breaks: number
  /** Just after `- `, where a paragraph opens no new line. */
  afterMark: boolean
}

function write(state: State, words: string): void {
  if (state.mute !== undefined || words === '') return
  // Line ends written around an element are its layout, not the author's.
  const kept = state.breaks > 0 || state.afterMark || state.out.length === 0 ? words.trimStart() : words
  if (kept === '') return
  if (state.breaks > 0 && state.out.length > 0) state.out.push('\n'.repeat(state.breaks))
  state.out.push(kept)
  state.breaks = 0
  state.afterMark = false
}

function breakLine(state: State, lines: number): void {
  if (state.mute !== undefined || state.afterMark) return
  if (state.breaks === 0) state.out.push((state.out.pop() ?? '').trimEnd())
  state.breaks = Math.min(2, lines)
}

function readToken(state: State, token: RegExpMatchArray): void {
  const [all, tag, attributes = '', hexa, decimal, name] = token
  if (tag !== undefined) {
    readTag(state, { all, tag: tag.toLowerCase(), attributes, opening: !all.startsWith('</') })
    return
  }
  if (hexa !== undefined) write(state, character(Number.parseInt(hexa, 16)) ?? all)
  else if (decimal !== undefined) write(state, character(Number(decimal)) ?? all)
  else if (name !== undefined) write(state, ENTITIES[name] ?? ENTITIES[name.toLowerCase()] ?? all)
}

function character(code: number): string | undefined {
  const readable = code === 9 || code === 10 || (code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff))
  return readable ? String.fromCodePoint(code) : undefined
}

interface Tag {
  readonly all: string
  readonly tag: string
  readonly attributes: string
  readonly opening: boolean
}

function readTag(state: State, { all, tag, attributes, opening }: Tag): void {
  if (state.mute !== undefined) {
    if (!opening && tag === state.mute) state.mute = undefined
    return
  }
  if (MUTE.has(tag)) state.mute = opening ? tag : undefined
  else if (tag === 'a') readLink(state, attributes, opening)
  else if (tag === 'li') readItem(state, opening)
  else if (tag === 'br' || tag === 'hr') breakLine(state, state.breaks + 1)
  else if (BLOCKS.has(tag) || HEADINGS.has(tag)) readBlock(state, tag, opening)
  else if (CELLS.has(tag)) write(state, opening ? '' : ' ')
  else if (!INLINES.has(tag) && !OTHERS.has(tag)) write(state, all)
}

function readBlock(state: State, tag: string, opening: boolean): void {
  const isList = tag === 'ul' || tag === 'ol'
  // A list inside a list goes on line by line: only the outermost is parted from the text by an empty line.
  const nested = state.lists.length > (opening ? 0 : 1)
  if (isList && opening) state.lists.push(tag === 'ol' ? 0 : undefined)
  if (isList && !opening) state.lists.pop()
  breakLine(state, Math.max(state.breaks, tag === 'tr' || (isList && nested) ? 1 : 2))
}

function readItem(state: State, opening: boolean): void {
  if (!opening) {
    state.afterMark = false
    return
  }
  state.afterMark = false
  breakLine(state, Math.max(state.breaks, 1))
  const last = state.lists.at(-1)
  if (last !== undefined) state.lists[state.lists.length - 1] = last + 1
  const mark = last === undefined ? '- ' : `${last + 1}. `
  const indent = '  '.repeat(Math.max(0, state.lists.length - 1))
  state.breaks = state.out.length === 0 ? 0 : state.breaks
  if (state.breaks > 0) state.out.push('\n'.repeat(state.breaks))
  state.out.push(`${indent}${mark}`)
  state.breaks = 0
  state.afterMark = true
}

const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i

function readLink(state: State, attributes: string, opening: boolean): void {
  if (opening) {
    const href = HREF.exec(attributes)
    const address = plainText(href?.[1] ?? href?.[2] ?? href?.[3] ?? '').trim()
    state.links.push({ address, from: state.out.length })
    return
  }
  const link = state.links.pop()
  if (!link || !/^(?:https?:\/\/|mailto:)/i.test(link.address)) return
  const address = link.address.replace(/^mailto:/i, '')
  if (!state.out.slice(link.from).join('').includes(address)) write(state, ` (${address})`)
}

/** No blank at the end of a line, single spaces inside it as a browser shows them, never two empty lines in a row. */
function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd().replace(/(\S) {2,}/g, '$1 '))
  return lines
    .filter((line, index) => line !== '' || lines[index - 1] !== '')
    .join('\n')
    .trim()
}
