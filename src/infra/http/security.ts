import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyRequest } from 'fastify'
import { isLoopback } from '../settings-values.ts'
import type { Site } from './site.ts'

/** Where browsers tell what the policy of a page made them refuse. */
export const CSP_REPORTS_PATH = '/rapports-csp'
const CSP_GROUP = 'csp'

/** The address of the reports, as browsers that know `report-to` want it; the others read `report-uri`. */
export function reportingEndpoints({ origin }: Pick<Site, 'origin'>): string {
  return `${CSP_GROUP}="${origin}${CSP_REPORTS_PATH}"`
}

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
        'report-uri': [CSP_REPORTS_PATH],
        'report-to': [CSP_GROUP],
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
 * Whether a request names this site: by its public name, or as this very machine.
 *
 * A browser led here under another name (DNS rebinding) would make another site's pages ours; a cache on the way would keep
 * our pages under that name. A proxy forwards the name it was asked, in `Host` or, when it is trusted, `X-Forwarded-Host`.
 */
export function isOwnHost({ host }: Pick<FastifyRequest, 'host'>, { origin }: Pick<Site, 'origin'>): boolean {
  const own = new URL(origin)
  const asked = URL.parse(`${own.protocol}//${host}`)
  return asked !== null && (asked.origin === origin || isLoopback(asked.hostname))
}

/**
 * Where to send a reader who came by another name of this machine (`localhost` for `127.0.0.1`): cookies and sign-in know
 * one name only.
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
