import {
  Busy,
  DamagedForm,
  InvariantError,
  NotFound,
  PreuveNeeded,
  Refused,
  SignInNeeded,
  StaleForm,
  TooMany,
} from './errors.ts'
import { ForeignOrigin } from './security.ts'

/** An error as the web must hear of it. */
export interface Failure {
  readonly status: number
  /** Which sentence is said; that of the status when absent. */
  readonly kind?: 'abime' | 'origine' | 'perime' | 'trop_souvent'
  /** When to come back, in seconds. */
  readonly retryAfter?: number
  /** Ours to mend: written in the log with a reference that the reader is given. */
  readonly bug?: boolean
}

const BUSY: Failure = { status: 503, retryAfter: 5 }
// Somebody must make room: sooner is no use.
const FULL: Failure = { status: 503, retryAfter: 60 }

/** What an error thrown anywhere in a request becomes. Unknown errors are ours: 500. */
export function failureOf(error: unknown): Failure {
  if (error instanceof NotFound) return { status: 404 }
  if (error instanceof Refused) return { status: error.status }
  if (error instanceof SignInNeeded) return { status: 401 }
  if (error instanceof PreuveNeeded) return { status: 403 }
  if (error instanceof TooMany) return { status: 429, kind: 'trop_souvent', retryAfter: error.seconds }
  if (error instanceof Busy) return { status: 503, retryAfter: error.seconds }
  if (error instanceof StaleForm) return { status: 403, kind: 'perime' }
  if (error instanceof DamagedForm) return { status: 422, kind: 'abime' }
  if (error instanceof ForeignOrigin) return { status: 403, kind: 'origine' }
  if (error instanceof InvariantError) return { status: 500, bug: true }
  return failureOfPostgres(error) ?? failureOfDisk(error) ?? failureOfFastify(error) ?? { status: 500, bug: true }
}

// PostgreSQL, appendix A. 22P02, 22021, 22P05: a text that is no value of its type; 22003, 22007, 22008: out of range.
const BAD_INPUT = new Set(['22P02', '22021', '22P05', '22003', '22007', '22008'])
// A statement or a lock that lasted too long, a lost race between transactions, no connection, disk or memory left, a server that
// stops or starts.
const UNAVAILABLE = new Set([
  '57014',
  '55P03',
  '25P03',
  '40001',
  '40P01',
  '53000',
  '53100',
  '53200',
  '53300',
  '53400',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
])
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])
// The disk of files is full, or its quota is; no file can be opened for the moment.
const DISK = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE'])
// pg tells these without a code.
const LOST =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout)/

function failureOfPostgres(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined
  const code = codeOf(error)
  if (BAD_INPUT.has(code)) return { status: 400 }
  if (UNAVAILABLE.has(code) || /^08[0-9A-Z]{3}$/.test(code) || NETWORK.has(code) || LOST.test(error.message))
    return BUSY
  return undefined
}

function failureOfDisk(error: unknown): Failure | undefined {
  return error instanceof Error && DISK.has(codeOf(error)) ? FULL : undefined
}

// What Fastify and its plugins refuse before any of our code: bad JSON, unknown type, body too large…
function failureOfFastify(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined
  const status: unknown = Reflect.get(error, 'statusCode')
  return typeof status === 'number' && status >= 400 && status < 500 ? { status } : undefined
}

function codeOf(error: Error): string {
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : ''
}
