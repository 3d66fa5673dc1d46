import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../src/modules/demarches/demonstration/random.ts'
import { type Anomalie, checkHistory } from './check-history.ts'
import type { Ground } from './ground.ts'
import type { Acte, Operation } from './history.ts'
import { type RunningLoad, startLoad } from './load.ts'
import { readKept } from './read-kept.ts'

/** Something to break while people work. */
export interface Fault<G extends Ground> {
  readonly nom: string
  /** Breaks it and lets it come back; gives how long serving took to come back each time, in ms, with what was broken. */
  play(ground: G, load: RunningLoad): Promise<readonly Return[]>
}

/** How long it took to serve again after something, or to do what is done later. */
export interface Return {
  readonly apres: string
  readonly quoi?: 'service' | 'taches'
  readonly ms: number
}

/** One line of the table. */
export interface Played {
  readonly nom: string
  readonly annoncees: number
  readonly incertaines: number
  /** Answers that said « later » (503). */
  readonly refus: number
  readonly anomalies: readonly Anomalie[]
  /** How many of each kind were acknowledged. */
  readonly actes: Readonly<Partial<Record<Acte, number>>>
  readonly retours: readonly Return[]
  /** How many times slower than alone this machine was, before or after: 1 when nobody else worked on it. */
  readonly lenteur: number
}

// A fault comes among operations: some before, some after.
const AROUND = 15

/** Plays one fault under the load, and compares what people were told with what is left. */
export async function playFault<G extends Ground>(
  ground: G,
  fault: Fault<G>,
  { run, random }: { readonly run: string; readonly random: Random },
): Promise<Played> {
  // What an hour allows to one account is not what is tried here.
  const since = await ground.withOwner(async (pool) => {
    await pool.query('delete from infra.limite')
    const { rows } = await pool.query<{ since: string }>('select uuidv7() as since')
    return rows[0]?.since ?? ''
  })
  const before = measureLenteur()
  const load = startLoad(ground.team, { run, random })
  await untilMore(load, AROUND)
  const retours = await fault.play(ground, load)
  await untilMore(load, AROUND)
  const history = await load.finish()
  const lenteur = Math.max(before, measureLenteur())
  const kept = await ground.withOwner((pool) => readKept(pool, { history, team: ground.team, since }))
  const count = (outcome: string) => history.operations.filter((each) => each.outcome === outcome).length
  return {
    nom: fault.nom,
    annoncees: count('ok'),
    incertaines: count('unknown'),
    refus: history.refus,
    anomalies: checkHistory(history, kept),
    actes: Object.fromEntries(
      [...Map.groupBy(history.operations.filter(isOk), ({ acte }) => acte)].map(([acte, all]) => [acte, all.length]),
    ),
    retours,
    lenteur,
  }
}

/** Calculates for a fifth of a second of processor, and compares with the time that went by. */
function measureLenteur(): number {
  const [from, used] = [performance.now(), process.cpuUsage()]
  let cpu = 0
  while (cpu < 200) {
    const { user, system } = process.cpuUsage(used)
    cpu = (user + system) / 1_000
  }
  return (performance.now() - from) / cpu
}

function isOk({ outcome }: Operation): boolean {
  return outcome === 'ok'
}

/** What a mixed load is made of, decisions taken together. */
const MIXED: readonly (readonly Acte[])[] = [
  ...(['start', 'save', 'submit', 'message', 'note', 'start_instruction'] as const).map((acte) => [acte]),
  ['accept', 'refuse', 'close_without_action'],
]

/** The kinds of acts that nobody was told of in all these lines: of them nothing is proved. */
export function missingActes(lines: readonly Played[]): readonly string[] {
  const done = (acte: Acte) => lines.some(({ actes }) => (actes[acte] ?? 0) > 0)
  return MIXED.filter((actes) => !actes.some(done)).map((actes) => actes.join(' ou '))
}

/** Ends once that many operations more were acknowledged. @throws {Error} when the load is stuck for a minute. */
export async function untilMore(load: RunningLoad, more: number): Promise<void> {
  const enough = load.acknowledged + more
  const until = Date.now() + 60_000
  while (load.acknowledged < enough) {
    if (Date.now() > until) throw new Error(`only ${load.acknowledged} operations of ${enough} after a minute`)
    await wait(50)
  }
}

/** Ends once somebody was told that the site cannot answer for the moment. @throws {Error} when nobody was within a minute. */
export async function untilRefused(load: RunningLoad): Promise<void> {
  const until = Date.now() + 60_000
  while (load.refus === 0) {
    if (Date.now() > until) throw new Error('nothing was refused within a minute: what was broken is not')
    await wait(50)
  }
}

/**
 * Runs what ends the database, and ends once another one is there and the site answers that it is ready; gives how long that
 * took, in ms. The site alone would not tell: just after its death, the children of a database still answer.
 */
export async function untilAnotherBase(ground: Ground, end: () => Promise<void>): Promise<number> {
  const before = await ground.postmaster()
  const from = Date.now()
  await end()
  while ((await ground.postmaster().catch(() => before)) === before) {
    if (Date.now() - from > 60_000) throw new Error('no other database after a minute')
    await wait(20)
  }
  await ground.untilReady()
  return Date.now() - from
}
