import type { Pool } from 'pg'
import { fromKysely, type Job, type KyselyTransactionLike, PgBoss, type Queue, systemClock } from 'pg-boss'
import { runFrom } from '../journal/source.ts'
import type { Log } from '../log/log.ts'
import { JOBS_SCHEMA } from './install-jobs.ts'

/** What a job is about: the key of a row, never the data itself, which is read when the job runs. */
export type JobData = { readonly id: string }

/** One attempt at a job. */
export type JobRun = {
  readonly id: string
  /** 1 at first. The same work may be done twice: a worker can die after the effect and before saying so. */
  readonly essai: number
  /** Aborted when the worker stops or when the job has lasted too long. */
  readonly signal: AbortSignal
}

/** Does the job; throwing means trying again later, then the dead letters. */
export type JobHandler = (run: JobRun) => Promise<void>

/** How a queue behaves. Absent values: 2 at once, 5 more tries, the first after 30 s, then twice as late each time. */
export type QueueOptions = {
  readonly concurrency?: number
  readonly retries?: number
  readonly retryDelaySeconds?: number
  /** The longest wait between two tries, in seconds; none when absent. */
  readonly retryMaxSeconds?: number
  /** How long one attempt may last; 10 minutes when absent. */
  readonly expireSeconds?: number
  /** Also sent by itself at these times of Paris (`'15 3 * * *'`), with the name of the queue as id. */
  readonly cron?: string
}

/** When a job is done. */
export type SendOptions = {
  /** Not before; as soon as possible when absent. */
  readonly at?: Date
  /** Before all those of its queue that are not. */
  readonly urgent?: boolean
}

/** The queue of what is done later. */
export interface Jobs {
  /** Declares a queue and what does its jobs. Before any start, in every process, at the same place. */
  define(queue: string, options: QueueOptions, handler: JobHandler): void
  /**
   * Queues a job in the caller's transaction: it exists if and only if that transaction commits.
   * @throws {Error} for a queue nobody defined, or before a start.
   */
  send(tx: KyselyTransactionLike, queue: string, data: JobData, options?: SendOptions): Promise<void>
  /** For a process that only sends (web, command). */
  startSender(): Promise<void>
  /** For the worker: sends, does the jobs, and looks after the queue. `stop` waits for the running jobs, 10 s at most. */
  startWorker(): Promise<{ stop(): Promise<void> }>
  /** Stops what was started; the pool is the caller's to end, after. */
  stop(): Promise<void>
}

interface JobsOptions {
  readonly pool: Pool
  readonly log: Log
  /** How often an idle worker looks for a job, in seconds (0.5 at least); 1 when absent. */
  readonly pollSeconds?: number
}

interface Defined {
  readonly options: QueueOptions
  readonly handler: JobHandler
}

/** Where the jobs of a queue go after their last try, with their data, for somebody to look at. */
export function deadLetterOf(queue: string): string {
  return `${queue}-rate`
}

// A worker killed without a word has its jobs taken up again this long after its last sign of life, the least allowed, once
// somebody looks.
const HEARTBEAT_SECONDS = 10
const LOOK_SECONDS = 15
const STOP_TIMEOUT_MS = 10_000

/** Prepares the queue over a pool of the application's role; nothing runs before a start. */
export function createJobs({ pool, log, pollSeconds = 1 }: JobsOptions): Jobs {
  const defined = new Map<string, Defined>()
  let boss: PgBoss | undefined

  async function start(works: boolean): Promise<PgBoss> {
    if (boss !== undefined) throw new Error('The queue is already started.')
    boss = openBoss(pool, log, works)
    await boss.start()
    await ensureQueues(boss, defined)
    return boss
  }

  async function stop(): Promise<void> {
    const running = boss
    boss = undefined
    await running?.stop({ graceful: true, timeout: STOP_TIMEOUT_MS })
  }

  return {
    define(queue, options, handler) {
      if (defined.has(queue)) throw new Error(`The queue ${queue} is defined twice.`)
      if (boss !== undefined) throw new Error(`The queue ${queue} is defined after the start.`)
      defined.set(queue, { options, handler })
    },
    async send(tx, queue, { id }, { at, urgent = false } = {}) {
      if (boss === undefined) throw new Error('The queue is not started.')
      if (!defined.has(queue)) throw new Error(`Nobody defined the queue ${queue}.`)
      const when = { ...(at === undefined ? {} : { startAfter: at }), ...(urgent ? { priority: 1 } : {}) }
      await boss.send(queue, { id }, { db: fromKysely(tx), ...when })
    },
    async startSender() {
      await start(false)
    },
    async startWorker() {
      const started = await start(true)
      for (const [queue, definition] of defined) await work(started, queue, { ...definition, pollSeconds, log })
      return { stop }
    },
    stop,
  }
}

