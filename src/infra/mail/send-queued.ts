import { type Kysely, sql } from 'kysely'
import { withContext } from '../db/with-context.ts'
import { type Courriel, findCourriel } from './outbox-store.ts'
import type { CourrielTables } from './tables.ts'
import { AdresseRefusee, type Transport } from './transport.ts'

/** One sending to do. */
export interface Sending {
  readonly db: Kysely<CourrielTables>
  readonly transport: Transport
  /** « Parvis <ne-pas-repondre@…> » */
  readonly expediteur: string
  readonly id: string
  readonly now: Date
}

/**
 * Sends one mail of the outbox, at least once: when nobody knows whether the server took it, it leaves again under the
 * same Message-ID. What was already sent, or no longer exists, is left alone.
 * @throws {Error} when the server refused it: the queue tries again later; the row keeps the last error. An address that
 * nobody has is `refused` instead, once for all.
 */
export async function sendQueued(sending: Sending): Promise<'sent' | 'already_sent' | 'refused' | 'absent'> {
  const { db, transport, expediteur, id, now } = sending
  const house = { role: 'systeme' } as const
  // Counted before leaving: an attempt cut by a crash was an attempt. No transaction stays open during the SMTP dialogue.
  const row = await withContext(db, house, (tx) =>
    tx
      .updateTable('infra.courriel')
      .set({ attempts: sql<number>`attempts + 1` })
      .where('id', '=', id)
      .where('sent_at', 'is', null)
      .where('refuse_at', 'is', null)
      .returning(['message_id', 'destinataire', 'sujet', 'corps_texte', 'corps_html', 'langue', 'created_at'])
      .executeTakeFirst(),
  )
  if (!row) return endedAs(await findCourriel(db, id))
  const note = (fact: { sent_at?: Date; refuse_at?: Date; last_error: string | null }) =>
    withContext(db, house, (tx) => tx.updateTable('infra.courriel').set(fact).where('id', '=', id).execute())
  try {
    await transport.send({
      messageId: row.message_id,
      expediteur,
      destinataire: row.destinataire,
      sujet: row.sujet,
      texte: row.corps_texte,
      html: row.corps_html,
      langue: row.langue,
      date: row.created_at,
    })
  } catch (error) {
    const refused = error instanceof AdresseRefusee
    await note({ ...(refused ? { refuse_at: now } : {}), last_error: reasonOf(error) })
    if (refused) return 'refused'
    throw error
  }
  await note({ sent_at: now, last_error: null })
  return 'sent'
}

function endedAs(row: Courriel | undefined): 'already_sent' | 'refused' | 'absent' {
  if (!row) return 'absent'
  return row.refuse_at ? 'refused' : 'already_sent'
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  // PostgreSQL refuses the NUL character in a text.
  return text.replaceAll('\0', '').slice(0, 1000)
}
