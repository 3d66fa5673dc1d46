import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../src/modules/demarches/demonstration/random.ts'
import { checkGround, type GroundReport } from './check-ground.ts'
import type { Anomalie } from './check-history.ts'
import type { Ground } from './ground.ts'
import { type Fault, missingActes, type Played, playFault } from './play.ts'

/** Faults of one kind, by the name that is asked for. */
export interface Family<G extends Ground> {
  readonly nom: string
  /** Why it cannot be played here; nothing when it can. */
  missing?(): Promise<string | undefined>
  faults(random: Random): readonly Fault<G>[]
}

/** What comes of the faults played in one place: a line each, and what was looked at in the end. */
export interface Report {
  readonly lines: readonly Played[]
  readonly end: GroundReport | undefined
  /** What stopped it before its end. */
  readonly broken: readonly string[]
  readonly nonJoue: readonly string[]
}

/** What makes a run, and lets it be played again. */
export interface Chance {
  /** Begins the name of everything that is typed. */
  readonly run: string
  readonly random: Random
  /** When nothing more is begun. */
  readonly until: number
  /** Told of each line as soon as it is known. */
  readonly tell: (line: Played) => void
}

/** Families played one after the other in the same place. */
export interface Place {
  readonly noms: readonly string[]
  /** Plays those that are asked; nothing is even opened when none is. */
  run(asked: (nom: string) => boolean, chance: Chance): Promise<Report>
}

/** A place opened by `open` for these families. */
export function placeFor<G extends Ground>(
  open: (random: Random) => Promise<G>,
  families: readonly Family<G>[],
): Place {
  return {
    noms: families.map(({ nom }) => nom),
    async run(asked, chance) {
      const nonJoue: string[] = []
      const faults: Fault<G>[] = []
      for (const family of families.filter(({ nom }) => asked(nom))) {
        const missing = await family.missing?.()
        if (missing === undefined) faults.push(...family.faults(chance.random))
        else nonJoue.push(`${family.nom} : ${missing}`)
      }
      if (faults.length === 0) return { lines: [], end: undefined, broken: [], nonJoue }
      return { ...(await playAll(await open(chance.random), faults, chance)), nonJoue }
    },
  }
}

/** How long one fault may take, load and checks included. */
const FAULT_MS = 120_000

async function playAll<G extends Ground>(
  ground: G,
  faults: readonly Fault<G>[],
  { run, random, until, tell }: Chance,
): Promise<Report> {
  const lines: Played[] = []
  try {
    for (const [rank, fault] of faults.entries()) {
      if (Date.now() > until) throw new Error(`« ${fault.nom} » et la suite : le temps est écoulé, rien n’en est dit`)
      const line = await inTime(playFault(ground, fault, { run: `${run}${rank}`, random }), fault.nom)
      lines.push(line)
      tell(line)
    }
    const end = await checkGround(ground)
    const broken = missingActes(lines).map((acte) => `aucune opération « ${acte} » : rien n’en est dit`)
    return { lines, end, broken, nonJoue: [] }
  } catch (error) {
    return { lines, end: undefined, broken: [error instanceof Error ? error.message : String(error)], nonJoue: [] }
  } finally {
    await ground.close()
  }
}

async function inTime<Result>(playing: Promise<Result>, nom: string): Promise<Result> {
  const late = new AbortController()
  // Told already, or too late for anybody.
  playing.catch(() => {})
  try {
    const never = wait(FAULT_MS, undefined, { signal: late.signal }).then((): never => {
      throw new Error(`« ${nom} » n’a pas fini en ${FAULT_MS / 1_000} s`)
    })
    never.catch(() => {})
    return await Promise.race([playing, never])
  } finally {
    late.abort()
  }
}

/** Everything wrong in a report, lines and end. */
export function anomaliesOf({ lines, end }: Report): readonly Anomalie[] {
  return [...lines.flatMap(({ anomalies }) => anomalies), ...(end?.anomalies ?? [])]
}
