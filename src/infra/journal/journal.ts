import type { Kysely, Transaction } from 'kysely'

/** The journal's table, as modules see it: they only add to it. */
export interface JournalTables {
  'infra.journal': {
    at: Date
    organisme_id: string | null
    compte_id: string | null
    role: string
    action: string
    objet: string
    meta: string
  }
}

/** One fact to remember. `meta` holds identifiers and counts only: never personal data. */
export interface Fait {
  readonly at: Date
  readonly role: 'anonyme' | 'usager' | 'agent' | 'systeme'
  readonly compteId?: string | undefined
  readonly organismeId?: string | undefined
  /** A verb and its object in English: `dossier.submit`. */
  readonly action: string
  /** What it was done to: `dossier:<key>`. */
  readonly objet: string
  readonly meta?: Readonly<Record<string, string | number | boolean>>
}

/** Adds a fact to the journal, in the transaction of what it tells: both happen or neither does. */
// biome-ignore lint/suspicious/noExplicitAny: the seam takes the transaction of any module (house.md, hooks)
export async function writeJournal(tx: Transaction<any> | Kysely<any>, fait: Fait): Promise<void> {
  const journal: Kysely<JournalTables> = tx.$pickTables<'infra.journal'>()
  await journal
    .insertInto('infra.journal')
    .values({
      at: fait.at,
      organisme_id: fait.organismeId ?? null,
      compte_id: fait.compteId ?? null,
      role: fait.role,
      action: fait.action,
      objet: fait.objet,
      meta: JSON.stringify(fait.meta ?? {}),
    })
    .execute()
}
