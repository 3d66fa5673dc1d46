import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { SignInNeeded } from '../../../infra/http/errors.ts'
import { type CreatedKey, readClaim, relyingPartyOf, verifyCreation } from '../../../infra/webauthn/passkeys.ts'
import type { ComptesDeps } from '../deps.ts'
import { CLES_MAX, type Compte } from '../rules.ts'
import { deleteCle, insertCle, selectCles, takeDefi } from '../store/cles.ts'
import { lockCreation } from '../store/comptes.ts'
import { countCodes, replaceCodes } from '../store/facteurs.ts'
import type { Tx } from '../store/sessions.ts'
import { verificationOf } from './ask-cle.ts'
import { changeFacteurs, forgetLast } from './change-facteurs.ts'
import { rotateSession } from './open-session.ts'
import { codesFor } from './renew-codes.ts'

/** Somebody who registers a passkey. */
export interface RegisterCle {
  readonly compte: Compte
  /** Whether they work here. */
  readonly agent: boolean
  /** The cookie of their session. */
  readonly session: string
  /** What their browser answered, as sent. */
  readonly reponse: string
  /** How they will recognise it; sixty characters at most. */
  readonly nom: string
  readonly now: Date
}

/** What came of it. `codes`: recovery codes, to be shown this once; absent when they had some already. */
export type RegisteredCle =
  | { readonly outcome: 'inscrite'; readonly token: string; readonly codes: readonly string[] | undefined }
  /** Not made for this site, too late, asked already, or without checking who holds the device when that is needed. */
  | { readonly outcome: 'faux' }
  /** That key is registered already. */
  | { readonly outcome: 'deja' }
  /** There are as many as allowed. */
  | { readonly outcome: 'trop' }

/**
 * Gives an account a passkey; every other session ends. What it was asked to sign serves once, right or wrong.
 * @throws {SignInNeeded} when the session has just ended.
 */
export function registerCle(deps: ComptesDeps, asked: RegisterCle): Promise<RegisteredCle> {
  return withContext(deps.db, { role: 'connexion' }, async (tx): Promise<RegisteredCle> => {
    const claim = readClaim(asked.reponse)
    if (!claim) return { outcome: 'faux' }
    const { compte, agent, reponse, now } = asked
    const { defi } = claim
    if (!(await takeDefi(tx, { defi, usage: 'enregistrement', compteId: compte.id, now }))) return { outcome: 'faux' }
    const expected = { reponse, defi, verification: verificationOf(agent) }
    const cle = await verifyCreation(relyingPartyOf(deps.origin), expected)
    return cle ? keep(deps, tx, { ...asked, cle, defi }) : { outcome: 'faux' }
  })
}

async function keep(
  deps: ComptesDeps,
  tx: Tx,
  { compte, session, cle, defi, nom, now }: RegisterCle & { readonly cle: CreatedKey; readonly defi: string },
): Promise<RegisteredCle> {
  // Two at once both see the last free place: one waits.
  await lockCreation(tx, `cles|${compte.id}`)
  if ((await selectCles(tx, compte.id)).length >= CLES_MAX) return { outcome: 'trop' }
  if (!(await insertCle(tx, { compteId: compte.id, cle, nom, now }))) return { outcome: 'deja' }
  const token = await rotateSession(tx, deps.keys.envois, { token: session, preuveAt: now })
  if (token === undefined) throw new SignInNeeded()
  const isFirst = (await countCodes(tx, compte.id)) === undefined
  const codes = isFirst ? codesFor(deps.keys.facteurs, { compteId: compte.id, cle: defi }) : undefined
  if (codes) await replaceCodes(tx, { compteId: compte.id, empreintes: codes.map(sha256), now })
  await changeFacteurs(deps, tx, { compte, session: sha256(token), fait: 'ajout', moyen: 'cle', now })
  return { outcome: 'inscrite', token, codes }
}

/** Which passkey goes, asked from which session. */
export interface RemoveCle {
  readonly compte: Compte
  readonly identifiant: Buffer
  /** The cookie of the session. */
  readonly session: string
  readonly now: Date
}

/** Takes a passkey of an account away; one that is gone already, or somebody else's, is left so. */
export async function removeCle(deps: ComptesDeps, { compte, identifiant, session, now }: RemoveCle): Promise<void> {
  await withContext(deps.db, { role: 'connexion' }, async (tx) => {
    if (!(await deleteCle(tx, { compteId: compte.id, identifiant }))) return
    await forgetLast(tx, { compteId: compte.id, now })
    await changeFacteurs(deps, tx, { compte, session: sha256(session), fait: 'retrait', moyen: 'cle', now })
  })
}
