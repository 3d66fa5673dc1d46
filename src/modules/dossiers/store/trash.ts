import { sql } from 'kysely'
import type { Tx } from './load.ts'

/** Puts a dossier in the trash of its usager; nobody sees it any more, and it is destroyed two weeks later. */
export async function trashDossier(tx: Tx, { id, now }: { id: string; now: Date }): Promise<void> {
  await tx
    .updateTable('dossiers.dossier')
    .set({ supprime_at: now, supprime_par: 'usager', updated_at: now })
    .where('id', '=', id)
    .execute()
}

/** A dossier that lies in the trash of its owner, to be taken back. */
export async function findInTrash(tx: Tx, { numero, compteId }: { numero: number; compteId: string }) {
  return tx
    .selectFrom('dossiers.dossier')
    .select(['id', 'organisme_id as organismeId'])
    .where('numero', '=', numero)
    .where('compte_id', '=', compteId)
    .where('supprime_par', '=', 'usager')
    .where('supprime_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst()
}

/** Takes a dossier back from the trash. */
export async function restoreDossier(tx: Tx, { id, now }: { id: string; now: Date }): Promise<void> {
  await tx
    .updateTable('dossiers.dossier')
    .set({ supprime_at: null, supprime_par: null, updated_at: now })
    .where('id', '=', id)
    .execute()
}

/** Dossiers in the trash since before that instant, at most 100, locked; others may purge beside. */
export async function selectTrashed(tx: Tx, before: Date): Promise<readonly { id: string; organismeId: string }[]> {
  return tx
    .selectFrom('dossiers.dossier')
    .select(['id', 'organisme_id as organismeId'])
    .where('supprime_at', '<', before)
    .orderBy('supprime_at')
    .limit(100)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Destroys dossiers, their keys and all that hangs from them; a filed one leaves its number, state, date and reason. */
export async function destroyDossiers(tx: Tx, { ids, now }: { ids: readonly string[]; now: Date }): Promise<void> {
  if (ids.length === 0) return
  const list = sql`any(${ids}::uuid[])`
  await sql`insert into dossiers.tombe (numero, dossier_id, demarche_id, organisme_id, etat, motif, supprime_at,
      detruit_at)
    select numero, id, demarche_id, organisme_id, etat, supprime_par, supprime_at, ${now} from dossiers.dossier
    where id = ${list} and etat <> 'brouillon' on conflict do nothing`.execute(tx)
  await sql`delete from dossiers.message_piece where message_id in
    (select id from dossiers.message where dossier_id = ${list})`.execute(tx)
  for (const table of ['cle', 'recepisse', 'correction', 'message', 'piece', 'traitement', 'invite', 'version']) {
    await sql`delete from ${sql.table(`dossiers.${table}`)} where dossier_id = ${list}`.execute(tx)
  }
  await sql`delete from dossiers.dossier where id = ${list}`.execute(tx)
}
