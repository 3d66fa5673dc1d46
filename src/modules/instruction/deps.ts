import type { Kysely, Transaction } from 'kysely'
import type { Clock } from '../../infra/clock/clock.ts'
import { withContext } from '../../infra/db/with-context.ts'
import type { KeepFichier } from '../../infra/files/fichier.ts'
import type { Mail } from '../../infra/mail/queue.ts'
import type { Demarches } from '../demarches/index.ts'
import type { Dossier, Dossiers } from '../dossiers/index.ts'
import type { InstructionTables } from './tables.ts'

// biome-ignore lint/suspicious/noExplicitAny: a hook crosses modules, each picks its own tables (house.md)
type AnyTx = Transaction<any>

/** An agent at work: the account, the name that colleagues read, and the groups that give access to dossiers. */
export interface Agent {
  readonly compteId: string
  readonly nom: string
  readonly groupes: readonly string[]
}

/** What the module needs from the house. */
export interface InstructionDeps {
  readonly db: Kysely<InstructionTables>
  readonly demarches: Demarches
  readonly dossiers: Dossiers
  readonly clock: Clock
  /** Queues a mail in the caller's transaction; gives its key. */
  readonly sendMail: (tx: AnyTx, mail: Mail) => Promise<string>
  /** Keeps a received file in the caller's transaction, and has it scanned where there is an antivirus. */
  readonly keepFichier: KeepFichier
  /** Absolute address of a path of this instance. */
  readonly absolute: (path: string) => string
  /** Run in the same transaction once a dossier has been decided; an exception cancels the decision. */
  readonly onDecided: readonly ((
    tx: AnyTx,
    decided: { dossier: Dossier; decision: Decision; now: Date },
  ) => Promise<void>)[]
}

/** What an agent decides. A refusal without its reasons cannot be written. */
export type Decision =
  | { readonly kind: 'accept'; readonly motivation?: string }
  | { readonly kind: 'refuse'; readonly motivation: string }
  | { readonly kind: 'close_without_action'; readonly motivation?: string }

/** Runs one transaction in the name of an agent. */
export function asAgent<R>(
  deps: Pick<InstructionDeps, 'db'>,
  agent: Pick<Agent, 'compteId'>,
  run: (tx: Transaction<InstructionTables>) => Promise<R>,
): Promise<R> {
  return withContext(deps.db, { role: 'agent', compteId: agent.compteId }, run)
}
