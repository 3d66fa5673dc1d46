import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyRequest } from 'fastify'
import { isLoopback } from '../settings.ts'
import type { Site } from './site.ts'

/** What a form was refused for: it did not come from one of our own pages. */
export class ForeignOrigin extends Error {
  override readonly name = 'ForeignOrigin'
}

/**
 * The security headers of every answer, error pages and files included. Nothing inline, nothing from elsewhere.
 *
 * Over plain http (the machine itself) neither HSTS nor upgrade-insecure-requests, which would break every link.
 */
export function helmetOptions({ https }: Pick<Site, 'https'>): FastifyHelmetOptions {
  const self = ["'self'"]
  const none = ["'none'"]
  return {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': none,
        'script-src': self,
        'style-src': self,
        'img-src': ["'self'", 'data:'],
        'font-src': self,
        'connect-src': self,
        'form-action': self,
        'frame-ancestors': none,
        'base-uri': none,
        'object-src': none,
        'manifest-src': self,
        'worker-src': self,
        ...(https ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  }
}

/** No page of ours uses the devices of its reader. */
export const PERMISSIONS_POLICY = 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'

/**
 * Refuses what another site made this browser send.
 *
 * Browsers tell where a request comes from (`Sec-Fetch-Site`, `Origin`); what tells nothing is no browser of today, and the
 * token of the form still stands. `Origin: null` is what a page under `no-referrer` sends to its own site.
 * @throws {ForeignOrigin}
 */
export function checkOrigin(
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
  { origin }: Pick<Site, 'origin'>,
): void {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
  const from = headers['sec-fetch-site']
  if (from === 'cross-site') throw new ForeignOrigin()
  if (headers.origin === undefined || headers.origin === origin) return
  if (headers.origin === 'null' && from === 'same-origin') return
  throw new ForeignOrigin()
}

/**
 * Where to send a reader who came by another name of this machine (`localhost` for `127.0.0.1`): cookies and sign-in know
 * one name only. Nothing for any other host: a proxy may have its own.
 */
export function canonicalAddress(
  { method, host, originalUrl }: Pick<FastifyRequest, 'method' | 'host' | 'originalUrl'>,
  { origin }: Pick<Site, 'origin'>,
): string | undefined {
  const own = new URL(origin)
  if (method !== 'GET' || host === own.host || !isLoopback(own.hostname)) return undefined
  const asked = URL.parse(`http://${host}`)
  if (!asked || !isLoopback(asked.hostname) || asked.port !== own.port || !originalUrl.startsWith('/')) return undefined
  return `${origin}${originalUrl}`
}
