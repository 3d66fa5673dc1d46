import { sql } from 'kysely'
import type { Tx } from './load.ts'

/** The key and the organisme of a public number: a draft, what is in the trash and what was destroyed included. For the house. */
export async function findByNumero(
  tx: Tx,
  numero: number,
): Promise<{ readonly id: string; readonly organismeId: string } | undefined> {
  const { rows } = await sql<{ id: string; organismeId: string }>`
    select id, organisme_id as "organismeId" from dossiers.dossier where numero = ${numero}
    union all
    select dossier_id, organisme_id from dossiers.tombe where numero = ${numero} and dossier_id is not null`.execute(tx)
  return rows[0]
}

/** The public numbers of those keys, destroyed dossiers included; what never had one is left out. For the house. */
export async function listNumeros(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; numero: number }>`
    select id, numero from dossiers.dossier where id = any(${ids}::uuid[])
    union all
    select dossier_id, numero from dossiers.tombe where dossier_id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, numero }) => [id, numero]))
}
