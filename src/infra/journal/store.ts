import { type Kysely, sql, type Transaction } from 'kysely'
import type { Format, Ligne } from './chain.ts'
import type { Classe } from './journal.ts'
import { DUREES } from './segment.ts'

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

/** A segment whose time is over and of which lines are left; `annonce`: the line that announced it, and whether that one is signed. */
export interface DueSegment {
  readonly chaine: string
  readonly classe: Exclude<Classe, 'permanent'>
  readonly mois: string
  readonly de: number
  readonly a: number
  readonly lignes: number
  readonly annonce: string | null
  readonly signee: boolean
}

/** Segments whose time is over, under the last checkpoint and not held, the oldest first. */
export async function listDueSegments(
  tx: Tx,
  { now, scelle }: { readonly now: Date; readonly scelle: number },
): Promise<readonly DueSegment[]> {
  const { rows } = await sql<DueSegment>`
    with fin as (
      select classe, infra.premier_uuid(date_trunc('month', (${now}::timestamptz at time zone 'UTC') - mois * interval '1 month')
        at time zone 'UTC') as id
      from (values ('reste', ${DUREES.reste}::int), ('echange', ${DUREES.echange}::int)) as d(classe, mois)),
    garde as (
      select distinct on (objet) objet, (meta->>'jusqu_au')::date as jusqu_au
      from infra.journal where action = 'journal.hold' order by objet, id desc),
    du as (
      select m.chaine, m.classe, to_char(uuid_extract_timestamp(j.id) at time zone 'UTC', 'YYYY-MM') as mois,
        min(m.seq) as de, max(m.seq) as a, count(*) as lignes
      from fin
      join infra.journal j on j.id < fin.id and j.classe = fin.classe
      join infra.maillon m on m.journal_id = j.id and m.classe = fin.classe and m.rang < ${scelle}
      left join garde g on g.objet = 'chaine:' || m.chaine
      where coalesce(g.jusqu_au < (${now}::timestamptz at time zone 'UTC')::date, true)
      group by 1, 2, 3)
    select du.*, dite.id as annonce, coalesce(dite.rang < ${scelle}, false) as signee
    from du left join lateral (
      select j.id, m.rang from infra.journal j left join infra.maillon m on m.journal_id = j.id
      where j.objet = 'segment:' || du.chaine || ':' || du.classe || ':' || du.mois and j.action = 'journal.purge'
        and (j.meta->>'de')::bigint <= du.de and (j.meta->>'a')::bigint >= du.a
      order by j.id desc limit 1) dite on true
    order by du.mois, du.chaine, du.classe`.execute(tx)
  return rows
}

/** Erases the lines of an announced segment, between two numbers of its chain; gives how many. @throws {Error} what PostgreSQL refuses. */
export async function eraseSegment(
  tx: Tx,
  { annonce, de, a }: { readonly annonce: string; readonly de: number; readonly a: number },
): Promise<number> {
  const { rows } = await sql<{ partis: number }>`
    select infra.purger_segment(${annonce}, ${de}, ${a}) as partis`.execute(tx)
  return rows[0]?.partis ?? 0
}
