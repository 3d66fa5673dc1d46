/** 0 done, 1 failed, 2 badly asked. */
export type ExitCode = 0 | 1 | 2

/** The command cannot be done; the message says, in French, what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ExitCode

  constructor(message: string, code: ExitCode = 1) {
    super(message)
    this.code = code
  }
}

/** What was asked is not understood: the usage is recalled. */
export function badUsage(message: string): Refusal {
  return new Refusal(message, 2)
}
