import type { FastifyInstance, FastifyReply } from 'fastify'

declare module 'fastify' {
  interface FastifyReply {
    /** Sends a page that no cache keeps: most pages tell something of somebody. */
    html(this: FastifyReply, body: string, status?: number): FastifyReply
    /** Sends a page that says the same to everybody; caches may keep it and must ask again each time. */
    publicHtml(this: FastifyReply, body: string): FastifyReply
  }
}

/** Gives answers their ways of sending pages; what says nothing of caches, or gives a cookie, says `no-store`. Registered after cookies. */
export function decorateAnswers(app: FastifyInstance): void {
  app.decorateReply('html', html)
  app.decorateReply('publicHtml', publicHtml)
  app.addHook('onSend', async (_request, reply, payload) => {
    // Cookies are written when an answer leaves: only here is it known that it gives one, and thus is for one reader.
    if (!reply.hasHeader('cache-control') || reply.hasHeader('set-cookie'))
      void reply.header('cache-control', 'no-store')
    return payload
  })
}

function html(this: FastifyReply, body: string, status = 200): FastifyReply {
  return this.code(status).type('text/html; charset=utf-8').send(encode(body))
}

// A page that greets somebody by name differs by cookie: shared caches keep them apart.
function publicHtml(this: FastifyReply, body: string): FastifyReply {
  return this.header('cache-control', 'no-cache').header('vary', 'cookie, accept-language').html(body)
}

// Gone through once: a text sent as it is, or `Buffer.from`, is first read whole for its length. A UTF-16 unit takes at
// most three bytes of UTF-8.
function encode(body: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(body.length * 3)
  return bytes.subarray(0, bytes.write(body))
}