// The queue rests for what its clock says is left of a second: by the clock of the machine, set back three hours in the middle of
// a job, it slept for three hours, and no mail left. This one never goes back; crons follow the clock of the database, which it
// is compared with as often as jobs are looked after.
const STEADY = { ...systemClock, now: () => performance.timeOrigin + performance.now() }

function openBoss(pool: Pool, log: Log, works: boolean): PgBoss {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schema: JOBS_SCHEMA,
    clock: STEADY,
    // The application owns nothing: installing and rebuilding indexes are for the owner, by `installJobs`.
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    registerInstance: works,
    supervise: works,
    schedule: works,
    superviseIntervalSeconds: LOOK_SECONDS,
    monitorIntervalSeconds: LOOK_SECONDS,
    clockMonitorIntervalSeconds: LOOK_SECONDS,
  })
  boss.on('error', (err) => log.error({ err }, 'tâches : erreur'))
  boss.on('warning', ({ data }) => {
    const type: unknown = Reflect.get(data, 'type')
    // This clock stays where it began when the machine's is set right: it is compared with the database's for that.
    log[type === 'clock_skew' ? 'debug' : 'warn']({ type }, 'tâches : avertissement')
  })
  return boss
}

// `createQueue` changes nothing, in silence, for a queue that exists: what differs is updated.
async function ensureQueues(boss: PgBoss, defined: ReadonlyMap<string, Defined>): Promise<void> {
  const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  for (const [name, { options }] of defined) {
    const wanted = settingsOf(name, options)
    const found = known.get(name)
    if (found === undefined) {
      if (!known.has(deadLetterOf(name))) await boss.createQueue(deadLetterOf(name))
      await boss.createQueue(name, wanted)
    } else if (Object.entries(wanted).some(([key, value]) => Reflect.get(found, key) !== value)) {
      await boss.updateQueue(name, wanted)
    }
  }
}

function settingsOf(name: string, { retries = 5, retryDelaySeconds = 30, retryMaxSeconds, ...options }: QueueOptions) {
  const { expireSeconds = 600 } = options
  return {
    retryLimit: retries,
    retryDelay: retryDelaySeconds,
    retryBackoff: true,
    ...(retryMaxSeconds === undefined ? {} : { retryDelayMax: retryMaxSeconds }),
    expireInSeconds: expireSeconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deadLetter: deadLetterOf(name),
  } satisfies Omit<Queue, 'name'>
}

interface Work extends Defined {
  readonly pollSeconds: number
  readonly log: Log
}

async function work(boss: PgBoss, queue: string, { options, handler, pollSeconds, log }: Work): Promise<void> {
  if (options.cron === undefined) await boss.unschedule(queue)
  else await boss.schedule(queue, options.cron, { id: queue }, { tz: 'Europe/Paris' })
  for (let workers = options.concurrency ?? 2; workers > 0; workers -= 1) {
    const worker: string = await boss.work<JobData>(queue, { pollingIntervalSeconds: pollSeconds }, async ([job]) => {
      if (job) await run(job, queue, handler, log)
      // Where there was one there may be others: looking once a second, two workers would send two mails a second. Not after a
      // failure: what is broken is not asked more than once a second.
      boss.notifyWorker(worker)
    })
  }
}

async function run(job: Job<JobData>, queue: string, handler: JobHandler, log: Log): Promise<void> {
  const essai = job.retryCount + 1
  try {
    const source = { origine: 'travail', pour: undefined }
    await runFrom(source, () => handler({ id: job.data.id, essai, signal: job.signal }))
    log.debug({ queue, tache: job.id, essai }, 'tâche faite')
  } catch (err) {
    log.error({ queue, tache: job.id, essai, err }, 'tâche ratée')
    throw err
  }
}
