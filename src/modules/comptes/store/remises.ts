import type { Db } from './sessions.ts'

/** Somebody's factors, asked to be removed. */
export interface NewRemise {
  readonly compteId: string
  /** Who asks. */
  readonly par: string
  readonly now: Date
  readonly effetAt: Date
}

/** Remembers that the factors of an account are to be removed; false when that was asked already. */
export async function insertRemise(tx: Db, { compteId, par, now, effetAt }: NewRemise): Promise<boolean> {
  const inserted = await tx
    .insertInto('comptes.remise_facteurs')
    .values({ compte_id: compteId, par, demandee_at: now, effet_at: effetAt })
    // One at a time for an account: a unique index says so.
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

interface OfCompte {
  readonly compteId: string
  readonly now: Date
}

/** Takes what is due for an account, once: false when nothing is. */
export async function takeDueRemise(tx: Db, { compteId, now }: OfCompte): Promise<boolean> {
  const taken = await tx
    .updateTable('comptes.remise_facteurs')
    .set({ faite_at: now })
    .where('compte_id', '=', compteId)
    .where('faite_at', 'is', null)
    .where('annulee_at', 'is', null)
    .where('effet_at', '<=', now)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

/** Cancels what was asked for an account; false when nothing was. */
export async function cancelRemise(tx: Db, { compteId, now }: OfCompte): Promise<boolean> {
  const cancelled = await tx
    .updateTable('comptes.remise_facteurs')
    .set({ annulee_at: now })
    .where('compte_id', '=', compteId)
    .where('faite_at', 'is', null)
    .where('annulee_at', 'is', null)
    .executeTakeFirst()
  return cancelled.numUpdatedRows > 0n
}

/** Erases every second factor of an account, with its recovery codes and the devices it trusts. Its passphrase stays: it is none. */
export async function deleteFacteurs(tx: Db, compteId: string): Promise<void> {
  await tx.deleteFrom('comptes.totp').where('compte_id', '=', compteId).execute()
  await tx.deleteFrom('comptes.cle_acces').where('compte_id', '=', compteId).execute()
  await tx.deleteFrom('comptes.code_secours').where('compte_id', '=', compteId).execute()
  await tx.deleteFrom('comptes.appareil_confiance').where('compte_id', '=', compteId).execute()
}
