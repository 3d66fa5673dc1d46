import type { Kysely, Transaction } from 'kysely'
import type { Referentiels } from '../../core/champs/kind.ts'
import type { Langue } from '../../core/texte.ts'
import type { Clock } from '../../infra/clock/clock.ts'
import { withContext } from '../../infra/db/with-context.ts'
import type { KeepFichier } from '../../infra/files/fichier.ts'
import type { Mail } from '../../infra/mail/queue.ts'
import type { Trousseau } from '../../infra/trousseau/trousseau.ts'
import type { Demarches } from '../demarches/index.ts'
import type { Depot, Dossier } from './store/load.ts'
import type { DossiersTables } from './tables.ts'

// biome-ignore lint/suspicious/noExplicitAny: a hook crosses modules, each picks its own tables (house.md)
type AnyTx = Transaction<any>

/** Somebody who fills or follows dossiers: their account, and where to write to them. */
export interface Usager {
  readonly compteId: string
  readonly courriel: string | null
  /** How others name them: first name and name, else their address. */
  readonly nom?: string | undefined
  /** How sure their identity is in this session, as its provider says it; nothing for an e-mail address. */
  readonly acr?: string | undefined
  readonly langue: Langue
}

/** What the module needs from the house. */
export interface DossiersDeps {
  readonly db: Kysely<DossiersTables>
  readonly demarches: Demarches
  readonly referentiels: Referentiels
  /** The keys of what dossiers hold. */
  readonly trousseau: Trousseau
  readonly clock: Clock
  /** Turns the terms of a sequence into public numbers. */
  readonly makeNumero: (rank: number) => number
  /** Queues a mail in the caller's transaction; gives its key. */
  readonly sendMail: (tx: AnyTx, mail: Mail) => Promise<string>
  /** Keeps a received file in the caller's transaction, and has it scanned where there is an antivirus. */
  readonly keepFichier: KeepFichier
  /** Makes a link that its receiver alone can open; gives its address. */
  readonly makeLien: (tx: AnyTx, lien: NewLien) => Promise<string>
  /** Absolute address of a path of this instance. */
  readonly absolute: (path: string) => string
  /** Run in the same transaction once a dossier has been filed; an exception cancels the filing. */
  readonly onSubmitted: readonly ((tx: AnyTx, filed: Filed) => Promise<void>)[]
}

/** A link to send by e-mail, and where it leads once it has been opened. */
export interface NewLien {
  readonly usage: 'invitation_dossier' | 'reprise'
  readonly courriel: string
  readonly retour: string
  readonly donnees: Readonly<Record<string, string>>
  readonly expiresAt: Date
  readonly now: Date
}

/** A dossier that has just been filed. */
export interface Filed {
  readonly dossier: Dossier
  readonly depot: Pick<Depot, 'valeurs'>
  readonly first: boolean
  readonly now: Date
}

/** Runs one transaction in the name of a usager. */
export function asUsager<R>(
  deps: Pick<DossiersDeps, 'db' | 'clock'>,
  usager: Pick<Usager, 'compteId'>,
  run: (tx: Transaction<DossiersTables>) => Promise<R>,
): Promise<R> {
  return withContext(deps.db, { role: 'usager', compteId: usager.compteId, now: deps.clock() }, run)
}
