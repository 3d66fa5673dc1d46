import type { Kysely } from 'kysely'
import { withContext } from '../../../infra/db/with-context.ts'
import { CONNEXION_MAX, PARKED_MAX } from '../rules.ts'
import { deleteOldAppareils } from '../store/appareils.ts'
import { deleteOldAttente, deleteOldIdp } from '../store/attente.ts'
import { deleteOldDefis } from '../store/cles.ts'
import { deleteOldLiens } from '../store/liens.ts'
import { deleteOldSessions } from '../store/sessions.ts'
import { deleteOldTries } from '../store/tentatives.ts'
import type { ComptesTables } from '../tables.ts'

const DAY = 86_400_000

/** Erases what no longer serves: sign-ins begun and never ended, forms kept, sessions and links over for a day. Every quarter of an hour. */
// biome-ignore lint/suspicious/noExplicitAny: called by the worker, whose connection knows every table
export async function purgeComptes(anyDb: Kysely<any>, now: Date): Promise<void> {
  const db: Kysely<ComptesTables> = anyDb.$pickTables<keyof ComptesTables>()
  const dayAgo = new Date(now.getTime() - DAY)
  await withContext(db, { role: 'systeme' }, async (tx) => {
    await deleteOldAttente(tx, {
      connexions: new Date(now.getTime() - CONNEXION_MAX),
      envois: new Date(now.getTime() - PARKED_MAX),
    })
    await deleteOldIdp(tx, now)
    await deleteOldSessions(tx, dayAgo)
    await deleteOldLiens(tx, dayAgo)
    await deleteOldTries(tx, dayAgo)
    await deleteOldAppareils(tx, now)
    await deleteOldDefis(tx, now)
  })
}
