import { hmac } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeRepeated } from '../../../infra/journal/journal.ts'
import type { ComptesDeps } from '../deps.ts'
import { PHRASE_MIN } from '../phrase-rules.ts'
import { parseCourriel } from '../rules.ts'
import { findPhraseByCourriel, refreshPhrase } from '../store/phrases.ts'
import { readAgent, type Tx } from '../store/sessions.ts'
import { forgetTries } from '../store/tentatives.ts'
import { type Entering, openSession, type StartedSession } from './open-session.ts'
import { countTry, type Waiting } from './prove-facteur.ts'

/** Somebody who signs in with an address and a passphrase. */
export interface SignInPhrase extends Entering {
  /** Both as typed. */
  readonly courriel: string
  readonly phrase: string
  readonly now: Date
}

/** What came of it: the same, in the same time, whether or not somebody has that address or a passphrase. */
export type SignedInPhrase =
  | ({ readonly outcome: 'connecte' } & StartedSession)
  | { readonly outcome: 'faux' }
  /** Right, and too short for who works here: it must be changed, by the link sent to the address. */
  | { readonly outcome: 'trop_courte' }
  | Waiting

/**
 * Signs in with a passphrase; a second factor is then awaited, if the account has one.
 * @throws {Busy} when too many digests are under way.
 */
export async function signInPhrase(deps: ComptesDeps, asked: SignInPhrase): Promise<SignedInPhrase> {
  const { phrase, now } = asked
  const courriel = parseCourriel(asked.courriel) ?? ''
  const cle = phraseTries(deps, courriel)
  const { waiting, stored } = await withContext(deps.db, { role: 'connexion' }, async (tx) => ({
    waiting: await countTry(tx, { cle, now }),
    stored: await findPhraseByCourriel(tx, courriel),
  }))
  if (waiting) return waiting
  const { phrases } = deps
  const checked = await phrases.verify(phrase, stored)
  const fresh = checked === 'a_refaire' ? await phrases.hash(phrase) : stored
  return withContext(deps.db, { role: 'connexion' }, async (tx): Promise<SignedInPhrase> => {
    // Changed while we were checking: what we checked opens nothing any more.
    if (checked === 'faux' || !stored || !fresh) return refuse(tx, now)
    const { compteId } = stored
    if (!(await refreshPhrase(tx, { compteId, from: stored, to: fresh }))) return refuse(tx, now)
    await forgetTries(tx, cle)
    const short = [...phrase.normalize('NFC')].length < PHRASE_MIN.agent
    if (short && (await readAgent(tx, compteId))) return { outcome: 'trop_courte' }
    const { previous, appareil, confiance } = asked
    const entering = { previous, appareil, confiance, now }
    return {
      outcome: 'connecte',
      ...(await openSession(tx, deps.keys.envois, { compteId, porte: 'phrase', ...entering })),
    }
  })
}

/** Under which name the tries of an address are counted: nothing that can be read, and nothing of whether it is known. */
export function phraseTries({ keys }: Pick<ComptesDeps, 'keys'>, courriel: string): string {
  return `phrase|${hmac(keys.liens[0], courriel)}`
}

async function refuse(tx: Tx, now: Date): Promise<SignedInPhrase> {
  const meta = { porte: 'phrase', raison: 'phrase_fausse' }
  await writeRepeated(tx, { at: now, role: 'anonyme', action: 'session.refuse', objet: 'porte:phrase', meta })
  return { outcome: 'faux' }
}
