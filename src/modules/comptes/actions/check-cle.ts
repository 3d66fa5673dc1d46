import { readClaim, relyingPartyOf, type Verification, verifyProof } from '../../../infra/webauthn/passkeys.ts'
import type { ComptesDeps } from '../deps.ts'
import type { Compte } from '../rules.ts'
import { type CleRow, findCle, takeDefi, useCle } from '../store/cles.ts'
import type { Tx } from '../store/sessions.ts'
import { verificationOf } from './ask-cle.ts'
import type { Checked } from './prove-facteur.ts'
import { tellPerson } from './tell-person.ts'

type CheckDeps = Pick<ComptesDeps, 'sendMail' | 'origin'>

/** What a browser answered for a passkey of that account. */
interface Answered {
  readonly compte: Compte
  readonly agent: boolean
  /** As sent. */
  readonly reponse: string
  readonly now: Date
}

/** Checks a passkey of that account, as a second factor; what it was asked to sign serves once, right or wrong. */
export async function checkCle(deps: CheckDeps, tx: Tx, { compte, agent, reponse, now }: Answered): Promise<Checked> {
  const claim = readClaim(reponse)
  if (!claim) return { outcome: 'faux' }
  const asked = await takeDefi(tx, { defi: claim.defi, usage: 'preuve', compteId: compte.id, now })
  const cle = await findCle(tx, claim.identifiant)
  if (!asked || cle?.compteId !== compte.id) return { outcome: 'faux' }
  return proveCle(deps, tx, { compte, cle, reponse, defi: claim.defi, verification: verificationOf(agent), now })
}

/** A passkey, and what it is said to have signed. */
interface Signed extends Omit<Answered, 'agent'> {
  readonly cle: CleRow
  readonly defi: string
  readonly verification: Verification
}

/** Checks what a passkey signed, and counts it; one that counts backwards is refused, and its person is told. */
export async function proveCle(
  deps: CheckDeps,
  tx: Tx,
  { compte, cle, reponse, defi, verification, now }: Signed,
): Promise<Checked> {
  const proved = await verifyProof(relyingPartyOf(deps.origin), cle, { reponse, defi, verification })
  if (!proved) return { outcome: 'faux' }
  const { identifiant } = cle
  if (await useCle(tx, { identifiant, compteur: proved.compteur, now })) return { outcome: 'prouve', moyen: 'cle' }
  await tellPerson(deps, tx, { compte, fait: 'copie', now })
  return { outcome: 'copie' }
}
