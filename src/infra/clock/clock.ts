/** Gives the present instant. Whatever depends on time takes one as argument, so that tests and the demonstration choose it. */
export type Clock = () => Date

/** The clock of the machine. */
export function systemClock(): Date {
  return new Date()
}

/** A clock that stands still until told to move. */
export interface FixedClock extends Clock {
  /** Moves forward, in milliseconds (backward when negative). */
  advance(milliseconds: number): void
}

/** A clock standing at `date`, for tests and for making the demonstration's past. The given date is never modified. */
export function fixedClock(date: Date): FixedClock {
  let at = date.getTime()
  function advance(milliseconds: number): void {
    at += milliseconds
  }
  return Object.assign(() => new Date(at), { advance })
}
