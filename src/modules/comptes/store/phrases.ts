import type { StoredPhrase } from '../../../infra/crypto/phrase-hasher.ts'
import type { Db } from './sessions.ts'

/** A passphrase as it is kept, and since when. */
export interface PhraseRow extends StoredPhrase {
  readonly compteId: string
  readonly changedAt: Date
}

/** The passphrase of an account. */
export async function findPhrase(db: Db, compteId: string): Promise<PhraseRow | undefined> {
  const row = await db
    .selectFrom('comptes.phrase')
    .select(['hachage', 'kid', 'changed_at'])
    .where('compte_id', '=', compteId)
    .executeTakeFirst()
  return row && { compteId, hachage: row.hachage, kid: row.kid, changedAt: row.changed_at }
}

/** The passphrase of the open account of an address; an address joined elsewhere has none. */
export async function findPhraseByCourriel(db: Db, courriel: string): Promise<PhraseRow | undefined> {
  const row = await db
    .selectFrom('comptes.phrase as p')
    .innerJoin('comptes.compte as c', 'c.id', 'p.compte_id')
    .select(['p.compte_id', 'p.hachage', 'p.kid', 'p.changed_at'])
    .where('c.courriel', '=', courriel)
    .where('c.nature', '=', 'courriel')
    .where('c.rattache_a', 'is', null)
    .executeTakeFirst()
  return row && { compteId: row.compte_id, hachage: row.hachage, kid: row.kid, changedAt: row.changed_at }
}

/** Gives an account its passphrase, in place of the one it had. */
export async function upsertPhrase(
  tx: Db,
  { compteId, hachage, kid, now }: StoredPhrase & { compteId: string; now: Date },
): Promise<void> {
  const row = { hachage, kid, changed_at: now }
  await tx
    .insertInto('comptes.phrase')
    .values({ compte_id: compteId, ...row })
    .onConflict((oc) => oc.column('compte_id').doUpdateSet(row))
    .execute()
}

/** Keeps the same passphrase in another way, unless it has changed since it was read; false then. */
export async function refreshPhrase(
  tx: Db,
  { compteId, from, to }: { compteId: string; from: StoredPhrase; to: StoredPhrase },
): Promise<boolean> {
  const updated = await tx
    .updateTable('comptes.phrase')
    .set({ hachage: to.hachage, kid: to.kid })
    .where('compte_id', '=', compteId)
    .where('hachage', '=', from.hachage)
    .executeTakeFirst()
  return updated.numUpdatedRows === 1n
}

/** Takes the passphrase of an account away; false when there was none. */
export async function deletePhrase(tx: Db, compteId: string): Promise<boolean> {
  const deleted = await tx.deleteFrom('comptes.phrase').where('compte_id', '=', compteId).executeTakeFirst()
  return deleted.numDeletedRows === 1n
}
