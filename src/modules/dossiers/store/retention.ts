import { sql } from 'kysely'
import type { Etat } from '../../../core/dossier/etat.ts'
import type { Tx } from './load.ts'

/** A dossier that retention may concern. */
export interface Kept {
  readonly id: string
  readonly numero: number
  readonly etat: Exclude<Etat, 'en_instruction'>
  readonly revisionId: string
  readonly organismeId: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly traiteAt: Date | null
  /** The last filing; nothing for a draft. */
  readonly dernierDepotAt: Date | null
  readonly preavisAt: Date | null
}

/** Where the nightly reading stands. */
export interface Place {
  readonly updatedAt: Date
  readonly id: string
}

/** The next dossiers not changed since `before`, oldest first, after that place; at most 200. In instruction, nothing expires. */
export async function selectKept(tx: Tx, { before, after }: { before: Date; after: Place }): Promise<readonly Kept[]> {
  return tx
    .selectFrom('dossiers.dossier as d')
    .select((eb) => [
      'd.id',
      'd.numero',
      eb.ref('d.etat').$castTo<Kept['etat']>().as('etat'),
      'd.revision_id as revisionId',
      'd.organisme_id as organismeId',
      'd.created_at as createdAt',
      'd.updated_at as updatedAt',
      'd.traite_at as traiteAt',
      'd.preavis_at as preavisAt',
      eb
        .selectFrom('dossiers.version as v')
        .select(({ fn }) => fn.max('v.created_at').as('at'))
        .whereRef('v.dossier_id', '=', 'd.id')
        .where('v.nature', '=', 'depot')
        .as('dernierDepotAt'),
    ])
    .where('d.supprime_at', 'is', null)
    .where('d.etat', '<>', 'en_instruction')
    .where('d.updated_at', '<', before)
    .where(sql<boolean>`(d.updated_at, d.id) > (${after.updatedAt}, ${after.id}::uuid)`)
    .orderBy('d.updated_at')
    .orderBy('d.id')
    .limit(200)
    .execute()
}

/** Remembers that the people of a dossier were told; false when it changed meanwhile, which makes the notice needless. */
export async function setPreavis(
  tx: Tx,
  { id, updatedAt, now }: { id: string; updatedAt: Date; now: Date },
): Promise<boolean> {
  const done = await tx
    .updateTable('dossiers.dossier')
    .set({ preavis_at: now })
    .where('id', '=', id)
    .where('updated_at', '=', updatedAt)
    .where('supprime_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Puts an expired dossier in the trash; false when somebody changed it meanwhile: it then lives on. */
export async function trashExpired(
  tx: Tx,
  { id, updatedAt, now }: { id: string; updatedAt: Date; now: Date },
): Promise<boolean> {
  const done = await tx
    .updateTable('dossiers.dossier')
    .set({ supprime_at: now, supprime_par: 'expiration' })
    .where('id', '=', id)
    .where('updated_at', '=', updatedAt)
    .where('etat', '<>', 'en_instruction')
    .where('supprime_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}
