import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import pg from 'pg'

/**
 * Who is asking, as PostgreSQL's row-level security sees it; without an id, nothing that belongs to somebody shows.
 * `connexion` is the door: it knows accounts and sessions, and no dossier. `administrateur` manages teams: it sees the people
 * and roles of what that account administers, as `comptes.role` says it, and nobody else. `auditeur` reads the
 * journal that the role of that account opens, and nothing else.
 */
export type Demandeur = {
  readonly role: 'anonyme' | 'connexion' | 'usager' | 'agent' | 'administrateur' | 'auditeur' | 'systeme'
  readonly compteId?: string
  readonly organismeId?: string
  /** The instant at which they live: what has an end is over from then on. The database's own when absent. */
  readonly now?: Date
}

/** Says who is asking until the transaction ends: role, account, organisme, instant. Nothing but texts, empty when absent. */
export const CONTEXT = contextOf(['$1', '$2', '$3', '$4'])

/** Opens a transaction and says who is asking, in one text: it leaves in one exchange, where `begin` alone would take another. */
export function openingOf(values: readonly unknown[]): string {
  return `begin; ${contextOf(values.map((value) => pg.escapeLiteral(String(value))))}`
}

function contextOf([role, compte, organisme, maintenant]: readonly string[]): string {
  return `select set_config('parvis.role', ${role}, true), set_config('parvis.compte', ${compte}, true),
    set_config('parvis.organisme', ${organisme}, true), set_config('parvis.maintenant', ${maintenant}, true)`
}

/**
 * Runs `run` in one transaction that carries who is asking (`parvis.role`, `parvis.compte`, `parvis.organisme`,
 * `parvis.maintenant`: empty when absent). When the transaction ends, whatever its end, the connection has forgotten it.
 */
export function withContext<Tables, Result>(
  db: Kysely<Tables>,
  { role, compteId = '', organismeId = '', now }: Demandeur,
  run: (tx: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    await tx.executeQuery(CompiledQuery.raw(CONTEXT, [role, compteId, organismeId, now?.toISOString() ?? '']))
    return run(tx)
  })
}
