import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import { currentSource } from '../journal/source.ts'
import { TooMany } from './errors.ts'
import { hit } from './limits.ts'

/** What may be sent, an hour, of one kind of action. */
export interface Genre {
  /** Names it in the counters. */
  readonly nom: string
  readonly parCompte: number
  /** Of those who are not signed in, a whole network together. */
  readonly parReseau: number
}

interface LimitedPosts {
  // biome-ignore lint/suspicious/noExplicitAny: the counters are of no module
  readonly db: Kysely<any>
  readonly clock: Clock
  /** The kind of action of a form, by the pattern of its address; nothing when it is counted where it is received. */
  readonly genreOf: (pattern: string) => Genre | undefined
  /** Who is signed in. */
  readonly compteOf: (request: FastifyRequest) => string | undefined
}

const HOUR = 3_600

/**
 * Counts every form received, for its account or else its network, and refuses those that are too many before anything of
 * them is read: the page gives back what was typed. `tellRefusals` tells the journal.
 *
 * To be called once sessions are read.
 */
export function limitPosts(app: FastifyInstance, { db, clock, genreOf, compteOf }: LimitedPosts): void {
  app.addHook('onRequest', async (request) => {
    const pattern = request.routeOptions.url
    if (request.method !== 'POST' || pattern === undefined) return
    const genre = genreOf(pattern)
    if (!genre) return
    const compteId = compteOf(request)
    const who = compteId === undefined ? `reseau|${currentSource().origine}` : `compte|${compteId}`
    const max = compteId === undefined ? genre.parReseau : genre.parCompte
    const counted = await hit(db, { cle: `envoi|${genre.nom}|${who}`, max, secondes: HOUR, now: clock() })
    if (!counted.permis) throw new TooMany(counted.secondes)
  })
}
