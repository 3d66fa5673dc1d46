import { setTimeout as wait } from 'node:timers/promises'
import { type Child, keepAlive, runChild } from './child.ts'
import { choosePort } from './choose-port.ts'
import type { Commande, Context, Database } from './context.ts'
import { halfSeededAdvice, isEmpty, isHalfSeeded } from './demo.ts'
import { loadReferences } from './references.ts'
import { badUsage, type ExitCode, Refusal } from './refusal.ts'
import { untilStopped } from './until-stopped.ts'

/** Everything at once: PostgreSQL if it is the embedded one, migrations, demonstration data, web server and worker. */
export const start: Commande = {
  nom: 'start',
  usage: '',
  resume: 'démarre tout : base intégrée, mise à jour, démonstration, pages et tâches',
  run: (args, context) => runStart(args, context),
}

const READY_TIMEOUT_MS = 60_000
const LONGEST_PAUSE_MS = 2_000

async function runStart(args: readonly string[], context: Context): Promise<ExitCode> {
  if (args.length > 0) throw badUsage(`« start » ne prend pas d’argument, et « ${args.join(' ')} » a été donné.`)
  const children: Child[] = []
  // Somebody in a hurry asks twice: PostgreSQL alone is always stopped properly.
  const hurry = new AbortController()
  const asked = untilStopped(() => hurry.abort())
  hurry.signal.addEventListener('abort', () => {
    for (const child of children) child.kill()
  })
  const stopping = new AbortController()
  const stopped = asked.then(() => {
    stopping.abort()
    return undefined
  })
  const port = await choosePort(context)
  const env = { ...context.env, PORT: String(port), PARVIS_DEMO: context.settings().demo ? '1' : '0' }
  let database = await context.openDatabase()
  try {
    await prepare(context, { database, env, hurry: hurry.signal })
    let ready = false
    if (!stopping.signal.aborted) {
      for (const nom of ['serve', 'worker'])
        children.push(keepAlive({ nom, env, print: context.print, isReady: () => ready }))
    }
    const failed = Promise.race(children.map((child) => child.failed)).then(() => 'failed' as const)
    const lost = keepDatabase()
    const announced = untilReady(context, port, stopping.signal).then((answered): Promise<undefined> | 'silent' => {
      ready = answered
      if (answered) announce(context, port)
      return answered || stopping.signal.aborted ? stopped : ('silent' as const)
    })
    const outcome = await Promise.race([stopped, failed, announced, lost]).finally(async () => {
      stopping.abort()
      for (const child of children) await child.stop()
    })
    if (outcome !== undefined) throw new Refusal(FAILURES[outcome])
  } finally {
    stopping.abort()
    await database.close()
  }
  context.print('Parvis est arrêté.')
  return 0

  async function keepDatabase(): Promise<never> {
    for (;;) {
      const { embedded } = database
      await (embedded === undefined ? new Promise<never>(() => {}) : embedded.exited)
      if (stopping.signal.aborted) return new Promise<never>(() => {})
      context.print('PostgreSQL s’est arrêté ; il est relancé.')
      database = await reopen(context, embedded?.port, stopping.signal)
      if (stopping.signal.aborted) await database.close()
      if (database.embedded?.port !== embedded?.port) for (const child of children) child.restart()
    }
  }
}

const FAILURES = {
  failed: 'Parvis n’a pas pu démarrer ; la raison est écrite au-dessus.',
  silent: 'Parvis a démarré mais ne répond pas : regardez le journal au-dessus, ou recommencez avec PARVIS_LOG=debug.',
} as const

// A full disk, killed again while it replays its journal, a machine out of breath: what has served once is tried until it comes back.
async function reopen(context: Context, port: number | undefined, stopping: AbortSignal): Promise<Database> {
  for (let pause = 500; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await context.openDatabase(port)
    } catch (error) {
      if (stopping.aborted) throw error
      context.print(`PostgreSQL ne revient pas, il est réessayé. ${error instanceof Error ? error.message : ''}`)
      await wait(pause, undefined, { signal: stopping }).catch(() => {})
    }
  }
}

interface Preparation {
  readonly database: Database
  readonly env: Context['env']
  readonly hurry: AbortSignal
}

async function prepare(context: Context, { database, env, hurry }: Preparation): Promise<void> {
  const { embedded } = database
  if (embedded?.movedTo !== undefined) {
    context.print(`Le dossier de Parvis est fermé au compte de PostgreSQL : la base est dans ${embedded.movedTo}.`)
  }
  const applied = await database.migrate()
  if (applied.length > 0)
    context.print(`Base mise à jour (${applied.length} ${applied.length > 1 ? 'migrations' : 'migration'}).`)
  await loadReferences(database)
  const { demo, dataDir } = context.settings()
  if (!demo) return
  if (isHalfSeeded(dataDir)) throw new Refusal(halfSeededAdvice(dataDir))
  if (!(await isEmpty(database))) return
  context.print('Première fois : les données de démonstration s’installent…')
  if ((await runChild('demo', env, hurry)) !== 0) throw new Refusal(halfSeededAdvice(dataDir))
}

function announce(context: Context, port: number): void {
  const { url } = context.settings()
  const shown = context.env.PARVIS_URL === undefined ? `http://127.0.0.1:${port}` : url
  context.print(`Parvis est prêt : ${shown}`)
  context.print('Pour l’arrêter : Ctrl-C')
}

/** Whether the web server says that it is ready, within a minute. */
async function untilReady(context: Context, port: number, stopping: AbortSignal): Promise<boolean> {
  const { host } = context.settings()
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const deadline = performance.now() + READY_TIMEOUT_MS
  while (performance.now() < deadline && !stopping.aborted) {
    const answer = await fetch(`http://${name}:${port}/sante`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    )
    if (answer?.ok === true) return true
    await wait(50)
  }
  return false
}
