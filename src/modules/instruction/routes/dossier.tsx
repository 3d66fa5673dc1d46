import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { numeroOf } from '../../../infra/http/request-texts.ts'
import type { Erreur } from '../../../ui/error-summary.tsx'
import { formatNombre } from '../../../ui/format.ts'
import { type AgentMoved, decide, reopen, returnToConstruction, takeInstruction } from '../actions/move.ts'
import type { Decision } from '../deps.ts'
import type { Typed } from '../pages/typed.ts'
import { paths, withParam } from '../paths.ts'
import { MOTIVATION_MAX } from '../rules.ts'
import { textsOf } from '../texts.ts'
import { langueOf, type Posted, postedOf, type RoutesDeps, type Session, sessionOf } from './deps.ts'
import { keptQuery, showDossier } from './show-dossier.tsx'

/** Reading a dossier, and moving it along its lifecycle. */
export function dossierRoutes(app: FastifyInstance, deps: RoutesDeps): void {
  app.get('/agents/dossiers/:numero', async (request, reply) => {
    const session = await sessionOf(deps, request)
    return showDossier(deps, { request, reply, session })
  })

  const simple = (path: string, fait: string, act: typeof takeInstruction) =>
    app.post(`/agents/dossiers/:numero/${path}`, async (request, reply) => {
      const session = await sessionOf(deps, request)
      const { cle } = await postedOf(request)
      const moved = await act(deps, { numero: numeroOf(request), agent: session.agent, cle, now: deps.clock() })
      return answer(deps, { request, reply, session, moved, fait })
    })
  simple('instruction', 'prise', takeInstruction)
  simple('retour', 'retour', returnToConstruction)
  simple('reouverture', 'reouverture', reopen)

  app.post('/agents/dossiers/:numero/decision', async (request, reply) => {
    const session = await sessionOf(deps, request)
    const posted = await postedOf(request)
    const typed = { decision: posted.fields.one('decision') ?? '', motivation: posted.fields.one('motivation') ?? '' }
    const read = readDecision(posted, typed, textsOf(langueOf(deps, request)).dossier, (max) =>
      formatNombre(langueOf(deps, request), max),
    )
    if ('erreurs' in read)
      return showDossier(deps, { request, reply, session, typed, erreurs: read.erreurs, status: 422 })
    const asked = {
      numero: numeroOf(request),
      agent: session.agent,
      cle: posted.cle,
      decision: read.decision,
      now: deps.clock(),
    }
    const moved = await decide(deps, asked)
    return answer(deps, { request, reply, session, moved, fait: 'decision', typed })
  })
}

interface Answered {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly session: Session
  readonly moved: AgentMoved
  /** What the next page says was done. */
  readonly fait: string
  readonly typed?: Typed
}

/** What follows a move: the dossier with what was done, or as it is now with the reason why it was not. */
export async function answer(deps: RoutesDeps, { moved, fait, typed = {}, ...shown }: Answered): Promise<FastifyReply> {
  const { request, reply } = shown
  const t = textsOf(langueOf(deps, request)).dossier
  switch (moved.outcome) {
    case 'moved':
      return reply.redirect(paths.dossier(numeroOf(request), withParam(keptQuery(request), 'fait', fait)), 303)
    case 'overtaken':
      return showDossier(deps, { ...shown, typed, overtaken: { last: moved.last }, status: 409 })
    case 'correction_pending':
      return showDossier(deps, { ...shown, typed, refus: t.correctionDeja, status: 409 })
    case 'tacit_acceptance':
      return showDossier(deps, { ...shown, typed, refus: t.retourTacite, status: 409 })
    case 'motivation_missing': {
      const erreurs = [{ id: 'motivation', texte: t.motivationRequise }]
      return showDossier(deps, { ...shown, typed, erreurs, status: 422 })
    }
  }
}

type DossierTexts = ReturnType<typeof textsOf>['dossier']

/** The decision of the form, or what to mend first. A refusal without its reasons is none (CRPA L211-2). */
function readDecision(
  { cut }: Posted,
  typed: { readonly decision: string; readonly motivation: string },
  t: DossierTexts,
  inWords: (nombre: number) => string,
): { readonly decision: Decision } | { readonly erreurs: readonly Erreur[] } {
  const motivation = typed.motivation.trim()
  const given = motivation === '' ? {} : { motivation }
  if (cut) return { erreurs: [{ id: 'motivation', texte: t.coupe }] }
  if (motivation.length > MOTIVATION_MAX)
    return { erreurs: [{ id: 'motivation', texte: t.tropLong(inWords(MOTIVATION_MAX)) }] }
  switch (typed.decision) {
    case 'accept':
      return { decision: { kind: 'accept', ...given } }
    case 'close_without_action':
      return { decision: { kind: 'close_without_action', ...given } }
    case 'refuse':
      return motivation === ''
        ? { erreurs: [{ id: 'motivation', texte: t.motivationRequise }] }
        : { decision: { kind: 'refuse', motivation } }
    default:
      return { erreurs: [{ id: 'decision', texte: t.decisionRequise }] }
  }
}
