/** A file about to be sent to somebody who may see it. */
interface Sent {
  readonly nom: string
  readonly type: string
  /** Not known of what is made as it is sent. */
  readonly octets?: number
}

/**
 * The headers of a file that is downloaded, never shown in our pages: RFC 6266 with the name in both writings (RFC 8187),
 * no guess of its type, no script should somebody open it, no copy kept on the way.
 */
export function fileHeaders({ nom, type, octets }: Sent): Readonly<Record<string, string>> {
  return {
    'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    ...(octets === undefined ? {} : { 'content-length': String(octets) }),
    'content-disposition': `attachment; filename="${asciiName(nom)}"; filename*=UTF-8''${extendedName(nom)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  }
}

/** What remains for programs that do not know RFC 8187: letters without accents, the rest as underscores. */
function asciiName(nom: string): string {
  return nom
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/g, 'oe')
    .replace(/Œ/g, 'OE')
    .replace(/æ/g, 'ae')
    .replace(/Æ/g, 'AE')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_')
}

function extendedName(nom: string): string {
  // RFC 8187 attr-char: encodeURIComponent leaves ' ( ) * alone, which are not among them.
  return encodeURIComponent(nom.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
