import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { invariant } from '../http/errors.ts'
import { type MailContent, renderMail } from './mail-layout.tsx'

// biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
type AnyTx = Transaction<any>

/** A mail to send once. */
export interface Mail extends MailContent {
  /** What must happen once: `recepisse:<dossier>:<depot>`. */
  readonly cle: string
  readonly destinataire: string
  readonly sujet: string
  readonly createdAt: Date
  /** Somebody waits for it before their screen: it leaves before those that nobody waits for. */
  readonly urgent?: boolean
}

/** What queueing needs from the house. */
export interface MailQueue {
  /** Address of the sender; its domain ends every Message-ID. */
  readonly expediteur: string
  /** Queues the sending of that row, in the same transaction. */
  readonly enqueue?: (tx: AnyTx, courrielId: string, options: { readonly urgent: boolean }) => Promise<void>
}

/**
 * Puts a mail in the outbox, in the caller's transaction, and queues its sending there; gives the key of its row.
 *
 * A second mail of the same `cle` changes nothing and gives the first one's key.
 * @throws {Error} when `destinataire` is not one single address: it was to be checked before.
 */
export async function queueMail(tx: AnyTx, mail: Mail, { expediteur, enqueue }: MailQueue): Promise<string> {
  if (!isAddress(mail.destinataire)) throw new Error('A mail must have one well-formed receiver')
  const { texte, html } = renderMail(mail)
  const row = {
    cle: mail.cle,
    message_id: `<${randomUUID()}@${domainOf(expediteur)}>`,
    destinataire: mail.destinataire,
    sujet: oneLine(mail.sujet),
    corps_texte: texte,
    corps_html: html,
    langue: mail.langue,
    created_at: mail.createdAt,
  }
  const { rows } = await sql<{ id: string; nouveau: boolean }>`
    select id, nouveau from infra.deposer_courriel(jsonb_populate_record(null::infra.courriel, ${JSON.stringify(row)}::jsonb))`.execute(
    tx,
  )
  const [kept] = rows
  invariant(kept, 'a mail neither queued nor known')
  if (kept.nouveau) await enqueue?.(tx, kept.id, { urgent: mail.urgent ?? false })
  return kept.id
}

/** True for one address and nothing else: no name, no list, no line break that would begin another header. */
function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s<>()[\]\\,;:"@\p{Cc}]+@[^\s<>()[\]\\,;:"@\p{Cc}]+$/u.test(text)
}

/** A header has one line: line breaks and control characters become spaces. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}

function domainOf(expediteur: string): string {
  return /@([^\s<>@]+)>?\s*$/.exec(expediteur)?.[1] ?? 'localhost'
}
