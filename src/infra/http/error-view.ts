import type { FastifyRequest } from 'fastify'
import type { SentField } from './errors.ts'

/** What a page of error has to show; how it looks is not ours to know. */
export interface ErrorView {
  readonly status: number
  readonly titre: string
  readonly explication: string
  /** What the reader may quote to us, and the log holds. */
  readonly reference?: string
  /** What had been typed and was not recorded, to be read and copied. */
  readonly saisies?: readonly string[]
  /** A form to send again as it was: every field hidden, one button. */
  readonly renvoi?: Renvoi
}

/** A form to send again to the address it was meant for, its fresh token among the fields. */
export interface Renvoi {
  readonly action: string
  readonly bouton: string
  readonly champs: readonly SentField[]
}

/** Draws the page of an error, in the reader's language. Must not throw nor wait: it may be all that still works. */
export type ErrorPage = (request: FastifyRequest, view: ErrorView) => string
