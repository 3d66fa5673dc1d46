import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Keys } from '../crypto/keys.ts'
import { hmac, isHmac, randomToken } from '../crypto/tokens.ts'

/** What every request may know of the site that answers it. */
export interface Site {
  /** The canonical public origin, without a final slash. */
  readonly origin: string
  readonly https: boolean
  readonly keys: Keys
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly site: Site
  }
}

/** How every cookie of ours is set: for this host alone, unreadable by scripts, kept until the browser closes unless `maxAge` says. */
export function cookieOptions({ https }: Pick<Site, 'https'>) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: https } as const
}

/** The real name of a cookie: over https the prefix `__Host-` forbids another host, even a neighbour, to set it. */
export function cookieName({ https }: Pick<Site, 'https'>, name: string): string {
  return https ? `__Host-${name}` : name
}

/** The name of the session's cookie; `comptes` alone sets it. */
export function sessionCookie(site: Pick<Site, 'https'>): string {
  return cookieName(site, 'parvis')
}

const BROWSER = 'parvis-navigateur'

// A cookie set by this very answer is not in the request: pages and actions of the same request must agree on it.
const given = new WeakMap<FastifyRequest, string>()

/** Which browser this is, before anybody signs in: the signed cookie, or nothing when absent or not signed by us. */
export function readBrowser(request: FastifyRequest): string | undefined {
  const known = given.get(request)
  if (known !== undefined) return known
  const { site } = request.server
  const [id = '', tag = ''] = (request.cookies?.[cookieName(site, BROWSER)] ?? '').split('.')
  return id !== '' && isHmac(site.keys.cookies, bondOf(id), tag) ? id : undefined
}

/** Which browser this is, given a cookie if it has none. */
export function ensureBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const known = readBrowser(request)
  if (known !== undefined) return known
  const { site } = request.server
  const id = randomToken()
  given.set(request, id)
  const tag = hmac(site.keys.cookies[0], bondOf(id))
  void reply.setCookie(cookieName(site, BROWSER), `${id}.${tag}`, cookieOptions(site))
  return id
}

function bondOf(id: string): string {
  return `navigateur|${id}`
}
