import type { Transaction } from 'kysely'
import type { AuditTables } from '../tables.ts'

/** A transaction that sees what this module reads. */
export type Tx = Transaction<AuditTables>

/** The names of those that who asks may know by name: people who act for the administration. */
export async function listNoms(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('comptes.personne')
    .select(['id', 'nom', 'prenom', 'courriel'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.flatMap(({ id, nom, prenom, courriel }) => {
      const name = [prenom, nom].filter(Boolean).join(' ') || courriel
      return name === null ? [] : [[id, name]]
    }),
  )
}
