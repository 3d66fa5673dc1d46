import type { Socket } from 'node:net'
import { PERMISSIONS_POLICY } from './security.ts'
import { errorText } from './texts.ts'

const STATUS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}

type RawError = Error & { readonly code?: string }

/**
 * Answers what is not HTTP enough to become a request (bad header, header too long, too slow), then closes.
 *
 * No request, hence no language, no look and no frame: a bare French page.
 */
export function rawErrorAnswers({ https }: { readonly https: boolean }): (error: RawError, socket: Socket) => void {
  const hsts = https ? ['strict-transport-security: max-age=31536000; includeSubDomains'] : []
  return (error, socket) => answer(error, socket, hsts)
}

function answer(error: RawError, socket: Socket, more: readonly string[]): void {
  // Nothing can be said to a connection that is already closed.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, reason] = STATUS[error.code ?? ''] ?? [400, 'Bad Request']
  const body = barePage(errorText('fr', status))
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'content-type: text/html; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    "content-security-policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options: nosniff',
    'referrer-policy: same-origin',
    'cross-origin-opener-policy: same-origin',
    'cross-origin-resource-policy: same-origin',
    `permissions-policy: ${PERMISSIONS_POLICY}`,
    ...more,
    'cache-control: no-store',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function barePage({ titre, explication }: { readonly titre: string; readonly explication: string }): string {
  return `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${titre}</title></head><body><main><h1>${titre}</h1><p>${explication}</p><p><a href="/">Accueil</a></p></main></body></html>`
}
