import { inflateSync } from 'node:zlib'

/** What tests look at in a PDF written by the compiler (it writes its objects plainly, one after the other). */
export interface ReadPdf {
  readonly pages: number
  /** Letters drawn, in order, without the spaces between lines. */
  readonly text: string
  /** The same, one entry for each piece of line. */
  readonly lines: readonly string[]
  /** Roles of the structure, those of PDF/UA: H1, Table, TH… */
  readonly roles: readonly string[]
  readonly title: string
  readonly lang: string
  readonly fonts: readonly string[]
  /** Everything that is not compressed: dictionaries and metadata. */
  readonly source: string
}

/** Reads the letters and the structure of a PDF. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const source = Buffer.from(bytes).toString('latin1')
  const objects = new Map<number, string>()
  for (const [, id, body] of source.matchAll(/\n(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(Number(id), body ?? '')
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body))
  const lines = pages.flatMap((page) => pageLines(page, objects))
  return {
    pages: pages.length,
    text: lines.join(''),
    lines,
    roles: [...source.matchAll(/^ {2}\/S \/(\w+)$/gm)].map(([, role]) => role ?? ''),
    title: /<dc:title>.*?<rdf:li[^>]*>(.*?)<\/rdf:li>/.exec(Buffer.from(bytes).toString('utf8'))?.[1] ?? '',
    lang: /\/Type \/Catalog[\s\S]*?\/Lang \(([\w-]+)\)/.exec(source)?.[1] ?? '',
    fonts: [...new Set([...source.matchAll(/\/BaseFont \/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) => name ?? ''))].sort(),
    source,
  }
}

function streamOf(body: string): string {
  const start = /stream\r?\n/.exec(body)
  if (!start) return ''
  const from = start.index + start[0].length
  const raw = Buffer.from(body.slice(from, from + Number(/\/Length (\d+)/.exec(body)?.[1])), 'latin1')
  return (body.slice(0, start.index).includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1')
}

function pageLines(page: string, objects: ReadonlyMap<number, string>): readonly string[] {
  const letters = new Map<string, ReadonlyMap<number, string>>()
  for (const [, name, id] of page.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
    const map = Number(/\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id)) ?? '')?.[1])
    letters.set(name ?? '', lettersOf(streamOf(objects.get(map) ?? '')))
  }
  const content = streamOf(objects.get(Number(/\/Contents (\d+) 0 R/.exec(page)?.[1])) ?? '')
  return content
    .split('BT\n')
    .slice(1)
    .map((run) => runText(run, letters))
}

function runText(run: string, letters: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  const current = letters.get(/\/(f\d+) [\d.]+ Tf/.exec(run)?.[1] ?? '')
  const strings = [...run.matchAll(/\(((?:\\[\s\S]|[^\\()])*)\)/g)].map(([, string]) => string ?? '')
  return strings
    .flatMap(glyphsOf)
    .map((glyph) => current?.get(glyph) ?? '')
    .join('')
}

/** Which letters each glyph stands for. */
function lettersOf(cmap: string): ReadonlyMap<number, string> {
  const pairs = [...cmap.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)]
  return new Map(
    pairs.map(([, glyph, letters]) => [
      Number.parseInt(glyph ?? '', 16),
      Buffer.from(letters ?? '', 'hex')
        .swap16()
        .toString('utf16le'),
    ]),
  )
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 }

/** Glyphs, of two bytes each, of a string of the page. */
function glyphsOf(string: string): readonly number[] {
  const bytes = [...string.matchAll(/\\([0-7]{1,3}|[\s\S])|([\s\S])/g)].map(([, escaped, plain]) => {
    if (escaped === undefined) return plain?.charCodeAt(0) ?? 0
    return /^[0-7]+$/.test(escaped) ? Number.parseInt(escaped, 8) : (ESCAPES[escaped] ?? escaped.charCodeAt(0))
  })
  return Array.from(
    { length: bytes.length / 2 },
    (_, index) => (bytes[index * 2] ?? 0) * 256 + (bytes[index * 2 + 1] ?? 0),
  )
}
