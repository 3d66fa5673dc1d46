import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { installJobs } from '../jobs/install-jobs.ts'
import { ensureAppRole } from './app-access.ts'
import { APP_ROLE } from './app-role.ts'
import { applyMigration, type Migration } from './apply-migration.ts'
import { MigrationError } from './migration-error.ts'

interface Applied {
  readonly numero: number
  readonly nom: string
  readonly sha256: string
}

// Any number, as long as every start of Parvis on the same database takes the same one.
const LOCK = 7_062_716

/**
 * Brings the database to this version: applies the `0001-….sql` files of `folder` that it lacks, in order, while people go on
 * working, then prepares the job queue. Two starts at once wait for each other. Gives the names applied.
 * @throws {MigrationError} when an applied file changed or left, when a new one comes before an applied one, or when a
 * statement fails (what preceded that file stays applied, nothing of it does).
 */
export async function migrate(ownerUrl: string, folder: string): Promise<readonly string[]> {
  const migrations = await readMigrations(folder)
  const owner = new Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 5_000,
    application_name: 'parvis-migration',
  })
  owner.on('error', () => {})
  await owner.connect()
  try {
    await untilAlone(owner)
    await ensureAppRole(owner)
    await owner.query(REGISTER)
    const pending = comparePending(migrations, await readApplied(owner))
    for (const migration of pending) await applyMigration(owner, migration)
    await owner.query(`grant usage on schema infra to ${APP_ROLE}; grant select on infra.migration to ${APP_ROLE}`)
    await installJobs(ownerUrl)
    return pending.map(({ nom }) => nom)
  } finally {
    await owner.end()
  }
}

/**
 * Waits for another start, as long as it takes: its process holds the lock only while it lives. Asked again and again: who
 * waits in one statement has a transaction open, whose end the building of an index concurrently would wait for in turn.
 */
async function untilAlone(owner: Client): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [LOCK])
    if (rows[0]?.alone === true) return
    await wait(100)
  }
}

const REGISTER = `
  create schema if not exists infra;
  create table if not exists infra.migration (
    numero integer primary key,
    nom text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
  )`

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const migrations = await Promise.all(names.map((name) => readMigration(join(folder, name))))
  const twice = migrations.find(({ numero }, index) => migrations[index + 1]?.numero === numero)
  if (twice !== undefined)
    throw new MigrationError(`Deux migrations portent le numéro ${twice.numero} : renommez la plus récente.`)
  return migrations
}

async function readMigration(path: string): Promise<Migration> {
  const nom = basename(path)
  const numero = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(nom)?.[1])
  if (!(numero > 0)) throw new MigrationError(`Le nom ${nom} n’est pas celui d’une migration : attendu 0001-sujet.sql.`)
  // A checkout may have changed the ends of lines; the statements are the same.
  const sql = (await readFile(path, 'utf8')).replaceAll('\r\n', '\n')
  return { numero, nom, sql, sha256: createHash('sha256').update(sql).digest('hex') }
}

async function readApplied(owner: Client): Promise<readonly Applied[]> {
  const { rows } = await owner.query<Applied>('select numero, nom, sha256 from infra.migration order by numero')
  return rows
}

function comparePending(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  for (const { numero, nom, sha256 } of applied) {
    const file = migrations.find((one) => one.numero === numero)
    if (file === undefined) {
      throw new MigrationError(
        `La base a reçu ${nom}, que cette version de Parvis ne connaît pas : lancez une version plus récente.`,
      )
    }
    if (file.sha256 !== sha256) {
      throw new MigrationError(
        `Le fichier ${nom} a changé depuis qu’il a été appliqué : remettez-le, et écrivez la suite dans un nouveau fichier.`,
      )
    }
  }
  const last = applied.at(-1)
  const pending = migrations.filter(({ numero }) => applied.every((one) => one.numero !== numero))
  const late = pending.find(({ numero }) => last !== undefined && numero < last.numero)
  if (late !== undefined && last !== undefined) {
    throw new MigrationError(
      `La migration ${late.nom} arrive après ${last.nom}, déjà appliquée : donnez-lui un numéro plus grand.`,
    )
  }
  return pending
}
