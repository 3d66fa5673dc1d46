import { open } from 'node:fs/promises'
import { extensionOf } from './types.ts'
import { xmlRoot } from './xml-root.ts'

// Reading a JSON or XML file needs it whole in memory: larger ones are refused.
const PARSED_MAX = 20_000_000
const BEGINNING = 1_000
// What a browser would run if somebody opened the file there: pages, and drawings with scripts.
const ACTIVE = /^\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype|html|head|body|svg|script|iframe)\b/is
const ACTIVE_ROOTS = new Set(['svg', 'html', 'xhtml', 'script', 'stylesheet', 'transform'])

const XML_TYPES: Readonly<Record<string, string>> = {
  xml: 'application/xml',
  kml: 'application/vnd.google-earth.kml+xml',
  gpx: 'application/gpx+xml',
}

/**
 * The media type of a file already known to be a text (strict UTF-8), chosen by the ending of its name when its content
 * agrees; a plain text otherwise. Nothing when it must be refused: a page, a drawing, JSON or XML that cannot be read.
 */
export async function textType(chemin: string, nom: string, octets: number): Promise<string | undefined> {
  const extension = extensionOf(nom)
  const xmlType = XML_TYPES[extension]
  const parsed = xmlType !== undefined || extension === 'json' || extension === 'geojson'
  if (parsed && octets > PARSED_MAX) return undefined
  const text = await readBeginning(chemin, parsed ? octets : Math.min(octets, BEGINNING))
  if (ACTIVE.test(text.slice(0, BEGINNING))) return undefined
  if (xmlType !== undefined) return xmlTypeOf(text, extension, xmlType)
  if (extension === 'json' || extension === 'geojson') return jsonType(text, extension)
  if (extension === 'csv') return 'text/csv'
  return extension === 'tsv' ? 'text/tab-separated-values' : 'text/plain'
}

function xmlTypeOf(text: string, extension: string, type: string): string | undefined {
  const root = xmlRoot(text)
  if (root === undefined || ACTIVE_ROOTS.has(root)) return undefined
  return extension === 'xml' || root === extension ? type : undefined
}

function jsonType(text: string, extension: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    // RFC 7946: a GeoJSON object says what it is.
    if (extension === 'geojson')
      return 'type' in value && typeof value.type === 'string' ? 'application/geo+json' : undefined
    return 'application/json'
  } catch {
    return undefined
  }
}

async function readBeginning(chemin: string, octets: number): Promise<string> {
  const file = await open(chemin)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(octets), 0, octets, 0)
    return buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '')
  } finally {
    await file.close()
  }
}
