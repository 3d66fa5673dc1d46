import type { FastifyInstance, FastifyReply } from 'fastify'

declare module 'fastify' {
  interface FastifyReply {
    /** Sends a page that no cache keeps: most pages tell something of somebody. */
    html(this: FastifyReply, body: string, status?: number): FastifyReply
    /** Sends a page that says the same to everybody; caches may keep it and must ask again each time. */
    publicHtml(this: FastifyReply, body: string): FastifyReply
  }
}

/** Gives answers their ways of sending pages; what says nothing of caches says `no-store`. */
export function decorateAnswers(app: FastifyInstance): void {
  app.decorateReply('html', html)
  app.decorateReply('publicHtml', publicHtml)
  app.addHook('onSend', async (_request, reply, payload) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    return payload
  })
}

function html(this: FastifyReply, body: string, status = 200): FastifyReply {
  // As bytes: a text would be gone through twice, for its length and for its encoding.
  return this.code(status).type('text/html; charset=utf-8').send(Buffer.from(body))
}

// A page that sets a cookie, or that greets somebody by name, differs by cookie: shared caches keep them apart.
function publicHtml(this: FastifyReply, body: string): FastifyReply {
  if (this.hasHeader('set-cookie')) return this.html(body)
  return this.header('cache-control', 'no-cache').header('vary', 'cookie, accept-language').html(body)
}
