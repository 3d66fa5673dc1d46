import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The clock of the machine that runs the program; that of the database is another machine's. */
export interface MachineClock {
  /** The settings of the processes that live by it. */
  readonly settings: Readonly<Record<string, string>>
  now(): Date
  /** Puts it that many ms ahead of ours (behind when negative), from one instant to the next. */
  shift(ms: number): void
}

/** A clock that tells the true time until it is shifted, kept in a file of that folder. */
export function createMachineClock(folder: string): MachineClock {
  const file = join(folder, 'horloge')
  let shifted = 0
  const preload = pathToFileURL(join(import.meta.dirname, 'shifted-date.ts')).href
  function shift(ms: number): void {
    shifted = ms
    writeFileSync(file, String(ms))
  }
  shift(0)
  return {
    settings: { PARVIS_PANNES_HORLOGE: file, NODE_OPTIONS: `--import=${preload}` },
    now: () => new Date(Date.now() + shifted),
    shift,
  }
}
