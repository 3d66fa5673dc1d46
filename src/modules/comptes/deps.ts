import type { Kysely, Transaction } from 'kysely'
import type { Texte } from '../../core/texte.ts'
import type { Clock } from '../../infra/clock/clock.ts'
import type { Keys } from '../../infra/crypto/keys.ts'
import type { PhraseHasher } from '../../infra/crypto/phrase-hasher.ts'
import type { DemoAccount } from '../../infra/fakes/demo-accounts.ts'
import type { Log } from '../../infra/log/log.ts'
import type { Mail } from '../../infra/mail/queue.ts'
import type { OidcClient } from '../../infra/oidc/oidc-client.ts'
import type { ProfilName } from '../../infra/oidc/profils.ts'
import type { Frame } from '../../ui/frame.ts'
import type { HeldRole } from './rules.ts'
import type { ComptesTables } from './tables.ts'

/** A transaction whose tables the receiver picks again (house.md, hooks). */
// biome-ignore lint/suspicious/noExplicitAny: a hook crosses modules, each picks its own tables
export type AnyTx = Transaction<any>

/** A transaction narrowed to the tables of this module. */
export function pickComptes(anyTx: AnyTx): Transaction<ComptesTables> {
  const tx: Transaction<ComptesTables> = anyTx.$pickTables<keyof ComptesTables>()
  return tx
}

/** Who changes somebody's rights, for the journal: an account, or the program itself when there is none. */
export function actorOf(par: string | undefined) {
  return par === undefined ? ({ role: 'systeme' } as const) : ({ role: 'agent', compteId: par } as const)
}

/** What the journal says of a role: which one and, when it is held on one démarche, on which. */
export function metaOfRole({ role, demarcheId }: Pick<HeldRole, 'role' | 'demarcheId'>) {
  return { role, ...(demarcheId === undefined ? {} : { demarche: demarcheId }) }
}

/** A way to sign in with an identity provider. */
export interface Porte {
  /** In addresses and in the session: `demo`, `oidc`… Never changed once used. */
  readonly id: string
  readonly nom: Texte
  /** Whose rules it follows, and how its button is named. */
  readonly profil: ProfilName
  /** The issuer and the client under which its accounts are kept: with the subject, they are somebody. */
  readonly emetteur: string
  readonly clientId: string
  readonly client: OidcClient
  /** The fictitious people it knows, one button each; a real provider has none. */
  readonly comptes: readonly DemoAccount[]
}

/** Two accounts proved to be one person: what the first owned must move to the second, in that transaction. */
export type OnRattachement = (tx: AnyTx, move: { readonly from: string; readonly to: string }) => Promise<void>

/** What the module needs from the house. */
export interface ComptesDeps {
  readonly db: Kysely<ComptesTables>
  readonly keys: Keys
  readonly clock: Clock
  readonly log: Log
  /** The canonical public origin, without a final slash. */
  readonly origin: string
  /** Paths of other modules that mails and links of this one lead to: one's own teams, and where agents begin. */
  readonly ailleurs: { readonly equipes: string; readonly agents: string }
  readonly portes: readonly Porte[]
  readonly frame: Frame
  /** Makes and checks what is kept of passphrases. */
  readonly phrases: PhraseHasher
  /** Queues a mail in the caller's transaction. */
  readonly sendMail: (tx: AnyTx, mail: Mail) => Promise<unknown>
  readonly onRattachement: readonly OnRattachement[]
  /** Other limits than `LIMITS`; a test that signs in a hundred times needs some. */
  readonly limits?: Partial<Limits>
}

/** How often what may be done before anybody is known. */
export interface Limits {
  /** Links asked for one address, an hour. */
  readonly liensParAdresse: number
  /** Links asked from one network, an hour. */
  readonly liensParReseau: number
  /** Sign-ins begun with a provider, and links opened, from one network, in ten minutes. */
  readonly connexionsParReseau: number
  /** Forms kept for later from one network, an hour. */
  readonly envoisParReseau: number
  /** Proofs tried from one network, in ten minutes; each account has its own, growing wait besides. */
  readonly preuvesParReseau: number
}

/** The limits in force. A town hall or a school is one network: what costs nothing is generous. */
export const LIMITS: Limits = {
  liensParAdresse: 5,
  liensParReseau: 20,
  connexionsParReseau: 300,
  envoisParReseau: 60,
  preuvesParReseau: 300,
}
