import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Langue } from '../../../core/texte.ts'
import { numeroOf } from '../../../infra/http/request-texts.ts'
import { formatNombre } from '../../../ui/format.ts'
import { MESSAGE_MAX, type Motif, type PostedMessage, readMessageForm, refusedText } from '../../dossiers/index.ts'
import { addNote, followDossier } from '../actions/note.ts'
import { askCorrection, writeUsager } from '../actions/write-usager.ts'
import { paths, withParam } from '../paths.ts'
import { NOTE_MAX } from '../rules.ts'
import { textsOf } from '../texts.ts'
import { langueOf, postedOf, type RoutesDeps, sessionOf } from './deps.ts'
import { answer } from './dossier.tsx'
import { keptQuery, showDossier } from './show-dossier.tsx'

/** What is said about a dossier: to its usager, asking for a correction or not, and within the team. */
export function echangesRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.post('/agents/dossiers/:numero/messages', { config: { fichiers: true } }, async (request, reply) => {
    const session = await sessionOf(deps, request)
    const posted = await readMessageForm(deps, request)
    const again = (texte: string) =>
      showDossier(deps, {
        request,
        reply,
        session,
        typed: { message: posted.corps },
        erreurs: [{ id: 'corps', texte }],
        status: 422,
      })
    const t = textsOf(langueOf(deps, request)).dossier
    const lost = lostOf(posted, langueOf(deps, request))
    if (lost !== undefined) return again(lost)
    const sent = await writeUsager(deps, {
      ...posted,
      numero: numeroOf(request),
      agent: session.agent,
      now: deps.clock(),
    })
    switch (sent.outcome) {
      case 'sent':
        return done(request, reply, 'message')
      case 'empty':
        return again(t.messageVide)
      case 'too_long':
        return again(t.tropLong(formatNombre(langueOf(deps, request), MESSAGE_MAX)))
    }
  })

  app.post('/agents/dossiers/:numero/correction', { config: { fichiers: true } }, async (request, reply) => {
    const session = await sessionOf(deps, request)
    const posted = await readMessageForm(deps, request)
    const motif = motifOf(posted.field('motif'))
    const typed = { motif, correction: posted.corps }
    const again = (texte: string) =>
      showDossier(deps, { request, reply, session, typed, erreurs: [{ id: 'correction-corps', texte }], status: 422 })
    const t = textsOf(langueOf(deps, request)).dossier
    const lost = lostOf(posted, langueOf(deps, request))
    if (lost !== undefined) return again(lost)
    const asked = { ...posted, numero: numeroOf(request), agent: session.agent, motif, now: deps.clock() }
    const moved = await askCorrection(deps, asked)
    if (moved.outcome === 'empty') return again(t.correctionVide)
    if (moved.outcome === 'too_long') return again(t.tropLong(formatNombre(langueOf(deps, request), MESSAGE_MAX)))
    return answer(deps, { request, reply, session, moved, fait: 'correction', typed })
  })
  equipeRoutes(app, deps)
}

function equipeRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.post('/agents/dossiers/:numero/notes', async (request, reply) => {
    const session = await sessionOf(deps, request)
    const { fields, cle, cut } = await postedOf(request)
    const corps = fields.one('note') ?? ''
    const again = (texte: string) =>
      showDossier(deps, {
        request,
        reply,
        session,
        typed: { note: corps },
        erreurs: [{ id: 'note', texte }],
        status: 422,
      })
    const t = textsOf(langueOf(deps, request)).dossier
    if (cut) return again(t.coupe)
    const added = await addNote(deps, {
      ...{ numero: numeroOf(request), agent: session.agent, corps, now: deps.clock() },
      cle: cle === '' ? request.id : cle,
    })
    switch (added.outcome) {
      case 'added':
        return done(request, reply, 'note')
      case 'empty':
        return again(t.noteVide)
      case 'too_long':
        return again(t.tropLong(formatNombre(langueOf(deps, request), NOTE_MAX)))
    }
  })

  app.post('/agents/dossiers/:numero/suivi', async (request, reply) => {
    const { agent } = await sessionOf(deps, request)
    const { fields } = await postedOf(request)
    const follow = fields.one('suivre') === '1'
    await followDossier(deps, { numero: numeroOf(request), agent, follow, now: deps.clock() })
    return done(request, reply, follow ? 'suivi' : 'nonSuivi')
  })
}

function done(request: FastifyRequest, reply: FastifyReply, fait: string): FastifyReply {
  return reply.redirect(paths.dossier(numeroOf(request), withParam(keptQuery(request), 'fait', fait)), 303)
}

/** Why a form with files did not come whole. */
function lostOf({ cut, refused }: PostedMessage, langue: Langue): string | undefined {
  const t = textsOf(langue).dossier
  if (cut) return t.coupe
  const [first] = refused
  return first && refusedText(first, { langue, champ: t.message, inconnu: t.fichierRefuse })
}

/** The reason of the form; the most common one when it says none. */
function motifOf(text: string): Motif {
  return text === 'incomplet' || text === 'perime' ? text : 'incorrect'
}
