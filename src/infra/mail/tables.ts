import type { ColumnType, Generated } from 'kysely'
import type { Langue } from '../../core/texte.ts'

/** The outbox: one row a mail, kept after it was sent. */
export interface CourrielTables {
  'infra.courriel': {
    id: Generated<string>
    cle: string
    message_id: string
    destinataire: string
    sujet: string
    corps_texte: string
    corps_html: string
    langue: Langue
    created_at: Date
    sent_at: ColumnType<Date | null, never, Date>
    /** Nobody has that address: it is not tried again. */
    refuse_at: ColumnType<Date | null, never, Date>
    attempts: Generated<number>
    last_error: ColumnType<string | null, never, string | null>
  }
}
