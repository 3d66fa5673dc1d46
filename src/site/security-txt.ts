import type { FastifyInstance } from 'fastify'
import type { Clock } from '../infra/clock/clock.ts'
import type { Settings } from '../infra/settings.ts'

const HALF_YEAR = 182 * 86_400_000

interface SecurityTxtOptions {
  readonly settings: Pick<Settings, 'url' | 'institution'>
  readonly clock: Clock
}

/**
 * `GET /.well-known/security.txt`: to whom a flaw of this site is told (RFC 9116). Nothing there while nobody says who runs it.
 *
 * What it says holds half a year from when it is read: it is true as long as the site answers.
 */
export function securityTxtRoute(app: FastifyInstance, { settings: { url, institution }, clock }: SecurityTxtOptions) {
  app.get('/.well-known/security.txt', async (_request, reply) => {
    if (institution === undefined) return reply.callNotFound()
    const lines = [
      `Contact: mailto:${institution.courriel}`,
      `Expires: ${new Date(clock().getTime() + HALF_YEAR).toISOString()}`,
      'Preferred-Languages: fr, en',
      `Canonical: ${url}/.well-known/security.txt`,
    ]
    return reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(`${lines.join('\n')}\n`)
  })
}
