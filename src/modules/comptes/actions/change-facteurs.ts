import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { SignInNeeded } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { ComptesDeps } from '../deps.ts'
import type { Compte } from '../rules.ts'
import { deleteAppareils } from '../store/appareils.ts'
import { countCodes, hasFacteur, replaceCodes } from '../store/facteurs.ts'
import { endSessionsOf, type Tx } from '../store/sessions.ts'
import { rotateSession } from './open-session.ts'
import { codesFor } from './renew-codes.ts'
import { tellPerson } from './tell-person.ts'

/** A change of what proves who somebody is. */
interface Change {
  readonly compte: Compte
  /** The digest of the session that makes it: the only one left open. */
  readonly session: Buffer
  readonly fait: 'ajout' | 'retrait' | 'phrase' | 'sansPhrase'
  readonly moyen: 'totp' | 'cle' | 'phrase'
  readonly now: Date
}

/** A second factor that comes or goes, asked from a session. */
interface Asked {
  readonly compte: Compte
  /** The cookie of the session. */
  readonly session: string
  readonly moyen: 'totp' | 'cle'
  readonly now: Date
}

const ACTIONS = {
  ajout: 'facteur.add',
  retrait: 'facteur.remove',
  phrase: 'phrase.change',
  sansPhrase: 'phrase.remove',
} as const

/** What follows every change of a factor or of a passphrase: the other sessions end, no device is trusted any more, the journal and its person know. */
export async function changeFacteurs(
  deps: Pick<ComptesDeps, 'sendMail' | 'origin'>,
  tx: Tx,
  { compte, session, fait, moyen, now }: Change,
): Promise<void> {
  await endSessionsOf(tx, { compteId: compte.id, but: session, now })
  await deleteAppareils(tx, { compteId: compte.id })
  await writeJournal(tx, {
    at: now,
    role: 'usager',
    compteId: compte.id,
    action: ACTIONS[fait],
    objet: `compte:${compte.id}`,
    meta: { moyen },
  })
  await tellPerson(deps, tx, { compte, fait, now })
}

/** A second factor that has just been kept. */
interface Added extends Asked {
  /** From what the recovery codes are drawn, so that the same form sent twice gives the same. */
  readonly cle: string
}

/** What a first factor comes with: recovery codes, to be shown this once; absent when there were some already. */
export interface AddedFacteur {
  /** The session's new cookie: the former opens nothing any more. */
  readonly token: string
  readonly codes: readonly string[] | undefined
}

/**
 * What follows a second factor that has just been kept: the session counts as proved by it, the first one brings recovery codes.
 * @throws {SignInNeeded} when the session has just ended.
 */
export async function addFacteur(
  deps: Pick<ComptesDeps, 'sendMail' | 'origin' | 'keys'>,
  tx: Tx,
  { compte, session, moyen, cle, now }: Added,
): Promise<AddedFacteur> {
  const compteId = compte.id
  const token = await rotateSession(tx, deps.keys.envois, { token: session, preuveAt: now })
  if (token === undefined) throw new SignInNeeded()
  const isFirst = (await countCodes(tx, compteId)) === undefined
  const codes = isFirst ? codesFor(deps.keys.facteurs, { compteId, cle }) : undefined
  if (codes) await replaceCodes(tx, { compteId, empreintes: codes.map(sha256), now })
  await changeFacteurs(deps, tx, { compte, session: sha256(token), fait: 'ajout', moyen, now })
  return { token, codes }
}

/** Takes a second factor away by `erase`, false when it is gone already: it is left so. Recovery codes go with the last factor. */
export async function removeFacteur(
  deps: ComptesDeps,
  { compte, session, moyen, now }: Asked,
  erase: (tx: Tx) => Promise<boolean>,
): Promise<void> {
  await withContext(deps.db, { role: 'connexion' }, async (tx) => {
    if (!(await erase(tx))) return
    // Recovery codes replace a second factor: without one they would be the only one left.
    if (!(await hasFacteur(tx, compte.id))) await replaceCodes(tx, { compteId: compte.id, empreintes: [], now })
    await changeFacteurs(deps, tx, { compte, session: sha256(session), fait: 'retrait', moyen, now })
  })
}
