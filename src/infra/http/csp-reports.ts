import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Clock } from '../clock/clock.ts'
import { networkOf } from '../net/network-of.ts'
import { Refused, TooMany } from './errors.ts'
import { hit, type LimiteTables } from './limits.ts'
import { CSP_REPORTS_PATH } from './security.ts'

/** What a page asked for and its policy refused. */
interface Violation {
  readonly directive: string
  /** A word (`inline`, `eval`…) or the origin of what was refused: never a whole address, which may quote its reader. */
  readonly refuse: string
}

interface CspReportsDeps {
  readonly db: Kysely<LimiteTables>
  readonly clock: Clock
}

const BODY_LIMIT = 16_384
const REPORTS_MAX = 10
/** Reports from one network in ten minutes. A page that fails for everybody is told soon enough. */
const PER_NETWORK = 60

/**
 * `POST /rapports-csp`: browsers tell what the policy of a page made them refuse, one line of log each, without the address of
 * the page. In either format, `report-uri` or the Reporting API; nobody is signed in, and no token is asked.
 */
export async function registerCspReports(app: FastifyInstance, { db, clock }: CspReportsDeps): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      ['application/csp-report', 'application/reports+json'],
      { parseAs: 'string', bodyLimit: BODY_LIMIT },
      (_request, body, done) => done(null, body),
    )
    scope.post(CSP_REPORTS_PATH, async (request, reply) => {
      const cle = `csp|reseau|${networkOf(request.ip)}`
      const counted = await hit(db, { cle, max: PER_NETWORK, secondes: 600, now: clock() })
      if (!counted.permis) throw new TooMany(counted.secondes)
      return receive(request, reply)
    })
  })
}

function receive(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (typeof request.body !== 'string') throw new Refused(415, 'unsupported_report')
  const violations = readReports(request.body)
  if (violations === undefined) throw new Refused(400, 'unreadable_report')
  for (const csp of violations.slice(0, REPORTS_MAX)) request.log.warn({ csp }, 'refused by the policy of a page')
  return reply.code(204).send()
}

const old = z.object({
  'csp-report': z.object({
    'effective-directive': z.string().optional(),
    'violated-directive': z.string().optional(),
    'blocked-uri': z.string().optional(),
  }),
})
const recent = z.array(
  z.object({
    type: z.string(),
    body: z.object({ effectiveDirective: z.string().optional(), blockedURL: z.string().optional() }).nullish(),
  }),
)

/** The violations of a report; those of another kind are left out. Nothing when it is no report at all. */
export function readReports(text: string): readonly Violation[] | undefined {
  const json = parseJson(text)
  const one = old.safeParse(json)
  if (one.success) {
    const report = one.data['csp-report']
    return [violation(report['effective-directive'] ?? report['violated-directive'], report['blocked-uri'])]
  }
  const many = recent.safeParse(json)
  return many.data
    ?.filter(({ type }) => type === 'csp-violation')
    .map(({ body }) => violation(body?.effectiveDirective, body?.blockedURL))
}

function violation(directive = '', refused = ''): Violation {
  return { directive: /^[a-z-]{1,40}/.exec(directive)?.[0] ?? 'inconnue', refuse: originOf(refused) }
}

function originOf(refused: string): string {
  if (/^[a-z-]{1,30}$/.test(refused)) return refused
  const url = URL.parse(refused)
  // An address without a host has no origin: `data:` holds what it names.
  if (!url) return 'inconnu'
  return url.host === '' ? url.protocol : `${url.protocol}//${url.host}`.slice(0, 200)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
