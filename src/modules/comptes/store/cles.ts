import { sha256 } from '../../../infra/crypto/tokens.ts'
import type { CreatedKey } from '../../../infra/webauthn/passkeys.ts'
import { DEFI_MAX } from '../rules.ts'
import type { DefiUsage } from '../tables.ts'
import type { Db } from './sessions.ts'

/** What a passkey is asked to sign. */
export interface Defi {
  readonly defi: string
  readonly usage: DefiUsage
  /** Whose key is asked; nobody yet, to sign in. */
  readonly compteId: string | undefined
  readonly now: Date
}

/** Remembers what a passkey is asked to sign. */
export async function insertDefi(tx: Db, { defi, usage, compteId, now }: Defi): Promise<void> {
  await tx
    .insertInto('comptes.defi')
    .values({ empreinte: sha256(defi), usage, compte_id: compteId ?? null, created_at: now })
    .execute()
}

/** Takes it back, once: false when it was never asked of that account for that, is too old, or has served. */
export async function takeDefi(tx: Db, { defi, usage, compteId, now }: Defi): Promise<boolean> {
  const taken = await tx
    .deleteFrom('comptes.defi')
    .where('empreinte', '=', sha256(defi))
    .where('usage', '=', usage)
    .where('compte_id', 'is not distinct from', compteId ?? null)
    .where('created_at', '>', new Date(now.getTime() - DEFI_MAX))
    .executeTakeFirst()
  return taken.numDeletedRows === 1n
}

/** Erases what nobody signed in time. */
export async function deleteOldDefis(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('comptes.defi')
    .where('created_at', '<=', new Date(now.getTime() - DEFI_MAX))
    .execute()
}

/** Gives an account a passkey; false when that key is registered already, here or elsewhere. */
export async function insertCle(
  tx: Db,
  { compteId, cle, nom, now }: { compteId: string; cle: CreatedKey; nom: string; now: Date },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('comptes.cle_acces')
    .values({
      compte_id: compteId,
      identifiant: cle.identifiant,
      cle_publique: cle.clePublique,
      compteur: cle.compteur,
      transports: [...cle.transports],
      nom,
      created_at: now,
    })
    .onConflict((oc) => oc.column('identifiant').doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n
}

/** The passkeys of an account, oldest first. */
export function selectCles(db: Db, compteId: string) {
  return db
    .selectFrom('comptes.cle_acces')
    .select(['identifiant', 'transports', 'nom', 'created_at', 'used_at'])
    .where('compte_id', '=', compteId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** A passkey, as it is checked. */
export interface CleRow {
  readonly compteId: string
  readonly identifiant: Buffer
  readonly clePublique: Buffer
  /** Its account is known by its address: a key may open it by itself. */
  readonly parAdresse: boolean
}

/** A passkey of an open account; one of an account joined elsewhere is nobody's. */
export async function findCle(db: Db, identifiant: Buffer): Promise<CleRow | undefined> {
  const row = await db
    .selectFrom('comptes.cle_acces as k')
    .innerJoin('comptes.compte as c', 'c.id', 'k.compte_id')
    .select(['k.compte_id', 'k.cle_publique', 'c.nature'])
    .where('k.identifiant', '=', identifiant)
    .where('c.rattache_a', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      ...{ compteId: row.compte_id, identifiant, clePublique: row.cle_publique },
      parAdresse: row.nature === 'courriel',
    }
  )
}

/** Counts one use of a passkey: false when it counts and has counted that far already, as a copy would. */
export async function useCle(
  tx: Db,
  { identifiant, compteur, now }: { identifiant: Buffer; compteur: number; now: Date },
): Promise<boolean> {
  const used = await tx
    .updateTable('comptes.cle_acces')
    .set({ compteur, used_at: now })
    .where('identifiant', '=', identifiant)
    .where((eb) =>
      compteur === 0
        ? // A key that does not count says 0 each time.
          eb('compteur', '=', 0)
        : eb('compteur', '<', compteur),
    )
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** Takes a passkey of that account away; false when it has none such. */
export async function deleteCle(
  tx: Db,
  { compteId, identifiant }: { compteId: string; identifiant: Buffer },
): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('comptes.cle_acces')
    .where('compte_id', '=', compteId)
    .where('identifiant', '=', identifiant)
    .executeTakeFirst()
  return deleted.numDeletedRows === 1n
}
