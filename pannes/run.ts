import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../src/modules/demarches/demonstration/random.ts'
import { checkGround, type GroundReport } from './check-ground.ts'
import type { Anomalie } from './check-history.ts'
import type { Ground } from './ground.ts'
import { type Fault, type Played, playFault } from './play.ts'

/** Faults played one after the other in the same place. */
export interface Family {
  readonly nom: string
  /** Why it cannot be played here; nothing when it can. */
  readonly missing?: string | undefined
  open(): Promise<Ground>
  readonly faults: readonly Fault[]
}

/** What came of a family: its lines, and what was looked at in the end. */
export interface FamilyReport {
  readonly lines: readonly Played[]
  readonly end: GroundReport | undefined
  /** What stopped it, beside what the lines say. */
  readonly broken: readonly string[]
}

/** How long one fault may take, load and checks included. */
const FAULT_MS = 120_000

/** Opens the place, plays the faults, looks at everything, and closes it whatever happened. */
export async function runFamily(
  { open, faults }: Family,
  { run, random }: { readonly run: string; readonly random: Random },
): Promise<FamilyReport> {
  const ground = await open()
  const lines: Played[] = []
  try {
    for (const fault of faults) {
      const line = await inTime(playFault(ground, fault, { run: `${run}${lines.length}`, random }), fault.nom)
      lines.push(line)
    }
    return { lines, end: await checkGround(ground), broken: [] }
  } catch (error) {
    return { lines, end: undefined, broken: [error instanceof Error ? error.message : String(error)] }
  } finally {
    await ground.close()
  }
}

async function inTime<Result>(playing: Promise<Result>, nom: string): Promise<Result> {
  const late = new AbortController()
  try {
    return await Promise.race([
      playing,
      wait(FAULT_MS, undefined, { signal: late.signal, ref: false }).then((): never => {
        throw new Error(`« ${nom} » n’a pas fini en ${FAULT_MS / 1_000} s`)
      }),
    ])
  } finally {
    late.abort()
  }
}

/** Everything wrong in a report, lines and end. */
export function anomaliesOf({ lines, end }: FamilyReport): readonly Anomalie[] {
  return [...lines.flatMap(({ anomalies }) => anomalies), ...(end?.anomalies ?? [])]
}
