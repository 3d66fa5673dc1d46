import { sql } from 'kysely'
import type { Batch } from '../../../infra/trousseau/colonnes.ts'
import type { CleScellee } from '../../../infra/trousseau/trousseau.ts'
import { places } from '../places.ts'
import { type Chiffrement, sealAnswers } from './answers.ts'
import { CLE, type StoreDeps, type Tx } from './load.ts'

// The key that an organisme seals with now: that of the last rank.
const LATEST = sql`select distinct on (organisme_id) id, organisme_id, rang, chiffree from infra.cle_organisme
  where usage = 'donnees' order by organisme_id, rang desc`

/**
 * Moves keys of dossiers under the present key of their organisme, at most so many after that dossier. One that does not
 * open is left as it is, and goes on being counted.
 */
export async function renewCles(
  { trousseau }: StoreDeps,
  tx: Tx,
  { after, lot }: { after: string; lot: number },
): Promise<Batch> {
  const { rows } = await sql<{ id: string; to: string; cle: CleScellee; racine: CleScellee['racine'] }>`
    with latest as (${LATEST})
    select c.dossier_id as id, n.id as to, ${sql.raw(CLE)} as cle,
      json_build_object('organismeId', n.organisme_id, 'rang', n.rang, 'chiffree', n.chiffree) as racine
    from dossiers.cle c join infra.cle_organisme o on o.id = c.cle_organisme_id
    join latest n on n.organisme_id = o.organisme_id and n.id <> o.id
    where c.dossier_id > ${after} order by c.dossier_id limit ${lot} for update of c skip locked`.execute(tx)
  const moved = rows.flatMap(({ id, to, cle, racine }) => {
    const chiffree = trousseau.reseal(cle, racine, places.cle(id))
    return chiffree === undefined ? [] : [{ id, to, chiffree }]
  })
  const column = (name: 'id' | 'to' | 'chiffree') => moved.map((one) => one[name])
  await sql`update dossiers.cle c set chiffree = n.chiffree, cle_organisme_id = n.cle
    from unnest(${column('id')}::uuid[], ${column('to')}::uuid[], ${column('chiffree')}::text[]) n(id, cle, chiffree)
    where c.dossier_id = n.id`.execute(tx)
  return { scelles: moved.length, last: rows.at(-1)?.id }
}

/** Forgets the keys of organismes that seal nothing any more, an hour after the one that follows them; gives how many. */
export async function retireCles(tx: Tx, now: Date): Promise<number> {
  const before = new Date(now.getTime() - 3_600_000)
  const { numAffectedRows } = await sql`with latest as (${LATEST})
    delete from infra.cle_organisme o using latest n, infra.cle_organisme m
    where o.usage = 'donnees' and n.organisme_id = o.organisme_id and o.rang < n.rang and m.id = n.id and m.created_at < ${before}
      and not exists (select from dossiers.cle c where c.cle_organisme_id = o.id)`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** The next dossiers, after that one, that hold answers which came before there were keys; at most fifty. */
export async function selectEnClair(tx: Tx, after: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct dossier_id as id from dossiers.version where saisies_chiffrees is null and dossier_id > ${after}
    order by id limit 50`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Seals what is sensitive in every version of a dossier that came before there were keys; gives how many there were. */
export async function sealVersions(
  tx: Tx,
  { dossierId, chiffrement }: { dossierId: string; chiffrement: Chiffrement },
): Promise<number> {
  const versions = await tx
    .selectFrom('dossiers.version')
    .select(['id', 'saisies', 'valeurs'])
    .where('dossier_id', '=', dossierId)
    .where('saisies_chiffrees', 'is', null)
    .execute()
  const kept = versions.map(({ id, saisies, valeurs }) => ({
    id,
    saisies: sealAnswers(saisies, chiffrement, (cle) => places.saisie(id, cle)),
    valeurs: valeurs && sealAnswers(valeurs, chiffrement, (cle) => places.valeur(id, cle)),
  }))
  await sql`update dossiers.version v set saisies = k.saisies->'claires', saisies_chiffrees = k.saisies->'chiffrees',
      valeurs = k.valeurs->'claires', valeurs_chiffrees = k.valeurs->'chiffrees'
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) k(id uuid, saisies jsonb, valeurs jsonb)
    where v.id = k.id`.execute(tx)
  return kept.length
}

/** The next files, after that one, that some dossier holds without a key: they came before files were encrypted; at most fifty. */
export async function selectSansCle(tx: Tx, after: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select fichier_id as id from dossiers.piece where cle_fichier is null and fichier_id > ${after}
    union select fichier_id from dossiers.message_piece where cle_fichier is null and fichier_id > ${after}
    order by id limit 50`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The dossiers that hold a file without its key, in the order in which whoever locks several locks them. */
export async function selectHolders(tx: Tx, fichierId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select dossier_id as id from dossiers.piece where cle_fichier is null and fichier_id = ${fichierId}
    union select m.dossier_id from dossiers.message_piece p join dossiers.message m on m.id = p.message_id
      where p.cle_fichier is null and p.fichier_id = ${fichierId}
    order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Says that a file is encrypted from now on, and where; false when somebody did it first. */
export async function moveFichier(
  tx: Tx,
  { id, from, to }: { id: string; from: string; to: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update infra.fichier set emplacement = ${to}
    where id = ${id} and emplacement = ${from}`.execute(tx)
  return numAffectedRows === 1n
}

/** Keeps the key of a file, sealed for that dossier, with all that holds it there. */
export async function setCleFichier(
  tx: Tx,
  { dossierId, fichierId, chiffree }: { dossierId: string; fichierId: string; chiffree: string },
): Promise<void> {
  await sql`update dossiers.piece set cle_fichier = ${chiffree}
    where dossier_id = ${dossierId} and fichier_id = ${fichierId}`.execute(tx)
  await sql`update dossiers.message_piece p set cle_fichier = ${chiffree} from dossiers.message m
    where m.id = p.message_id and m.dossier_id = ${dossierId} and p.fichier_id = ${fichierId}`.execute(tx)
}

/** What is left to seal, or to move under a newer key. */
export interface Reste {
  /** Keys of dossiers, and those under a former key of their organisme. */
  readonly cles: number
  readonly anciennes: number
  /** Versions of answers, and files, that came before there were keys. */
  readonly versionsEnClair: number
  readonly fichiersEnClair: number
}

/** Counts it. */
export async function countReste(tx: Tx): Promise<Reste> {
  const { rows } = await sql<Reste>`with latest as (${LATEST})
    select (select count(*)::int from dossiers.cle) as cles,
      (select count(*)::int from dossiers.cle c where c.cle_organisme_id not in (select id from latest)) as anciennes,
      (select count(*)::int from dossiers.version where saisies_chiffrees is null) as "versionsEnClair",
      (select count(distinct fichier_id)::int from (select fichier_id from dossiers.piece where cle_fichier is null
        union all select fichier_id from dossiers.message_piece where cle_fichier is null) f) as "fichiersEnClair"`.execute(
    tx,
  )
  return rows[0] ?? { cles: 0, anciennes: 0, versionsEnClair: 0, fichiersEnClair: 0 }
}
