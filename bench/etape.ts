import { gzipSync } from 'node:zlib'
import { withContext } from '../src/infra/db/with-context.ts'
import { buildAssets } from '../src/infra/http/assets.ts'
import { load, startBare, startServe } from './processes.ts'
import { type BenchSite, median } from './site.ts'
import { MOITIE, VINGT_CINQ } from './vingt-cinq.ts'

const ROUNDS = 3

/** A draft of the démarche of 25 questions, half of them answered; gives the address of its only step. */
export async function beginHalf({ app, db, usager }: BenchSite): Promise<string> {
  const now = new Date()
  const slug = 'vingt-cinq-questions'
  const { organismeId } = (await app.demarches.findDemarche('restauration-scolaire')) ?? {}
  if (organismeId === undefined) throw new Error('no demonstration')
  await withContext(db, { role: 'systeme' }, async (tx) => {
    const absent = { courriel: '', horaires: '', adresse: '', dpo: '' }
    const service = { nom: 'Service', telephone: '02 99 00 00 00', ...absent, organismeId }
    const serviceId = await app.demarches.createService(tx, service)
    const made = await app.demarches.createDemarche(tx, { organismeId, slug, definition: VINGT_CINQ, serviceId, now })
    if (made.outcome !== 'created') throw new Error(made.outcome)
    const published = await app.demarches.publishDemarche(tx, { demarcheId: made.id, now })
    if (published.outcome !== 'published') throw new Error(JSON.stringify(published))
  })
  const started = await usager.submit(`/demarches/${slug}/commencer`, '/commencer', {})
  const numero = /\/dossiers\/(\d+)\//.exec(started.location)?.[1] ?? ''
  await usager.submit(`/dossiers/${numero}/demandeur`, '/demandeur', {})
  const path = `/dossiers/${numero}/etapes/1`
  const saved = await usager.submit(path, path, MOITIE)
  if (saved.status !== 303) throw new Error(`the answers were refused: ${saved.status}`)
  return path
}

/**
 * The page of a step, session and draft read from PostgreSQL, against a bare route that sends the same statements and
 * answers a constant of the same size. Each server is a process of its own, and both are asked by another, in turn.
 */
export async function run(site: BenchSite) {
  const path = await beginHalf(site)
  const page = await site.usager.get(path)
  const statements = await site.record(() => site.usager.get(path))
  const [serve, bare] = await Promise.all([startServe(site), startBare(site, { statements, body: page.body })])
  const ours: number[] = []
  const theirs: number[] = []
  const memory: number[] = []
  const ask = () => load(`${serve.url}${path}`, site.usager.cookie)
  await ask()
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(await load(bare.url, ''))
    ours.push(await ask())
    memory.push(await serve.memory())
  }
  await Promise.all([serve.stop(), bare.stop()])
  const ratio = median(ours) / median(theirs)
  const assets = await buildAssets()
  const weight = gzipSync(page.body).length + assets.weight('parvis.css') + assets.weight('parvis.js')
  const held = Math.max(...memory)
  return {
    titre: 'Page d’une étape de 25 questions',
    lignes: [
      {
        nom: `débit rapporté à une route nue (${statements.length} requêtes SQL, ${Math.round(median(ours))} pages/s contre ${Math.round(median(theirs))})`,
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
        nom: 'mémoire du serveur sous cette charge',
        valeur: `${held.toFixed(0)} Mo`,
        seuil: '≤ 300 Mo',
        tenu: held <= 300,
      },
    ],
  }
}
