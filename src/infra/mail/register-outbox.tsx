import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { ComponentChildren } from 'preact'
import type { Langue } from '../../core/texte.ts'
import { CourrielPage, OUTBOX_PATH, OutboxPage, outboxTexts } from './outbox-page.tsx'
import { findCourriel, listCourriels } from './outbox-store.ts'
import type { CourrielTables } from './tables.ts'

const LIMIT = 50
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What the outbox needs from the house. */
export interface OutboxOptions {
  readonly db: Kysely<CourrielTables>
  /** True in demonstration mode; otherwise nothing is registered. */
  readonly demo: boolean
  /** Puts a page in the frame of the site. */
  readonly frame: (request: FastifyRequest, page: { titre: string; contenu: ComponentChildren }) => string
  readonly langueOf: (request: FastifyRequest) => Langue
}

/**
 * Mounts `/_courriels`, where the mails of a demonstration are read: in demonstration mode only, and only for who sits
 * at this machine. Everybody else meets a 404, as if it did not exist.
 */
export function registerOutbox(app: FastifyInstance, { db, demo, frame, langueOf }: OutboxOptions): void {
  if (!demo) return
  app.get<{ Querystring: { destinataire?: string | string[] } }>(OUTBOX_PATH, async (request, reply) => {
    if (!isLocal(request)) return reply.callNotFound()
    const langue = langueOf(request)
    const recherche = [request.query.destinataire ?? ''].flat().at(-1)?.replaceAll('\0', '').trim().slice(0, 254) ?? ''
    const courriels = await listCourriels(db, { destinataire: recherche, limit: LIMIT })
    const contenu = <OutboxPage langue={langue} courriels={courriels} recherche={recherche} limit={LIMIT} />
    return sendHtml(reply, frame(request, { titre: outboxTexts(langue).titre, contenu }))
  })
  app.get<{ Params: { id: string } }>(`${OUTBOX_PATH}/:id`, async (request, reply) => {
    const courriel = await readCourriel(db, request)
    if (!courriel) return reply.callNotFound()
    const contenu = <CourrielPage langue={langueOf(request)} courriel={courriel} />
    return sendHtml(reply, frame(request, { titre: courriel.sujet, contenu }))
  })
  app.get<{ Params: { id: string } }>(`${OUTBOX_PATH}/:id/html`, async (request, reply) => {
    const courriel = await readCourriel(db, request)
    if (!courriel) return reply.callNotFound()
    // The mail has its own <style>, which our pages may not have; in the sandbox it can do nothing else.
    reply.header(
      'content-security-policy',
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    )
    return sendHtml(reply, courriel.corps_html)
  })
}

async function readCourriel(db: Kysely<CourrielTables>, request: FastifyRequest<{ Params: { id: string } }>) {
  return isLocal(request) && UUID.test(request.params.id) ? findCourriel(db, request.params.id) : undefined
}

/** True when the peer is this very machine. What a proxy forwarded comes from elsewhere, even through a local proxy. */
function isLocal(request: FastifyRequest): boolean {
  const { 'x-forwarded-for': forwardedFor, forwarded } = request.headers
  if (forwardedFor !== undefined || forwarded !== undefined) return false
  const peer = (request.raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  return peer === '::1' || /^127(?:\.\d{1,3}){3}$/.test(peer)
}

function sendHtml(reply: FastifyReply, html: string): FastifyReply {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html)
}
