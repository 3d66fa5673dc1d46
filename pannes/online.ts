import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { migrate } from '../src/infra/db/migrate.ts'
import { packageRoot } from '../src/infra/package-root.ts'
import { FILL } from './fill.ts'

/** The last migration that was made before any instance had to go on working while it is migrated. */
const FIRST = 10
/** Nobody may wait longer for somebody's lock, in ms. */
const WAIT_MS = 1_000

/** What became of people's work while the database was brought up to date. */
export interface OnlineReport {
  readonly applied: readonly string[]
  readonly secondes: number
  /** Statements of people's work, the longest of them in ms, and those that waited too long for a table. */
  readonly statements: number
  readonly longest: number
  readonly refused: readonly string[]
}

/**
 * Fills an empty database, as it was at the migration 10, with that many rows in each big table, then applies what came since
 * while those tables are read and written without a pause, and while long readings hold them.
 */
export async function migrateUnderWork(ownerUrl: string, rows: number): Promise<OnlineReport> {
  const all = join(packageRoot(), 'db', 'migrations')
  const before = await mkdtemp(join(tmpdir(), 'parvis-migrations-'))
  try {
    await mkdir(before, { recursive: true })
    for (const nom of await readdir(all))
      if (Number(nom.slice(0, 4)) <= FIRST) await copyFile(join(all, nom), join(before, nom))
    await migrate(ownerUrl, before)
  } finally {
    await rm(before, { recursive: true })
  }
  await fill(ownerUrl, rows)
  const work = startWork(ownerUrl, rows)
  // Some work before, some after: what is measured is what people live.
  await wait(500)
  const from = Date.now()
  const applied = await migrate(ownerUrl, all)
  const secondes = (Date.now() - from) / 1_000
  await wait(500)
  return { applied, secondes, ...(await work.finish()) }
}

async function fill(ownerUrl: string, rows: number): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    // Neither triggers nor foreign keys: rows are what they would have left.
    await owner.query("set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'")
    for (const statement of FILL) await owner.query(statement, statement.includes('$1') ? [rows] : [])
    await owner.query('vacuum analyze')
  } finally {
    await owner.end()
  }
}

/** What people do, on rows drawn at random (`$1`). */
const WORK: readonly (readonly string[])[] = [
  ['select d.id, v.saisies from dossiers.dossier d join dossiers.version v on v.dossier_id = d.id where d.numero = $1'],
  ['select t.evenement from dossiers.traitement t join dossiers.dossier d on d.id = t.dossier_id where d.numero = $1'],
  ["select action from infra.journal where objet = 'dossier:' || $1::int order by at desc limit 5"],
  [
    `select f.sha256 from infra.fichier f join dossiers.piece p on p.fichier_id = f.id
     join dossiers.dossier d on d.id = p.dossier_id where d.numero = $1`,
  ],
  ['select s.compte_id from comptes.session s where s.empreinte = sha256(($1 % 10000)::text::bytea)'],
  [
    'update dossiers.dossier set updated_at = now() where numero = $1',
    'update dossiers.version v set numero = v.numero + 1 from dossiers.dossier d where d.id = v.dossier_id and d.numero = $1',
    `insert into dossiers.traitement (dossier_id, evenement, etat, par, revision_id, at)
     select id, 'resubmit', etat, 'usager', revision_id, now() from dossiers.dossier where numero = $1`,
    "insert into infra.journal (at, role, action, objet) values (now(), 'usager', 'dossier.save', 'dossier:' || $1::int)",
    `insert into infra.courriel (cle, message_id, destinataire, sujet, corps_texte, corps_html, langue, created_at)
     select u, u, 'a@exemple.fr', '', '', '', 'fr', now() from (select $1::int || ':' || uuidv7() as u)`,
    `insert into infra.fichier (nom, type, octets, sha256, md5, emplacement)
     select 'a.txt', 'text/plain', $1::int, sha256(u::bytea), decode(u, 'hex'), '01/01/' || u from (select md5(uuidv7()::text) as u)`,
    'update comptes.session set seen_at = now() where empreinte = sha256(($1 % 10000)::text::bytea)',
  ],
]

interface Work {
  finish(): Promise<Pick<OnlineReport, 'statements' | 'longest' | 'refused'>>
}

function startWork(ownerUrl: string, rows: number): Work {
  const pool = new Pool({ connectionString: ownerUrl, max: 5, lock_timeout: WAIT_MS })
  pool.on('error', () => {})
  const refused: string[] = []
  let [statements, longest, working] = [0, 0, true]

  async function act(): Promise<void> {
    const client = await pool.connect()
    const numero = 1 + Math.floor(Math.random() * rows)
    const done = WORK[Math.floor(Math.random() * WORK.length)] ?? []
    let statement = ''
    try {
      await client.query('begin')
      for (statement of done) {
        const from = performance.now()
        await client.query(statement, [numero])
        longest = Math.max(longest, performance.now() - from)
        statements += 1
      }
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
      if (code !== '55P03') throw error
      refused.push(statement)
    } finally {
      client.release()
    }
  }

  async function read(): Promise<void> {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query('select from dossiers.dossier, dossiers.version, infra.journal, infra.fichier limit 1')
      await wait(1_500)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  const forEver = async (once: () => Promise<void>, pause: number) => {
    while (working) {
      await once()
      await wait(pause)
    }
  }
  const all = Promise.all([forEver(act, 1), forEver(act, 1), forEver(act, 1), forEver(read, 1_500)])
  all.catch(() => {})
  return {
    async finish() {
      working = false
      try {
        await all
      } finally {
        await pool.end()
      }
      return { statements, longest, refused }
    },
  }
}
