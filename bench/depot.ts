import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { PoolClient } from 'pg'
import { packageRoot } from '../src/infra/package-root.ts'
import { startServe } from './processes.ts'
import { type BenchSite, median, resend, type Statement } from './site.ts'

const ROUNDS = 3
const PER_ROUND = 200
const CONNECTIONS = 8
/** Filed by each way before the clock starts: a program just started is not yet itself. */
const WARM_UP = 150

/** What the statements of one filing are about; the mail is known once filed. */
interface Draft {
  readonly numero: number
  readonly dossierId: string
  readonly versionId: string
}

/**
 * Filing a dossier, the whole POST, durable, against a loop that sends on the same pool the statements captured from
 * one such POST, with the identifiers of other drafts. Both file as many drafts on as many connections, in turn.
 */
export async function run(site: BenchSite) {
  const drafts = await makeDrafts(site, 1 + 2 * WARM_UP + 2 * ROUNDS * PER_ROUND)
  const [model, ...others] = drafts
  if (!model) throw new Error('no draft to file')
  const csrf = await site.usager.token('/dossiers')
  const statements = await site.record(async () => {
    const filed = await site.usager.post(`/dossiers/${model.numero}/depot`, [['engagement', 'oui']], csrf)
    if (filed.location !== `/dossiers/${model.numero}/recepisse`) throw new Error(`filing answered ${filed.status}`)
  })
  const courrielId = await courrielOf(site, model)
  const serve = await startServe(site)
  const ours: number[] = []
  const theirs: number[] = []
  const ready = others.splice(0, 2 * WARM_UP)
  await replayAll(site, { statements, model, courrielId, drafts: ready.slice(0, WARM_UP) })
  await fileAll({ url: serve.url, usager: site.usager }, csrf, ready.slice(WARM_UP))
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = 2 * round * PER_ROUND
    theirs.push(await replayAll(site, { statements, model, courrielId, drafts: others.slice(from, from + PER_ROUND) }))
    ours.push(
      await fileAll(
        { url: serve.url, usager: site.usager },
        csrf,
        others.slice(from + PER_ROUND, from + 2 * PER_ROUND),
      ),
    )
  }
  await serve.stop()
  await checkFiled(site, drafts)
  const ratio = median(theirs) / median(ours)
  return {
    titre: 'Dépôt d’un dossier',
    lignes: [
      {
        nom: `débit rapporté aux mêmes requêtes SQL nues (${statements.length} requêtes, ${Math.round(PER_ROUND / median(ours))} dépôts/s contre ${Math.round(PER_ROUND / median(theirs))})`,
        valeur: `${(ratio * 100).toFixed(0)} %`,
        seuil: '≥ 40 %',
        tenu: ratio >= 0.4,
      },
    ],
  }
}

/** Drafts ready to be filed: an old dossier begun again, as its page does. */
async function makeDrafts(site: BenchSite, count: number): Promise<readonly Draft[]> {
  const { rows } = await site.ownerPool.query<{ numero: number }>(
    `select d.numero from dossiers.dossier d join demarches.demarche m on m.id = d.demarche_id
     join comptes.compte c on c.id = d.compte_id
     where c.courriel = 'camille.leroux@exemple.fr' and m.slug = 'restauration-scolaire' and d.etat <> 'brouillon' limit 1`,
  )
  const csrf = await site.usager.token('/dossiers')
  const numeros: number[] = []
  while (numeros.length < count) {
    const begun = await site.usager.post(
      `/dossiers/${rows[0]?.numero}/copie`,
      [['_cle', `bench-${numeros.length}`]],
      csrf,
    )
    numeros.push(Number(/^\/dossiers\/(\d+)\//.exec(begun.location)?.[1]))
  }
  const drafts = await site.ownerPool.query<Draft>(
    `select d.numero, d.id as "dossierId", v.id as "versionId"
     from dossiers.dossier d join dossiers.version v on v.dossier_id = d.id where d.numero = any($1)`,
    [numeros],
  )
  return drafts.rows
}

async function courrielOf({ ownerPool }: BenchSite, { dossierId }: Draft): Promise<string> {
  const { rows } = await ownerPool.query<{ id: string }>(
    'select courriel_id as id from dossiers.recepisse where dossier_id = $1',
    [dossierId],
  )
  return rows[0]?.id ?? ''
}

interface Replayed {
  readonly statements: readonly Statement[]
  readonly model: Draft
  readonly courrielId: string
  readonly drafts: readonly Draft[]
}

/** Sends the statements once for each draft; gives the seconds it took. */
async function replayAll({ pool }: BenchSite, { statements, model, courrielId, drafts }: Replayed): Promise<number> {
  const waiting = [...drafts]
  const start = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let draft = waiting.pop(); draft !== undefined; draft = waiting.pop()) {
        const client = await pool.connect()
        await replayOne(client, statements, new Map(Object.entries(identifiersOf(model, draft))), courrielId)
        client.release()
      }
    }),
  )
  return (performance.now() - start) / 1000
}

function identifiersOf(model: Draft, draft: Draft): Readonly<Record<string, string>> {
  return {
    [model.dossierId]: draft.dossierId,
    [model.versionId]: draft.versionId,
    [String(model.numero)]: String(draft.numero),
  }
}

async function replayOne(
  client: PoolClient,
  statements: readonly Statement[],
  others: Map<string, string>,
  courrielId: string,
): Promise<void> {
  for (const { text, values } of statements) {
    const own = values.map((value) => withOthers(value, others))
    const [row] = await resend(client, { text, values: own })
    if (row && text.includes('infra.deposer_courriel')) others.set(courrielId, String(Reflect.get(row, 'id')))
  }
}

/** The value of the model's filing as that of another: its identifiers changed, and the mail's own one made anew. */
function withOthers(value: unknown, others: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'number') return Number(others.get(String(value)) ?? value)
  if (typeof value !== 'string') return value
  let changed = value.replace(/<[\da-f-]{36}@/, `<${randomUUID()}@`)
  for (const [from, to] of others) changed = changed.replaceAll(from, to)
  return changed
}

/** Files drafts through the site, asked by another process; gives the seconds it took. */
function fileAll(
  { url, usager }: Pick<BenchSite, 'url' | 'usager'>,
  csrf: string,
  drafts: readonly Draft[],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [join(packageRoot(), 'bench', 'file-dossiers.js')], (error, stdout) =>
      error ? reject(error) : resolve(Number(stdout)),
    )
    const numeros = drafts.map(({ numero }) => numero)
    child.stdin?.end(JSON.stringify({ url, cookie: usager.cookie, csrf, numeros, connections: CONNECTIONS }))
  })
}

/** Both ways must have left the same thing: each draft filed once, with one receipt. */
async function checkFiled({ ownerPool }: BenchSite, drafts: readonly Draft[]): Promise<void> {
  const { rows } = await ownerPool.query<{ filed: number }>(
    `select count(*)::int as filed from dossiers.dossier d join dossiers.recepisse r on r.dossier_id = d.id
     where d.id = any($1) and d.etat = 'en_construction'`,
    [drafts.map(({ dossierId }) => dossierId)],
  )
  if (rows[0]?.filed !== drafts.length) throw new Error(`${rows[0]?.filed} drafts filed out of ${drafts.length}`)
}
