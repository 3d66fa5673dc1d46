import { type RawBuilder, sql } from 'kysely'
import type { Analyse } from '../../../core/dossier/analyse.ts'
import type { Langue } from '../../../core/texte.ts'
import type { FichierGarde } from '../../../infra/files/fichier.ts'
import type { FichierRange } from '../../../infra/files/sealed-file.ts'
import type { CleScellee, Coffre } from '../../../infra/trousseau/trousseau.ts'
import { places } from '../places.ts'
import { openFichier, sealFichier } from './cles.ts'
import { ANALYSE, CLE, type Dossier, type StoreDeps, type Tx } from './load.ts'

/** A file as it is served: where it lies, what opens it, and what to say of it. */
export interface FichierServi extends FichierRange {
  readonly id: string
  readonly nom: string
  readonly type: string
  readonly octets: number
  readonly analyse: Analyse
}

/** Attaches a received file to an answer. */
export async function insertPiece(
  tx: Tx,
  piece: { dossierId: string; coffre: Coffre; cle: string; fichier: FichierGarde; compteId: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('dossiers.piece')
    .values({
      dossier_id: piece.dossierId,
      cle: piece.cle,
      fichier_id: piece.fichier.id,
      cle_fichier: sealFichier({ id: piece.dossierId, coffre: piece.coffre }, piece.fichier),
      created_at: piece.now,
      created_by: piece.compteId,
    })
    .execute()
}

/** Detaches files from a dossier by their keys; those of another dossier are left alone. */
export async function deletePieces(
  tx: Tx,
  { dossierId, ids }: { dossierId: string; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return
  await tx.deleteFrom('dossiers.piece').where('dossier_id', '=', dossierId).where('id', 'in', ids).execute()
}

/** Marks filed files as removed by edits that are not filed yet. */
export async function retirePieces(
  tx: Tx,
  { dossierId, ids, now }: { dossierId: string; ids: readonly string[]; now: Date },
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('dossiers.piece')
    .set({ retire_at: now })
    .where('dossier_id', '=', dossierId)
    .where('id', 'in', ids)
    .execute()
}

const FICHIER = ['i.id', 'i.nom', 'i.type', 'i.octets', 'i.emplacement'] as const
const analyse = sql<Analyse>`${sql.raw(ANALYSE)}`.as('analyse')

/** The dossier that a file hangs from. */
type Holder = Pick<Dossier, 'id' | 'coffre'>

/** One file of a dossier, attached to an answer or to a message, by either key. */
export async function findFichier(
  tx: Tx,
  { dossier, id }: { dossier: Holder; id: string },
): Promise<FichierServi | undefined> {
  const held = sql<{ fichier_id: string; chiffree: string | null }>`(
    select p.fichier_id, p.cle_fichier as chiffree from dossiers.piece p where p.id = ${id} and p.dossier_id = ${dossier.id}
    union all
    select mp.fichier_id, mp.cle_fichier from dossiers.message_piece mp join dossiers.message m on m.id = mp.message_id
    where mp.fichier_id = ${id} and m.dossier_id = ${dossier.id})`
  const row = await tx
    .selectFrom(held.as('h'))
    .innerJoin('infra.fichier as i', 'i.id', 'h.fichier_id')
    .select([...FICHIER, analyse, 'h.chiffree'])
    .limit(1)
    .executeTakeFirst()
  return row && servi(dossier, row)
}

/** Every file attached to the answers of a dossier, in the order they came. */
export async function listFichiers(
  tx: Tx,
  dossier: Holder,
): Promise<readonly (FichierServi & { readonly pieceId: string })[]> {
  const rows = await tx
    .selectFrom('dossiers.piece as p')
    .innerJoin('infra.fichier as i', 'i.id', 'p.fichier_id')
    .select([...FICHIER, analyse, 'p.id as pieceId', 'p.cle_fichier as chiffree'])
    .where('p.dossier_id', '=', dossier.id)
    .orderBy('p.created_at')
    .orderBy('p.id')
    .execute()
  return rows.map((row) => servi(dossier, row))
}

function servi<F extends { readonly id: string; readonly chiffree: string | null }>(
  dossier: Holder,
  { chiffree, ...fichier }: F,
): Omit<F, 'chiffree'> & Pick<FichierRange, 'cle'> {
  return { ...fichier, cle: openFichier(dossier, { id: fichier.id, chiffree }) }
}

/** What holds files, under an answer, with a message or as a signed mandate: those of that `fichier_id`, and in which dossier. */
function heldBy(fichier: RawBuilder<boolean>) {
  return sql`(select fichier_id, dossier_id, cle_fichier as chiffree from dossiers.piece where ${fichier}
    union all select mp.fichier_id, m.dossier_id, mp.cle_fichier
      from dossiers.message_piece mp join dossiers.message m on m.id = mp.message_id where ${fichier}
    union all select fichier_id, dossier_id, cle_fichier from dossiers.invite where ${fichier})`
}

/** Any file attached to a dossier, with what opens it: for the house's own work. Nothing when no dossier holds it. */
export async function findRange(
  { trousseau }: StoreDeps,
  tx: Tx,
  fichierId: string,
): Promise<FichierRange | undefined> {
  const { rows } = await sql<{
    emplacement: string
    dossierId: string
    chiffree: string | null
    cle: CleScellee | null
  }>`
    select i.emplacement, h.dossier_id as "dossierId", h.chiffree, case when c.chiffree is not null then ${sql.raw(CLE)} end as cle
    from ${heldBy(sql`fichier_id = ${fichierId}`)} h join infra.fichier i on i.id = h.fichier_id
    left join dossiers.cle c on c.dossier_id = h.dossier_id left join infra.cle_organisme o on o.id = c.cle_organisme_id
    order by h.chiffree is null limit 1`.execute(tx)
  if (!rows[0]) return undefined
  const { emplacement, dossierId: id, chiffree, cle } = rows[0]
  const coffre = cle && trousseau.open(cle, places.cle(id))
  return { emplacement, cle: openFichier({ id, coffre }, { id: fichierId, chiffree }) }
}

/** Which of these files are attached to an answer, a message or a mandate. */
export async function heldFichiers(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct fichier_id as id from ${heldBy(sql`fichier_id = any(${ids}::uuid[])`)} h`.execute(tx)
  return rows.map(({ id }) => id)
}

/** A dossier that holds a file, and who brought it. */
export interface Holding {
  readonly dossierId: string
  readonly courriel: string | null
  readonly langue: Langue | null
}

/** The dossiers that hold a file, under an answer, with a message or as a signed mandate, with who brought it. */
export async function listHoldings(tx: Tx, fichierId: string): Promise<readonly Holding[]> {
  const { rows } = await sql<Holding>`
    select distinct h.dossier_id as "dossierId", p.courriel, p.langue
    from ${heldBy(sql`fichier_id = ${fichierId}`)} h join infra.fichier i on i.id = h.fichier_id
    left join comptes.personne p on p.id = i.created_by`.execute(tx)
  return rows
}

/** Copies the files of a dossier to another one: the bytes are shared, the attachments are not, and each dossier has its own seal. */
export async function copyPieces(
  tx: Tx,
  { from, to, compteId, now }: { from: Holder; to: { id: string; coffre: Coffre }; compteId: string; now: Date },
): Promise<void> {
  const pieces = await tx
    .selectFrom('dossiers.piece')
    .select(['cle', 'fichier_id as id', 'cle_fichier as chiffree'])
    .where('dossier_id', '=', from.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  if (pieces.length === 0) return
  const copies = pieces.map(({ cle, ...fichier }) => {
    const opened = openFichier(from, fichier)
    return {
      dossier_id: to.id,
      cle,
      fichier_id: fichier.id,
      cle_fichier: opened === undefined ? null : sealFichier(to, { id: fichier.id, cle: opened }),
      created_at: now,
      created_by: compteId,
    }
  })
  await tx.insertInto('dossiers.piece').values(copies).execute()
}
