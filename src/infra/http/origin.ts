import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Key } from '../crypto/keys.ts'
import { hmac } from '../crypto/tokens.ts'
import { runFrom, type Source } from '../journal/source.ts'
import { networkOf } from '../net/network-of.ts'

/** Makes all that is written in the journal for a request say which network it came from. First of all hooks. */
export function tellOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => runFrom(sourceOf(request), done))
  // The body arrives by the socket, which knows nothing of the request: what follows it is told again.
  app.addHook('preValidation', (request, _reply, done) => runFrom(sourceOf(request), done))
}

/** What the journal keeps of an address: a reference of its network, that only the key of this instance finds again. */
export function originOf(key: Key, ip: string): string {
  return hmac(key, networkOf(ip)).slice(0, 16)
}

const sources = new WeakMap<FastifyRequest, Source>()

/** Where a request comes from. */
export function sourceOf(request: FastifyRequest): Source {
  const known = sources.get(request)
  if (known) return known
  const { keys } = request.server.site
  let origine: string | undefined
  const source: Source = {
    // Most requests write nothing.
    get origine() {
      origine ??= originOf(keys.origines[0], request.ip)
      return origine
    },
    pour: undefined,
  }
  sources.set(request, source)
  return source
}
