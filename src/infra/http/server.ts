import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import {
  type FastifyBaseLogger,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import type { Pool } from 'pg'
import type { Keys } from '../crypto/keys.ts'
import type { Log } from '../log/log.ts'
import type { Settings } from '../settings.ts'
import { watchMethods } from './allowed-methods.ts'
import { decorateAnswers } from './answers.ts'
import { answerErrors, type ErrorAnswers } from './error-answers.ts'
import { Refused } from './errors.ts'
import { registerHealth } from './health.ts'
import { tellOrigins } from './origin.ts'
import { rawErrorAnswers } from './raw-errors.ts'
import {
  canonicalAddress,
  checkOrigin,
  helmetOptions,
  isOwnHost,
  PERMISSIONS_POLICY,
  reportingEndpoints,
} from './security.ts'

/** What the web server is made of. */
export interface ServerOptions extends Omit<ErrorAnswers, 'methodsOf'> {
  readonly settings: Pick<Settings, 'url' | 'https' | 'proxies'>
  readonly log: Log
  readonly keys: Keys
  readonly pool: Pick<Pool, 'query'>
  /** `db/migrations`: ready means that the last of them has been applied. */
  readonly migrationsDir: string
}

/** The most that a form without files may weigh; files are streamed and have their own limits. */
export const FORM_LIMIT = 1_000_000
const URL_LIMIT = 4_096

/**
 * A web server with everything that every request meets: limits, trusted proxies, security headers, cookies, origin check,
 * error pages, `/sante`. It has no page of its own, does not listen yet, and takes no form before `registerForms`.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { settings, keys } = options
  const app: FastifyInstance = fastify(serverOptions(options))
  const site = { origin: settings.url, https: settings.https, keys }
  app.decorate('site', site)
  answerErrors(app, { ...options, methodsOf: watchMethods(app) })
  await app.register(helmet, helmetOptions(site))
  await app.register(cookie)
  decorateAnswers(app)
  tellOrigins(app)
  guardRequests(app)
  app.all(UNREADABLE, async () => {
    throw new Refused(400, 'unreadable_address')
  })
  registerHealth(app, options)
  return app
}

/** Where an address that cannot be decoded is sent, so that its page is made like any other. */
const UNREADABLE = '/_adresse-illisible'

function serverOptions({ settings, log }: ServerOptions): FastifyHttpOptions<Server, FastifyBaseLogger> {
  return {
    loggerInstance: log,
    // One line at the end of a request says it all: see `guardRequests`.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(6).toString('hex'),
    // A reader could otherwise choose the reference that the log holds.
    requestIdHeader: false,
    trustProxy: settings.proxies.length > 0 ? [...settings.proxies] : false,
    bodyLimit: FORM_LIMIT,
    // Time to send a whole request: 200 MB by a slow line take a quarter of an hour.
    requestTimeout: 20 * 60_000,
    keepAliveTimeout: 60_000,
    // Slow ones are looked for every five seconds, not thirty: headers sent a letter at a time are cut within fifteen.
    http: { maxHeaderSize: 16_384, headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    routerOptions: { maxParamLength: 300 },
    clientErrorHandler: rawErrorAnswers(settings),
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : UNREADABLE),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  }
}

function isReadable(url: string): boolean {
  try {
    return url.startsWith('/') && decodeURI(url.split('?', 1)[0] ?? '') !== undefined
  } catch {
    return false
  }
}

function guardRequests(app: FastifyInstance): void {
  const endpoints = reportingEndpoints(app.site)
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('permissions-policy', PERMISSIONS_POLICY).header('reporting-endpoints', endpoints)
    if (hostsOf(request) > 1) {
      // Another server on the way may have believed the other one: what follows on this connection is not trusted either.
      void reply.header('connection', 'close')
      throw new Refused(400, 'several_hosts')
    }
    if (!isOwnHost(request, app.site) && !isHealth(request.url)) throw new Refused(421, 'other_host')
    if (request.originalUrl.length > URL_LIMIT) throw new Refused(414, 'long_address')
    const elsewhere = canonicalAddress(request, app.site)
    if (elsewhere !== undefined) return reply.redirect(elsewhere, 307)
    checkOrigin(request, app.site)
    return undefined
  })
  app.addHook('onResponse', async (request, reply) => {
    if (isTold(request.url)) request.log.info({ req: request, res: reply }, 'answered')
  })
}

function hostsOf({ raw }: FastifyRequest): number {
  return raw.rawHeaders.filter((name, rank) => rank % 2 === 0 && name.toLowerCase() === 'host').length
}

// Stylesheets and health checks would be most of the log and tell nothing.
function isTold(url: string): boolean {
  return !url.startsWith('/ressources/') && !isHealth(url)
}

// Whoever watches a server asks it by its address, and is told nothing else.
function isHealth(url: string): boolean {
  return /^\/sante(?:\/vie)?(?:\?|$)/.test(url)
}
