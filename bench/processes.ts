import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { V8_FLAGS } from '../src/cli/child.ts'
import { packageRoot } from '../src/infra/package-root.ts'
import type { BenchSite, Statement } from './site.ts'

const runFile = promisify(execFile)
const inBench = (name: string): string => join(packageRoot(), 'bench', name)

/** A server in a process of its own, as in production. */
export interface Served {
  readonly url: string
  readonly pid: number
  /** What the process holds now, in MB (resident set). */
  memory(): Promise<number>
  stop(): Promise<void>
}

const SERVE_PORT = 38_573
const BARE_PORT = 38_572

/** The web server as `npm start` launches it, on the database of the site. */
export async function startServe({ folder }: BenchSite): Promise<Served> {
  const env = { ...process.env, PARVIS_DATA: folder, PORT: String(SERVE_PORT), PARVIS_DEMO: '1', PARVIS_LOG: 'warn' }
  const program = join(packageRoot(), 'bin', 'parvis.js')
  const child = spawn(process.execPath, [...V8_FLAGS, program, 'serve'], { env, stdio: 'inherit' })
  const url = `http://127.0.0.1:${SERVE_PORT}`
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await wait(50)) {
    const answer = await fetch(`${url}/sante`).catch(() => undefined)
    if (answer?.ok === true) return served(child, url)
  }
  child.kill()
  throw new Error('the server did not start')
}

/** A bare Fastify route that sends those statements and answers that constant. */
export async function startBare(
  { appUrl }: BenchSite,
  { statements, body }: { statements: readonly Statement[]; body: string },
): Promise<Served> {
  const child = fork(inBench('bare.ts'), { serialization: 'advanced', execArgv: ['--import', 'tsx', ...V8_FLAGS] })
  child.send({ port: BARE_PORT, databaseUrl: appUrl, statements, body })
  await once(child, 'message')
  return served(child, `http://127.0.0.1:${BARE_PORT}/`)
}

function served(child: ChildProcess, url: string): Served {
  return {
    url,
    pid: child.pid ?? 0,
    async memory() {
      const { stdout } = await runFile('ps', ['-o', 'rss=', '-p', String(child.pid)])
      return Number(stdout) / 1000
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill()
      await exited
    },
  }
}

/** Asks an address again and again from another process; gives how many answers came in a second. */
export async function load(url: string, cookie: string): Promise<number> {
  const seconds = 4
  const { stdout } = await runFile(process.execPath, [inBench('load.js'), url, cookie, String(seconds), '8'])
  return Number(stdout) / seconds
}
