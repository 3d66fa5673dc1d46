import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CSRF_FIELD, csrfToken, sentFields } from './csrf.ts'
import type { ErrorPage, ErrorView, Renvoi } from './error-view.ts'
import {
  DamagedForm,
  NotFound,
  type PreuveMinimum,
  PreuveNeeded,
  Refused,
  type SentField,
  SignInNeeded,
  StaleForm,
  TooMany,
} from './errors.ts'
import { type Failure, failureOf } from './failure.ts'
import { langueOfRequest } from './langue.ts'
import { readSoFar } from './multipart.ts'
import { errorText, httpTexts, waitText } from './texts.ts'

/** What answering errors needs from the house. */
export interface ErrorAnswers {
  readonly errorPage: ErrorPage
  /** Which language the reader speaks: the account's when there is one. */
  readonly langueOf?: typeof langueOfRequest
  /** Told of every error of ours, with the reference that its reader was given. */
  readonly onProblem?: (error: unknown, reference: string) => void
  /** Which methods an address answers to. */
  readonly methodsOf: (path: string) => readonly string[]
}

type Ask = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

declare module 'fastify' {
  interface FastifyInstance {
    /** How somebody unknown is asked who they are; set by the module that knows people. A page 401 until then. */
    signIn: Ask | undefined
    /** How somebody known is asked to prove it anew; set by the same module. A page 403 until then. */
    prove: ((request: FastifyRequest, reply: FastifyReply, minimum: PreuveMinimum) => Promise<FastifyReply>) | undefined
  }
}

/** Turns everything thrown in a request, and every unknown address, into a page with the right status; never a stack. */
export function answerErrors(app: FastifyInstance, options: ErrorAnswers): void {
  app.decorate('signIn', undefined)
  app.decorate('prove', undefined)
  app.setErrorHandler<FastifyError>((error, request, reply) => answer(app, options, { error, request, reply }))
  app.setNotFoundHandler((request, reply) => {
    const methods = options.methodsOf(pathOf(request))
    // A route of that method may itself have found nothing there.
    const isMethod = methods.length > 0 && !methods.includes(request.method)
    const error = isMethod ? new Refused(405, 'method') : new NotFound()
    if (isMethod) void reply.header('allow', methods.join(', '))
    return answer(app, options, { error, request, reply })
  })
}

/** Why a request was refused, when that tells something of who asked. */
export type Raison = 'droit' | 'introuvable' | 'formulaire' | 'origine' | 'trop_souvent'

const raisons = new WeakMap<FastifyRequest, Raison>()

/** Why this request was refused; nothing when it was not, or for another kind of reason. */
export function refusedFor(request: FastifyRequest): Raison | undefined {
  return raisons.get(request)
}

function raisonOf(error: unknown, { status, kind }: Failure): Raison | undefined {
  if (error instanceof PreuveNeeded) return undefined
  if (kind === 'perime') return 'formulaire'
  if (kind === 'origine' || kind === 'trop_souvent') return kind
  if (error instanceof NotFound) return 'introuvable'
  return status === 403 ? 'droit' : undefined
}

interface Problem {
  readonly error: unknown
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** A form to be sent again later. */
  readonly kept?: readonly SentField[]
}

async function answer(
  app: FastifyInstance,
  options: ErrorAnswers,
  { error, request, reply }: Problem,
): Promise<FastifyReply> {
  const asked =
    error instanceof SignInNeeded
      ? app.signIn?.(request, reply)
      : error instanceof PreuveNeeded
        ? app.prove?.(request, reply, error.minimum)
        : undefined
  if (asked) {
    try {
      return await asked
    } catch (refused) {
      return answerPage(options, { error: refused, request, reply })
    }
  }
  const problem = { error, request, reply }
  const isLater = error instanceof TooMany || failureOf(error).status === 503
  return answerPage(options, { ...problem, ...(isLater ? { kept: await typedBefore(request) } : {}) })
}

/** What a form refused for its number or its moment, not for what it says, had carried. */
async function typedBefore(request: FastifyRequest): Promise<readonly SentField[]> {
  if (request.method !== 'POST') return []
  // A body that is no form has nothing to give back.
  const fields = await sentFields(request).catch(() => [])
  return fields.filter(({ name }) => name !== CSRF_FIELD)
}

function answerPage(options: ErrorAnswers, { error, request, reply, kept = [] }: Problem): FastifyReply {
  const failure = failureOf(error)
  const raison = raisonOf(error, failure)
  if (raison) raisons.set(request, raison)
  report(options, { error, request, failure })
  if (failure.retryAfter !== undefined) void reply.header('retry-after', failure.retryAfter)
  // The rest of a refused body will not be read: the connection cannot serve another request.
  if (failure.status === 413) void reply.header('connection', 'close')
  const langue = (options.langueOf ?? langueOfRequest)(request)
  const said = sentences(langue, failure)
  const view: ErrorView = {
    status: failure.status,
    ...said,
    ...(kept.length > 0 ? { explication: `${said.explication} ${keptText(langue, request)}` } : {}),
    ...(failure.status >= 500 ? { reference: request.id } : {}),
    ...(error instanceof DamagedForm ? { saisies: typedIn(error.fields) } : {}),
    ...(error instanceof StaleForm ? { renvoi: resend(request, reply, error.fields) } : {}),
    ...(kept.length > 0 ? { renvoi: resend(request, reply, kept) } : {}),
  }
  return reply.html(options.errorPage(request, view), failure.status)
}

/** That what was typed is in the page, and that files are not. */
function keptText(langue: Parameters<typeof httpTexts>[0], request: FastifyRequest): string {
  const { reponses, fichiers } = httpTexts(langue).garde
  return readSoFar(request)?.hasFiles === true ? `${reponses} ${fichiers}` : reponses
}

function sentences(langue: Parameters<typeof httpTexts>[0], { status, kind, retryAfter }: Failure) {
  const texts = httpTexts(langue)
  if (kind === 'origine') return texts.origine
  if (kind === 'abime') return texts.abime
  if (kind === 'perime') return { titre: texts.perime.titre, explication: texts.perime.explication }
  if (kind === 'trop_souvent') return texts.tropSouvent(waitText(langue, retryAfter ?? 60))
  return errorText(langue, status)
}

// Names that begin with `_` are the form's own business.
function typedIn(fields: readonly SentField[]): readonly string[] {
  return fields.filter(({ name, value }) => !name.startsWith('_') && value.trim() !== '').map(({ value }) => value)
}

/** The form as it was sent, with a fresh token, for the page that offers to send it again. */
export function resend(request: FastifyRequest, reply: FastifyReply, fields: readonly SentField[]): Renvoi {
  const langue = langueOfRequest(request)
  return {
    action: request.originalUrl,
    bouton: httpTexts(langue).perime.bouton,
    champs: [{ name: CSRF_FIELD, value: csrfToken(request, reply) }, ...fields],
  }
}

function report(
  options: ErrorAnswers,
  { error, request, failure }: { error: unknown; request: FastifyRequest; failure: Failure },
): void {
  const code = error instanceof Refused ? error.code : undefined
  if (failure.bug) {
    request.log.error({ err: error }, 'an error of ours')
    options.onProblem?.(error, request.id)
  } else if (failure.status >= 500) request.log.warn({ err: error }, 'unavailable')
  else request.log.debug({ status: failure.status, code }, 'refused')
}

function pathOf({ url }: FastifyRequest): string {
  const path = url.split('?', 1)[0] ?? '/'
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
