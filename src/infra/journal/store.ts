import { type Kysely, sql, type Transaction } from 'kysely'
import type { Format, Ligne } from './chain.ts'
import type { Classe } from './journal.ts'

// biome-ignore lint/suspicious/noExplicitAny: the journal is beside every module, and asks in its own words
export type Db = Kysely<any>
type Tx = Transaction<unknown>

const LIGNE = sql`json_build_object('id', j.id, 'at', to_char(j.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  'organisme', j.organisme_id, 'compte', j.compte_id, 'role', j.role, 'action', j.action, 'objet', j.objet, 'meta', j.meta,
  'origine', j.origine, 'pour', j.pour_id, 'classe', j.classe)`

/** A link of a chain. */
export interface Maillon {
  readonly rang: number
  readonly chaine: string
  readonly seq: number
  readonly journalId: string
  readonly empreinte: Buffer
  readonly format: Format
  readonly classe: Classe
}

const MAILLON = sql`m.rang, m.chaine, m.seq, m.journal_id as "journalId", m.empreinte, m.format, m.classe`

/** Takes the right to chain until the end of the transaction; false when another process has it. */
export async function lockChaining(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(7071003) as free`.execute(tx)
  return rows[0]?.free === true
}

/** Takes lines off the queue, the oldest first. */
export async function takePending(tx: Tx, limit: number): Promise<readonly Ligne[]> {
  const { rows } = await sql<{ ligne: Ligne }>`
    with taken as (
      delete from infra.journal_a_chainer
      where journal_id in (select journal_id from infra.journal_a_chainer order by journal_id limit ${limit})
      returning journal_id)
    select ${LIGNE} as ligne from infra.journal j join taken t on t.journal_id = j.id order by j.id`.execute(tx)
  return rows.map(({ ligne }) => ligne)
}

/** The last link of each of these chains that has one. */
export async function listHeads(tx: Tx, chaines: readonly string[]): Promise<readonly Maillon[]> {
  const { rows } = await sql<Maillon>`
    select ${MAILLON} from unnest(${chaines}::uuid[]) as c(chaine), lateral (
      select * from infra.maillon m where m.chaine = c.chaine order by m.seq desc limit 1) m`.execute(tx)
  return rows
}

/** How many lines are chained. */
export async function countMaillons(db: Db | Tx): Promise<number> {
  const { rows } = await sql<{
    taille: number
  }>`select coalesce(max(rang) + 1, 0) as taille from infra.maillon`.execute(db)
  return rows[0]?.taille ?? 0
}

/** Adds links. */
export async function insertMaillons(tx: Tx, maillons: readonly Maillon[]): Promise<void> {
  const column = <K extends keyof Maillon>(name: K) => maillons.map((maillon) => maillon[name])
  await sql`insert into infra.maillon (rang, chaine, seq, journal_id, empreinte, format, classe)
    select * from unnest(${column('rang')}::bigint[], ${column('chaine')}::uuid[], ${column('seq')}::bigint[],
      ${column('journalId')}::uuid[], ${column('empreinte')}::bytea[], ${column('format')}::smallint[],
      ${column('classe')}::text[])`.execute(tx)
}

/** Links from that rank on, each with its line, or none when the line is no longer there. */
export async function listMaillons(
  db: Db | Tx,
  { from, limit }: { from: number; limit: number },
): Promise<readonly (Maillon & { readonly ligne: Ligne | null })[]> {
  const { rows } = await sql<Maillon & { ligne: Ligne | null }>`
    select ${MAILLON}, case when j.id is not null then ${LIGNE} end as ligne
    from infra.maillon m left join infra.journal j on j.id = m.journal_id
    where m.rang >= ${from} order by m.rang limit ${limit}`.execute(db)
  return rows
}

/** What was signed. */
export interface ScelleRow {
  readonly taille: number
  readonly sommets: readonly Buffer[]
  readonly note: string
}

/** Every checkpoint, oldest first. */
export async function listScelles(db: Db | Tx): Promise<readonly ScelleRow[]> {
  const { rows } = await sql<ScelleRow>`select taille, sommets, note from infra.scelle order by taille`.execute(db)
  return rows
}

/** The last checkpoint. */
export async function findLastScelle(tx: Tx): Promise<ScelleRow | undefined> {
  const { rows } = await sql<ScelleRow>`
    select taille, sommets, note from infra.scelle order by taille desc limit 1`.execute(tx)
  return rows[0]
}

/** Keeps a checkpoint. */
export async function insertScelle(tx: Tx, scelle: ScelleRow & { readonly now: Date }): Promise<void> {
  await sql`insert into infra.scelle (taille, sommets, note, created_at)
    values (${scelle.taille}, ${scelle.sommets}::bytea[], ${scelle.note}, ${scelle.now})`.execute(tx)
}

/** Lines that are neither chained nor waiting to be: nobody wrote them through the door. */
export async function listStray(db: Db | Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select j.id from infra.journal j
    where not exists (select from infra.maillon m where m.journal_id = j.id)
      and not exists (select from infra.journal_a_chainer a where a.journal_id = j.id) limit 100`.execute(db)
  return rows.map(({ id }) => id)
}

/** What each key that signed the journal said of the one that signed it before, as signed notes. */
export async function listSuccessions(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ note: string }>`select note from infra.succession order by created_at`.execute(tx)
  return rows.map(({ note }) => note)
}

/** Keeps such a note; the same one twice is one. */
export async function insertSuccession(tx: Tx, { note, now }: { note: string; now: Date }): Promise<void> {
  await sql`insert into infra.succession (note, created_at) values (${note}, ${now}) on conflict do nothing`.execute(tx)
}
