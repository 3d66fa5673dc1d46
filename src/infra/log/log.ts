import {
  type DestinationStream,
  destination,
  type LogFn,
  type Logger,
  type LoggerOptions,
  pino,
  stdTimeFunctions,
} from 'pino'

/** What our code writes technical events with: one JSON object a line. */
export type Log = Logger

/** From the most talkative to nothing at all. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** How much is written; `info` by default. */
export type LogLevel = (typeof LOG_LEVELS)[number]

interface LogOptions {
  readonly level: LogLevel
  /** Which process speaks: `serve`, `worker`, `start`… */
  readonly processus: string
  /** Where lines go; the standard error output when absent, because commands write their result on the other. */
  readonly stream?: DestinationStream
}

/**
 * A log of JSON lines that holds no personal data: requests are known by their route pattern (`/dossiers/:numero`),
 * never by their address, and an error's message is kept only when it cannot quote what somebody typed.
 */
export function createLog({ level, processus, stream = destination({ fd: 2, sync: true }) }: LogOptions): Log {
  const options: LoggerOptions = {
    level,
    base: { processus },
    timestamp: stdTimeFunctions.isoTime,
    serializers: LOG_SERIALIZERS,
    hooks: { logMethod: writeWithoutQuoting },
  }
  return pino(options, stream)
}

interface RequestLike {
  readonly id?: unknown
  readonly method?: unknown
  readonly routeOptions?: { readonly url?: unknown }
}

interface ReplyLike {
  readonly statusCode?: unknown
  readonly elapsedTime?: unknown
}

/** What a line keeps of a request, an answer or an error; Fastify finds them by these names. */
export const LOG_SERIALIZERS = {
  req: (request: RequestLike) => ({ id: request.id, method: request.method, route: request.routeOptions?.url }),
  res: (reply: ReplyLike) => ({
    status: reply.statusCode,
    durationMs: typeof reply.elapsedTime === 'number' ? Math.round(reply.elapsedTime * 10) / 10 : undefined,
  }),
  err: describeError,
  /** At its most talkative, the reader of forms says the headers of a request, cookies included: nothing is kept of them. */
  busboyOptions: () => undefined,
}

/** An error without the words of people: its kind, its code and where it happened. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const described = {
    type: error.name,
    code: textOf(error, 'code'),
    constraint: textOf(error, 'constraint'),
    table: textOf(error, 'table'),
    message: isSafe(error) ? error.message : undefined,
    stack: framesOf(error),
  }
  return error.cause instanceof Error ? { ...described, cause: describeError(error.cause) } : described
}

// Without a sentence, pino takes the message of the error as its own; Fastify gives it explicitly.
function writeWithoutQuoting(this: Logger, [subject, sentence, ...rest]: Parameters<LogFn>, write: LogFn): void {
  const error: unknown = isObject(subject) && !(subject instanceof Error) ? Reflect.get(subject, 'err') : subject
  if (!(error instanceof Error) || (sentence !== undefined && sentence !== error.message)) {
    write.apply(this, [subject, sentence, ...rest])
    return
  }
  write.apply(this, [subject, isSafe(error) ? error.message : error.name])
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

// PostgreSQL quotes values in classes 22 and 23 (« invalid input syntax for type date: "Dupont" »), JSON.parse quotes its
// input: only messages written by us or by the system, which speak of files and addresses of servers, are kept.
function isSafe(error: Error): boolean {
  if (error.name === 'InvariantError') return true
  const code = textOf(error, 'code')
  if (code === undefined) return false
  return /^E[A-Z]+$/.test(code) || /^(08|25|28|3D|40|42501|42P01|42883|53|54|55|57|58)/.test(code)
}

function framesOf(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}

function textOf(error: Error, key: string): string | undefined {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : undefined
}
