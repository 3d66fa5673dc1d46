import { sql } from 'kysely'
import type { Etat } from '../../../core/dossier/etat.ts'
import type { Tx } from './table.ts'

/** How many dossiers a group has in one state, exact. */
export interface Effectif {
  readonly groupeId: string
  readonly etat: Etat
  readonly nombre: number
}

/** How many dossiers each of those groups has in each state; states without any may be absent. */
export async function countByGroupe(tx: Tx, groupes: readonly string[]): Promise<readonly Effectif[]> {
  const rows = await tx
    .selectFrom('dossiers.effectif')
    .select(['groupe_id as groupeId', 'etat', sql<string>`sum(nombre)`.as('nombre')])
    .where('groupe_id', '=', sql<string>`any(${groupes}::uuid[])`)
    .groupBy(['groupe_id', 'etat'])
    .execute()
  return rows.map((row) => ({ ...row, nombre: Number(row.nombre) }))
}

/** How an organisation presents itself on the pages of its démarche. */
export interface Enseigne {
  readonly id: string
  readonly nom: string
  readonly accent: string
  /** Telephone of the service. */
  readonly telephone: string | null
}

/** Who speaks on the pages of a démarche; nothing when there is no such démarche. */
export async function findEnseigne(tx: Tx, demarcheId: string): Promise<Enseigne | undefined> {
  return tx
    .selectFrom('demarches.fiche')
    .select(['organisme_id as id', 'organisme_nom as nom', 'accent', 'telephone'])
    .where('id', '=', demarcheId)
    .executeTakeFirst()
}
