import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { programFile } from '../infra/package-root.ts'
import type { Context } from './context.ts'

interface ChildOptions {
  /** The command it runs: `serve`, `worker`. */
  readonly nom: string
  readonly env: Context['env']
  print(line: string): void
  /** While false, three short lives in a row are a failure of the start; after, it is started again for ever. */
  isReady(): boolean
}

/** A process of ours that is started again when it dies. */
export interface Child {
  /** Ends, without an error, if the process cannot even start. */
  readonly failed: Promise<void>
  /** Another life at once, for a change of its environment or of what it stands on. */
  restart(): void
  /** Asks it to finish what it does, and waits; by force after 20 s. */
  stop(): Promise<void>
  /** By force, now. */
  kill(): void
}

/**
 * How V8 is started for a process meant to last, in MB. Left to itself it takes what the machine has: on a large one a
 * server held 450 MB under load, and 270 MB with this (bench, `mémoire`).
 */
export const V8_FLAGS = ['--max-semi-space-size=16', '--max-old-space-size=512'] as const

const SHORT_LIFE_MS = 10_000
const LONGEST_PAUSE_MS = 10_000
const STOP_TIMEOUT_MS = 20_000

/** Starts a process of the same program and keeps it alive: 0.2 s after its first death, then twice later each time. */
export function keepAlive({ nom, env, print, isReady }: ChildOptions): Child {
  const stopping = new AbortController()
  const failed = Promise.withResolvers<void>()
  let child = startChild(nom, env)
  let expected = false
  const ended = live()

  async function live(): Promise<void> {
    let pause = 200
    let shortLives = 0
    while (!stopping.signal.aborted) {
      const bornAt = performance.now()
      await exitOf(child)
      if (stopping.signal.aborted) return
      const short = performance.now() - bornAt < SHORT_LIFE_MS
      shortLives = short ? shortLives + 1 : 0
      pause = short ? Math.min(pause * 2, LONGEST_PAUSE_MS) : 200
      if (shortLives >= 3 && !isReady()) {
        failed.resolve()
        return
      }
      if (!expected) {
        print(`« ${nom} » s’est arrêté ; il est relancé.`)
        await wait(shortLives <= 1 ? 200 : pause, undefined, { signal: stopping.signal }).catch(() => {})
      }
      expected = false
      if (!stopping.signal.aborted) child = startChild(nom, env)
    }
  }

  async function stop(): Promise<void> {
    stopping.abort()
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await ended
    await exitOf(child)
    clearTimeout(late)
  }

  return {
    failed: failed.promise,
    restart() {
      expected = true
      child.kill('SIGTERM')
    },
    stop,
    kill: () => {
      child.kill('SIGKILL')
    },
  }
}

/** Runs a command of the same program to its end, or until `hurry`; gives its exit code, or null if it was killed. */
export async function runChild(nom: string, env: Context['env'], hurry: AbortSignal): Promise<number | null> {
  const child = startChild(nom, env)
  hurry.addEventListener('abort', () => child.kill('SIGKILL'), { once: true })
  await exitOf(child)
  return child.exitCode
}

// In its own group, so that the Ctrl-C of a terminal reaches us alone: we stop the others, in order. The channel closes
// when we die, whatever the way, and the child then stops by itself.
function startChild(nom: string, env: Context['env']): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, ...V8_FLAGS, programFile(), nom], {
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
