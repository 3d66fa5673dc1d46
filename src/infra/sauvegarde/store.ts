import { pipeline } from 'node:stream/promises'
import { type Client, escapeIdentifier, escapeLiteral } from 'pg'
import { from, to } from 'pg-copy-streams'

/** A table as it is copied: its name between quotes, the columns that hold something of their own. */
export interface TableCopiee {
  readonly nom: string
  readonly colonnes: readonly string[]
}

const SCHEMAS = "n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public')"

/** Opens one state of the database, that nothing written afterwards changes. */
export async function openSnapshot(owner: Client): Promise<void> {
  await owner.query('begin isolation level repeatable read read only')
}

/** Every table of ours and of the queue, in the order of names. */
export async function listTables(owner: Client): Promise<readonly TableCopiee[]> {
  const { rows } = await owner.query<TableCopiee>(
    `select format('%I.%I', n.nspname, c.relname) as nom,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as colonnes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and ${SCHEMAS} order by 1`,
  )
  return rows
}

/** The tables of which row-level security would hide rows from this very account: a copy would lack them in silence. */
export async function listHidden(owner: Client): Promise<readonly string[]> {
  const { rows } = await owner.query<{ nom: string }>(
    `select format('%I.%I', n.nspname, c.relname) as nom from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and ${SCHEMAS} and row_security_active(c.oid)
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd in ('*', 'r') and p.polpermissive
         and (select oid from pg_roles where rolname = current_user) = any(p.polroles)
         and pg_get_expr(p.polqual, c.oid) = 'true')`,
  )
  return rows.map(({ nom }) => nom)
}

/** Where each sequence stands. */
export async function listSequences(owner: Client) {
  const { rows: names } = await owner.query<{ nom: string }>(
    `select format('%I.%I', n.nspname, c.relname) as nom from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${SCHEMAS} order by 1`,
  )
  const sequences: { nom: string; valeur: string; servie: boolean }[] = []
  for (const { nom } of names) {
    const { rows } = await owner.query<{ valeur: string; servie: boolean }>(
      `select last_value::text as valeur, is_called as servie from ${nom}`,
    )
    for (const row of rows) sequences.push({ nom, ...row })
  }
  return sequences
}

/** The migrations that this database has received. */
export async function listMigrations(owner: Client): Promise<readonly { nom: string; sha256: string }[]> {
  const { rows } = await owner.query<{ nom: string; sha256: string }>(
    'select nom, sha256 from infra.migration order by numero',
  )
  return rows
}

/** The places of the files that rows know. */
export async function listEmplacements(owner: Client): Promise<readonly string[]> {
  const { rows } = await owner.query<{ emplacement: string }>(
    'select distinct emplacement from infra.fichier where detruit_at is null order by emplacement',
  )
  return rows.map(({ emplacement }) => emplacement)
}

/** The lines of a table, in the text format of COPY. */
export function copyOut(owner: Client, { nom, colonnes }: TableCopiee): AsyncIterable<Buffer> {
  return owner.query(to(`copy (select ${columnsOf(colonnes)} from ${nom}) to stdout`))
}

/** Whether the database holds anything of ours beyond an empty schema. */
export async function isEmpty(owner: Client): Promise<boolean> {
  for (const { nom } of await listTables(owner)) {
    if (/^(taches|infra\.(migration|journal_a_chainer)$)/.test(nom)) continue
    const { rows } = await owner.query(`select from ${nom} limit 1`)
    if (rows.length > 0) return false
  }
  return true
}

/**
 * Runs `load` in one transaction where the tables are empty, and neither triggers, nor foreign keys, nor walls stand in
 * the way; they are put back after, the keys checked on every row. All or nothing.
 */
export async function loadAll(owner: Client, load: () => Promise<void>): Promise<void> {
  await owner.query('begin')
  try {
    const tables = (await listTables(owner)).map(({ nom }) => nom)
    const { rows: keys } = await owner.query<{ table: string; nom: string; def: string }>(
      `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as nom, pg_get_constraintdef(k.oid) as def
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
       where k.contype = 'f' and k.conparentid = 0 and ${SCHEMAS}`,
    )
    const { rows: forced } = await owner.query<{ nom: string }>(
      `select format('%I.%I', n.nspname, c.relname) as nom from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relforcerowsecurity and ${SCHEMAS}`,
    )
    for (const { table, nom } of keys) await owner.query(`alter table ${table} drop constraint ${nom}`)
    for (const { nom } of forced) await owner.query(`alter table ${nom} no force row level security`)
    for (const nom of tables) await owner.query(`alter table ${nom} disable trigger user`)
    await owner.query(`truncate ${tables.join(', ')}`)
    await load()
    for (const nom of tables) await owner.query(`alter table ${nom} enable trigger user`)
    for (const { table, nom, def } of keys) await owner.query(`alter table ${table} add constraint ${nom} ${def}`)
    for (const { nom } of forced) await owner.query(`alter table ${nom} force row level security`)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback').catch(() => {})
    throw error
  }
}

/** Takes back the lines of a table. */
export async function copyIn(owner: Client, table: TableCopiee, lines: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(lines, owner.query(from(`copy ${table.nom} (${columnsOf(table.colonnes)}) from stdin`)))
}

/** Puts a sequence back where it stood. */
export async function setSequence(
  owner: Client,
  { nom, valeur, servie }: { readonly nom: string; readonly valeur: string; readonly servie: boolean },
): Promise<void> {
  await owner.query(`select setval(${escapeLiteral(nom)}, $1::bigint, $2)`, [valeur, servie])
}

function columnsOf(colonnes: readonly string[]): string {
  return colonnes.map((colonne) => escapeIdentifier(colonne)).join(', ')
}
