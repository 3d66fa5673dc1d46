import { sql } from 'kysely'
import type { Tx } from './load.ts'

/** Where somebody may be written to: an address that they proved. Nothing when they proved none. */
export async function findJoignable(tx: Tx, compteId: string): Promise<{ readonly courriel: string } | undefined> {
  return tx.selectFrom('comptes.joignable').select('courriel').where('id', '=', compteId).executeTakeFirst()
}

/** Gives the dossiers and mandates of an account to another: the two have proved to be one person. */
export async function moveToCompte(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.updateTable('dossiers.dossier').set({ compte_id: to }).where('compte_id', '=', from).execute()
  await tx.updateTable('dossiers.invite').set({ compte_id: to }).where('compte_id', '=', from).execute()
  // Both may have given the same mandate, of which one alone may not be taken back: the one of the account that stays
  // holds, unless it is over and the other is not.
  await sql`update dossiers.invite i set revoked_at = i.fin_at where i.mandant_id = ${to} and i.revoked_at is null
    and i.fin_at <= infra.maintenant()
    and exists (select from dossiers.invite o where o.mandant_id = ${from} and o.demarche_id = i.demarche_id
      and o.courriel = i.courriel and o.revoked_at is null and o.fin_at > infra.maintenant())`.execute(tx)
  await sql`update dossiers.invite i set revoked_at = i.created_at where i.mandant_id = ${from} and i.revoked_at is null
    and exists (select from dossiers.invite o where o.mandant_id = ${to} and o.demarche_id = i.demarche_id
      and o.courriel = i.courriel and o.revoked_at is null)`.execute(tx)
  await tx.updateTable('dossiers.invite').set({ mandant_id: to }).where('mandant_id', '=', from).execute()
}
