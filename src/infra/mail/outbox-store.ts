import type { Kysely, Selectable } from 'kysely'
import { containing } from '../db/like.ts'
import { withContext } from '../db/with-context.ts'
import type { CourrielTables } from './tables.ts'

/** One mail of the outbox, whole. */
export type Courriel = Selectable<CourrielTables['infra.courriel']>

/** One line of the outbox. */
export type CourrielResume = Pick<
  Courriel,
  'id' | 'destinataire' | 'sujet' | 'created_at' | 'sent_at' | 'refuse_at' | 'langue'
>

/** The newest mails, those whose receiver's address contains `destinataire` when it is given. */
export async function listCourriels(
  db: Kysely<CourrielTables>,
  { destinataire, limit }: { destinataire: string; limit: number },
): Promise<readonly CourrielResume[]> {
  return withContext(db, { role: 'systeme' }, (tx) => {
    const query = tx
      .selectFrom('infra.courriel')
      .select(['id', 'destinataire', 'sujet', 'created_at', 'sent_at', 'refuse_at', 'langue'])
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
    if (destinataire === '') return query.execute()
    return query.where('destinataire', 'ilike', containing(destinataire)).execute()
  })
}

/** One mail; nothing when there is none of that key. */
export async function findCourriel(db: Kysely<CourrielTables>, id: string): Promise<Courriel | undefined> {
  return withContext(db, { role: 'systeme' }, (tx) =>
    tx.selectFrom('infra.courriel').selectAll().where('id', '=', id).executeTakeFirst(),
  )
}
