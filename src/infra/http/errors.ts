/** There is nothing at that address for who is asking: absent, deleted, or somebody else's. A page 404. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

/**
 * The request is understood and will not be done: a page of that status (4xx).
 *
 * `code` is stable and in English words (`not_owner`): machines and logs read it, people read the sentence of the status.
 */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

/** Somebody must say who they are first: signing in, then back to the same place with nothing lost. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded'
}

/**
 * The least that proves anew who somebody is: a second factor; or, for who has none, a recent sign-in, by anything but a
 * passphrase alone.
 */
export type PreuveMinimum = 'facteur' | 'connexion'

/** Somebody known must prove it anew: proving, then back to the same place with nothing lost. */
export class PreuveNeeded extends Error {
  override readonly name = 'PreuveNeeded'
  readonly minimum: PreuveMinimum

  constructor(minimum: PreuveMinimum = 'facteur') {
    super('a proof is needed')
    this.minimum = minimum
  }
}

/** Asked too often: a page 429 that says when to try again, in seconds. */
export class TooMany extends Error {
  override readonly name = 'TooMany'
  readonly seconds: number

  constructor(seconds: number) {
    super('asked too often')
    this.seconds = seconds
  }
}

/** Too much is under way for this to be done now: a page 503 that says when to try again, in seconds. */
export class Busy extends Error {
  override readonly name = 'Busy'
  readonly seconds: number

  constructor(seconds: number) {
    super('too much under way')
    this.seconds = seconds
  }
}

/** One field of a form, as it was sent. */
export interface SentField {
  readonly name: string
  readonly value: string
}

/** A form came without the token of its page: shown again with its values, so that nothing typed is lost. */
export class StaleForm extends Error {
  override readonly name = 'StaleForm'
  readonly fields: readonly SentField[]

  constructor(fields: readonly SentField[]) {
    super('wrong or missing token')
    this.fields = fields
  }
}

/** A form arrived damaged or cut: nothing of it is recorded, and what could be read is shown, to be copied. A page 422. */
export class DamagedForm extends Error {
  override readonly name = 'DamagedForm'
  readonly fields: readonly SentField[]

  constructor(fields: readonly SentField[]) {
    super('damaged or cut form')
    this.fields = fields
  }
}

/** What can only be our own mistake: a page 500 with a reference. The message is ours and quotes nobody. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/** Says what must be true here. @throws {InvariantError} when it is not. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}
