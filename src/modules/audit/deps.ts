import type { Kysely, Transaction } from 'kysely'
import type { Texte } from '../../core/texte.ts'
import type { Clock } from '../../infra/clock/clock.ts'
import type { Key } from '../../infra/crypto/keys.ts'
import { withContext } from '../../infra/db/with-context.ts'
import type { Frame } from '../../ui/frame.ts'
import type { Comptes } from '../comptes/index.ts'
import type { AuditTables } from './tables.ts'

/** What other modules say of the objects that the journal names: a key, and what everybody may know of it. */
export interface Objets {
  /** The public numbers of these dossiers, destroyed ones included. */
  listNumeros(ids: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** The titles of these démarches. */
  listTitres(ids: readonly string[]): Promise<ReadonlyMap<string, Texte>>
  /** What somebody may have meant by a number or the address of a démarche, as the journal names them: `dossier:<key>`. */
  findObjets(asked: string): Promise<readonly string[]>
}

/** What the module needs from the house. */
export interface AuditDeps {
  readonly db: Kysely<AuditTables>
  readonly clock: Clock
  readonly frame: Frame
  readonly comptes: Pick<Comptes, 'visiteur' | 'requireAgent' | 'requirePreuve' | 'findByCourriel' | 'findAgentsByNom'>
  /** Turns networks into references. */
  readonly origines: Key
  readonly objets: Objets
}

/** Runs one transaction in the name of an auditor: the lines of the journal that their role opens, and nothing else. */
export function asAuditeur<Result>(
  deps: Pick<AuditDeps, 'db'>,
  compteId: string,
  run: (tx: Transaction<AuditTables>) => Promise<Result>,
): Promise<Result> {
  return withContext(deps.db, { role: 'auditeur', compteId }, run)
}
