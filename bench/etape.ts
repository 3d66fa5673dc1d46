import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { fastify } from 'fastify'
import { buildAssets } from '../src/infra/http/assets.ts'
import { packageRoot } from '../src/infra/package-root.ts'
import { type BenchSite, median, replay } from './site.ts'

const BARE_PORT = 38_572
const ROUNDS = 3

/**
 * The page of a step, session and draft read from PostgreSQL, against a bare route that sends the same statements on the
 * same pool and answers a constant of the same size. Both are asked by another process, in turn.
 */
export async function run(site: BenchSite) {
  const started = await site.usager.submit('/demarches/restauration-scolaire/commencer', '/commencer', {})
  const numero = /\/dossiers\/(\d+)\//.exec(started.location)?.[1] ?? ''
  await site.usager.submit(`/dossiers/${numero}/demandeur`, '/demandeur', {})
  const path = `/dossiers/${numero}/etapes/5`
  const page = await site.usager.get(path)
  const statements = await site.record(() => site.usager.get(path))
  const bare = fastify()
  bare.get('/', async (_request, reply) => {
    await replay(site.pool, statements)
    return reply.type('text/html; charset=utf-8').send(page.body)
  })
  await bare.listen({ host: '127.0.0.1', port: BARE_PORT })
  const ours: number[] = []
  const theirs: number[] = []
  await load(`${site.url}${path}`, site.usager.cookie)
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(await load(`http://127.0.0.1:${BARE_PORT}/`, ''))
    ours.push(await load(`${site.url}${path}`, site.usager.cookie))
  }
  await bare.close()
  const ratio = median(ours) / median(theirs)
  const assets = await buildAssets()
  const weight = gzipSync(page.body).length + assets.weight('parvis.css') + assets.weight('parvis.js')
  const memory = process.memoryUsage().rss / 1e6
  return {
    titre: 'Page d’une étape',
    lignes: [
      {
        nom: `débit rapporté à une route nue (${statements.length} requêtes SQL, ${median(ours) / 4} pages/s)`,
        valeur: `${(ratio * 100).toFixed(0)} %`,
        seuil: '≥ 50 %',
        tenu: ratio >= 0.5,
      },
      {
        nom: 'poids à froid, sans la police',
        valeur: `${(weight / 1000).toFixed(1)} ko`,
        seuil: '≤ 30 ko',
        tenu: weight <= 30_000,
      },
      {
        nom: 'mémoire du processus (site, route nue et mesure ensemble)',
        valeur: `${memory.toFixed(0)} Mo`,
        seuil: '≤ 300 Mo',
        tenu: memory <= 300,
      },
    ],
  }
}

const runFile = promisify(execFile)

async function load(url: string, cookie: string): Promise<number> {
  const { stdout } = await runFile(process.execPath, [join(packageRoot(), 'bench', 'load.js'), url, cookie, '4', '8'])
  return Number(stdout)
}
