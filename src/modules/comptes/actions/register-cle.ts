import { withContext } from '../../../infra/db/with-context.ts'
import { type CreatedKey, readClaim, relyingPartyOf, verifyCreation } from '../../../infra/webauthn/passkeys.ts'
import type { ComptesDeps } from '../deps.ts'
import { CLES_MAX, type Compte } from '../rules.ts'
import { deleteCle, insertCle, selectCles, takeDefi } from '../store/cles.ts'
import { lockCreation } from '../store/comptes.ts'
import type { Tx } from '../store/sessions.ts'
import { verificationOf } from './ask-cle.ts'
import { type AddedFacteur, addFacteur, removeFacteur } from './change-facteurs.ts'

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

/** What came of it. */
export type RegisteredCle =
  | ({ readonly outcome: 'inscrite' } & AddedFacteur)
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
  return { outcome: 'inscrite', ...(await addFacteur(deps, tx, { compte, session, moyen: 'cle', cle: defi, now })) }
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
export function removeCle(deps: ComptesDeps, { identifiant, ...asked }: RemoveCle): Promise<void> {
  const compteId = asked.compte.id
  return removeFacteur(deps, { ...asked, moyen: 'cle' }, (tx) => deleteCle(tx, { compteId, identifiant }))
}
