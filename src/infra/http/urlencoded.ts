import type { Readable } from 'node:stream'
import type { FieldCollector } from './form-fields.ts'

/**
 * Reads an `application/x-www-form-urlencoded` body into the collector, never more than `maxOctets` of it in memory; the
 * rest is read and dropped. Says how it was cut, when it was.
 */
export async function readUrlencoded(
  body: Readable,
  collector: FieldCollector,
  maxOctets: number,
): Promise<'interrompu' | 'trop_long' | undefined> {
  const chunks: Buffer[] = []
  let octets = 0
  let cut: 'interrompu' | 'trop_long' | undefined
  try {
    for await (const chunk of body) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
      if (octets < maxOctets) chunks.push(bytes.subarray(0, maxOctets - octets))
      octets += bytes.length
    }
    if (octets > maxOctets) cut = 'trop_long'
  } catch {
    // The connection closed before the end: nobody waits for the answer, but what came is still worth keeping.
    cut = 'interrompu'
  }
  parseFields(Buffer.concat(chunks), collector, cut !== undefined)
  return cut
}

const AMPERSAND = 0x26
const EQUALS = 0x3d
const PERCENT = 0x25
const PLUS = 0x2b
const SPACE = 0x20

function parseFields(body: Buffer, collector: FieldCollector, cut: boolean): void {
  let start = 0
  while (start < body.length) {
    const found = body.indexOf(AMPERSAND, start)
    const end = found === -1 ? body.length : found
    const pair = body.subarray(start, end)
    const equals = pair.indexOf(EQUALS)
    const name = unescapeBytes(equals === -1 ? pair : pair.subarray(0, equals)).toString('utf8')
    const value = equals === -1 ? Buffer.alloc(0) : unescapeBytes(pair.subarray(equals + 1))
    // The last field of a body that was cut may lack its end.
    collector.add(name, value, cut && found === -1)
    start = end + 1
  }
}

/** Bytes behind `+` and `%XX`; a `%` followed by anything else is a `%`, as browsers read it. */
function unescapeBytes(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    const code = byte === PERCENT ? hexPair(bytes[at + 1], bytes[at + 2]) : undefined
    if (code !== undefined) at += 2
    out[length] = code ?? (byte === PLUS ? SPACE : byte)
    length += 1
  }
  return out.subarray(0, length)
}

function hexPair(high: number | undefined, low: number | undefined): number | undefined {
  const digits = String.fromCharCode(high ?? 0, low ?? 0)
  return /^[0-9a-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : undefined
}
