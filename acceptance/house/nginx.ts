import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../../src/infra/db/embedded/launch.ts'
import { packageRoot } from '../../src/infra/package-root.ts'
import { findProgram } from './find-program.ts'

const run = promisify(execFile)

/** The name that the shipped configuration serves. */
export const NGINX_NAME = 'demarches.exemple.fr'

/** A real nginx with the shipped configuration. */
export interface Nginx {
  readonly http: number
  readonly https: number
  /** What `nginx -t` says. */
  readonly checked: string
  /** Everything it wrote in its logs. */
  logs(): Promise<string>
  close(): Promise<void>
}

/** Why the shipped configuration cannot be played here; nothing when it can. */
export function nginxMissing(): string | undefined {
  if (findProgram('nginx', 'NGINX_PATH') === undefined) return 'nginx n’est pas sur cette machine (NGINX_PATH)'
  return findProgram('openssl', 'OPENSSL_PATH') === undefined ? 'openssl n’est pas sur cette machine' : undefined
}

/** Starts it in front of a Parvis that listens on `upstream`: only ports, folders and the certificate differ from what is shipped. */
export async function openNginx(upstream: number): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-nginx-'))
  const [http, https] = [await freePort(), await freePort()]
  await makeCertificate(folder)
  const configuration = await writeConfiguration({ folder, http, https, upstream })
  const program = findProgram('nginx', 'NGINX_PATH') ?? 'nginx'
  const args = ['-e', join(folder, 'start.log'), '-p', folder, '-c', configuration]
  const { stderr } = await run(program, ['-t', ...args])
  const child = spawn(program, args, { stdio: 'ignore' })
  for (let tries = 0; tries < 100 && !(await listens(https)); tries += 1) await wait(50)
  async function close(): Promise<void> {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGQUIT')
    await Promise.race([ended, wait(2_000)])
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true })
  }
  async function logs(): Promise<string> {
    const names = ['parvis.log', 'parvis-errors.log', 'start.log']
    return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('')
  }
  return { http, https, checked: stderr, logs, close }
}

async function makeCertificate(folder: string): Promise<void> {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-subj', `/CN=${NGINX_NAME}`, '-days', '2']
  const files = ['-keyout', join(folder, 'site.key'), '-out', join(folder, 'site.pem')]
  await run(findProgram('openssl', 'OPENSSL_PATH') ?? 'openssl', ['req', '-x509', ...key, ...names, ...files])
}

interface Places {
  readonly folder: string
  readonly http: number
  readonly https: number
  readonly upstream: number
}

async function writeConfiguration({ folder, http, https, upstream }: Places): Promise<string> {
  const shipped = join(packageRoot(), 'deploiement', 'nginx')
  const own = (await readFile(join(shipped, 'parvis.conf'), 'utf8'))
    .replaceAll(/^\s*listen \[::\].*$/gm, '')
    .replaceAll('listen 80', `listen 127.0.0.1:${http}`)
    .replaceAll('listen 443', `listen 127.0.0.1:${https}`)
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${upstream}`)
    .replaceAll('/etc/parvis/tls/', `${folder}/`)
    .replaceAll('/etc/nginx/parvis/', `${folder}/parvis/`)
    .replaceAll('/var/log/nginx/', `${folder}/`)
  // The repository may be in a folder whose name nginx would cut at a space.
  await cp(join(shipped, 'parvis'), join(folder, 'parvis'), { recursive: true })
  await mkdir(join(folder, 'temp'))
  await writeFile(join(folder, 'parvis.conf'), own)
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/temp/${kind};`,
  )
  const main = [
    // The folders of a test belong to who runs it.
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    ...['daemon off;', `pid ${folder}/nginx.pid;`, 'worker_processes 1;', 'events { worker_connections 512; }'],
    // What Debian's own nginx.conf says before ours: nothing of it may be said twice, nor win.
    `http { ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; gzip on; keepalive_timeout 65;`,
    `${temp.join(' ')} include ${folder}/parvis.conf; }`,
  ]
  const path = join(folder, 'nginx.conf')
  await writeFile(path, main.join('\n'))
  return path
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    }).on('error', () => resolve(false))
  })
}
