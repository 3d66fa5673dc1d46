import type { Kysely, Transaction } from 'kysely'
import type { Clock } from '../../infra/clock/clock.ts'
import type { References } from '../../infra/crypto/references.ts'
import { withContext } from '../../infra/db/with-context.ts'
import type { Mail } from '../../infra/mail/queue.ts'
import type { Frame } from '../../ui/frame.ts'
import type { Comptes } from '../comptes/index.ts'
import type { Demarches } from '../demarches/index.ts'
import type { EquipesTables } from './tables.ts'

// biome-ignore lint/suspicious/noExplicitAny: a hook crosses modules, each picks its own tables (house.md)
type AnyTx = Transaction<any>

/** What the module needs from the house. */
export interface EquipesDeps {
  readonly db: Kysely<EquipesTables>
  readonly comptes: Comptes
  readonly demarches: Demarches
  readonly clock: Clock
  readonly frame: Frame
  /** Names members and requests in addresses. */
  readonly references: References
  /** Queues a mail in the caller's transaction. */
  readonly sendMail: (tx: AnyTx, mail: Mail) => Promise<unknown>
  /** Absolute address of a path of this instance. */
  readonly absolute: (path: string) => string
}

/** A transaction that sees the tables of this module. */
export type Tx = Transaction<EquipesTables>

/** Runs one transaction in the name of somebody who manages teams: PostgreSQL shows what they administer, and nothing else. */
export function asAdministrateur<R>(
  { db }: Pick<EquipesDeps, 'db'>,
  compteId: string,
  run: (tx: Tx) => Promise<R>,
): Promise<R> {
  return withContext(db, { role: 'administrateur', compteId }, run)
}
