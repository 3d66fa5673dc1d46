import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { listOrganismes } from '../../annuaire/index.ts'
import type { ComptesDeps } from '../deps.ts'
import { loadCourantes } from '../load-courantes.ts'
import { checkPhrase, contextOf, type PhraseProblem } from '../phrase-rules.ts'
import type { Compte, HeldRole } from '../rules.ts'
import { deletePhrase, findPhrase, upsertPhrase } from '../store/phrases.ts'
import { forgetTries } from '../store/tentatives.ts'
import { changeFacteurs } from './change-facteurs.ts'
import { countTry, type Waiting } from './prove-facteur.ts'
import { phraseTries } from './sign-in-phrase.ts'

/** Somebody who chooses a passphrase. */
export interface SetPhrase {
  readonly compte: Compte
  readonly roles: readonly HeldRole[]
  /** Whether they work here. */
  readonly agent: boolean
  /** The cookie of their session. */
  readonly session: string
  readonly phrase: string
  /** The one they have, when it must be given; nothing when the link sent to their address has just been opened instead. */
  readonly actuelle: string | undefined
  /** The key of the form. */
  readonly cle: string
  readonly now: Date
}

/** What came of it. */
export type SetPhraseOutcome =
  | { readonly outcome: 'enregistree' }
  | { readonly outcome: 'refusee'; readonly probleme: PhraseProblem }
  /** The passphrase that they have is another. */
  | { readonly outcome: 'faux' }
  | Waiting

/** Gives an account its passphrase; every other session ends. @throws {Busy} when too many digests are under way. */
export async function setPhrase(deps: ComptesDeps, asked: SetPhrase): Promise<SetPhraseOutcome> {
  const { compte, phrase, now } = asked
  const refused = await checkActuelle(deps, asked)
  if (refused) return refused
  const organismes = await listOrganismes(
    deps.db,
    asked.roles.flatMap(({ organismeId }) => organismeId ?? []),
  )
  const contexte = contextOf(compte, [new URL(deps.origin).hostname, ...organismes.map(({ nom }) => nom)])
  const probleme = checkPhrase(phrase, { agent: asked.agent, contexte, courantes: await loadCourantes() })
  if (probleme) return { outcome: 'refusee', probleme }
  const stored = await deps.phrases.hash(phrase)
  await withContext(deps.db, { role: 'connexion' }, (tx) =>
    once(tx, `phrase|${compte.id}|${asked.cle}`, async () => {
      await upsertPhrase(tx, { compteId: compte.id, ...stored, now })
      const session = sha256(asked.session)
      await changeFacteurs(deps, tx, { compte, session, fait: 'phrase', moyen: 'phrase', now })
      return null
    }),
  )
  return { outcome: 'enregistree' }
}

/** Checks the passphrase that somebody has, when it must be given. */
async function checkActuelle(
  deps: ComptesDeps,
  { compte, actuelle, now }: SetPhrase,
): Promise<Exclude<SetPhraseOutcome, { outcome: 'enregistree' | 'refusee' }> | undefined> {
  if (actuelle === undefined) return undefined
  const cle = phraseTries(deps, compte.courriel ?? '')
  const { waiting, stored } = await withContext(deps.db, { role: 'connexion' }, async (tx) => ({
    waiting: await countTry(tx, { cle, now }),
    stored: await findPhrase(tx, compte.id),
  }))
  if (waiting) return waiting
  if ((await deps.phrases.verify(actuelle, stored)) === 'faux') return { outcome: 'faux' }
  await withContext(deps.db, { role: 'connexion' }, (tx) => forgetTries(tx, cle))
  return undefined
}

/** Takes the passphrase of an account away; one that is gone already is left so. */
export async function removePhrase(
  deps: ComptesDeps,
  { compte, session, now }: Pick<SetPhrase, 'compte' | 'session' | 'now'>,
): Promise<void> {
  await withContext(deps.db, { role: 'connexion' }, async (tx) => {
    if (!(await deletePhrase(tx, compte.id))) return
    await changeFacteurs(deps, tx, { compte, session: sha256(session), fait: 'sansPhrase', moyen: 'phrase', now })
  })
}
