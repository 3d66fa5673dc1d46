import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import { withContext } from '../db/with-context.ts'
import { type Fait, writeJournal } from '../journal/journal.ts'
import { runFrom } from '../journal/source.ts'
import type { Log } from '../log/log.ts'
import { type Raison, refusedFor } from './error-answers.ts'
import { sourceOf } from './origin.ts'

/** What telling refusals needs. */
export interface RefusalsOptions {
  // biome-ignore lint/suspicious/noExplicitAny: the journal is beside every module
  readonly db: Kysely<any>
  readonly clock: Clock
  readonly log: Log
  /** Who asked. */
  who(request: FastifyRequest): Pick<Fait, 'role' | 'compteId'>
  /** What was asked for and whose it is, when it exists. */
  find(request: FastifyRequest): Promise<Pick<Fait, 'objet' | 'organismeId'> | undefined>
  /** Whether everybody may read what is at addresses of that pattern: not there, it is nobody else's. */
  isPublic(pattern: string): boolean
  /** `BORNES` when absent. */
  readonly bornes?: Bornes
}

/** How many refusals a process tells in a quarter of an hour: of one account or network, and in all. */
export interface Bornes {
  readonly parSource: number
  readonly enTout: number
}

/** Far above what people meet, far below what would fill a journal. */
const BORNES: Bornes = { parSource: 20, enTout: 500 }
const QUARTER_MS = 15 * 60_000

/**
 * Tells the journal what was refused: a right that lacks, somebody else's object, a form of another site, too many requests.
 * After the answer, which waits for nothing; bounded, and what is left out is counted, so that nobody fills the journal.
 */
export function tellRefusals(app: FastifyInstance, options: RefusalsOptions): void {
  const pending = new Set<Promise<void>>()
  const count = createCounter(options.bornes ?? BORNES)
  app.addHook('onResponse', async (request, reply) => {
    const raison = raisonOf(options, request, reply.statusCode)
    if (raison === undefined) return
    const who = options.who(request)
    if (raison === 'introuvable' && who.compteId === undefined) return
    const now = options.clock()
    const counted = count(who.compteId ?? sourceOf(request).origine, now)
    if (!counted.told) return
    const writing = runFrom(sourceOf(request), () =>
      write(options, { request, raison, who, now, untold: counted.untold }),
    )
      .catch((err: unknown) => options.log.warn({ err }, 'journal : refus non écrit'))
      .finally(() => pending.delete(writing))
    pending.add(writing)
  })
  app.addHook('onClose', async () => {
    await Promise.all(pending)
  })
}

// Some routes say themselves that it was asked too often, with the form to send again.
function raisonOf(
  { isPublic }: Pick<RefusalsOptions, 'isPublic'>,
  request: FastifyRequest,
  status: number,
): Raison | undefined {
  const raison = refusedFor(request) ?? (status === 429 ? 'trop_souvent' : undefined)
  const pattern = patternOf(request)
  return raison === 'introuvable' && (isPublic(pattern) || !pattern.includes(':')) ? undefined : raison
}

function patternOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? ''
}

interface Refus {
  readonly request: FastifyRequest
  readonly raison: Raison
  readonly who: Pick<Fait, 'role' | 'compteId'>
  readonly now: Date
  /** How many were left out of the quarter of an hour before. */
  readonly untold: number
}

async function write(options: RefusalsOptions, { request, raison, who, now, untold }: Refus): Promise<void> {
  const adresse = `${request.method} ${patternOf(request)}`
  const found = await options.find(request)
  const refus = {
    at: now,
    ...who,
    action: 'acces.refuse',
    objet: `adresse:${adresse}`,
    ...found,
    meta: { raison, adresse },
  }
  const silence = {
    at: now,
    role: 'systeme',
    action: 'acces.silence',
    objet: 'journal',
    meta: { refus: untold },
  } as const
  await withContext(options.db, { role: 'systeme' }, (tx) =>
    writeJournal(tx, ...(untold > 0 ? [silence, refus] : [refus])),
  )
}

/** Counts, by quarter of an hour, what is told of each source; in memory, since counting in the database would cost what it spares. */
function createCounter({ parSource, enTout }: Bornes) {
  let quarter = 0
  let total = 0
  let untold = 0
  const sources = new Map<string, number>()
  return (source: string, now: Date): { readonly told: boolean; readonly untold: number } => {
    const current = Math.floor(now.getTime() / QUARTER_MS)
    const before = current === quarter ? 0 : untold
    if (current !== quarter) {
      quarter = current
      total = 0
      untold = 0
      sources.clear()
    }
    const known = sources.get(source) ?? 0
    if (known >= parSource || total >= enTout) {
      untold += 1
      return { told: false, untold: 0 }
    }
    sources.set(source, known + 1)
    total += 1
    return { told: true, untold: before }
  }
}
