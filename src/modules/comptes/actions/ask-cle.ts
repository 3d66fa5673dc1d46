import { randomToken, sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { creationOptions, relyingPartyOf, requestOptions, type Verification } from '../../../infra/webauthn/passkeys.ts'
import type { ComptesDeps } from '../deps.ts'
import { type Compte, nomAffiche } from '../rules.ts'
import { insertDefi, selectCles } from '../store/cles.ts'
import { findTotp } from '../store/facteurs.ts'

type AskDeps = Pick<ComptesDeps, 'db' | 'origin'>

/** Whose passkey is asked. */
interface Asked {
  readonly compte: Compte
  /** Whether they work here: their device must then check who holds it. */
  readonly agent: boolean
  readonly now: Date
}

/** Whether the device must check its person. */
export function verificationOf(agent: boolean): Verification {
  return agent ? 'required' : 'preferred'
}

/** What a passkey keeps to say whose it is: the same at each time, and nothing that can be read. */
export function personneOf(compteId: string): Buffer {
  return sha256(`cle|${compteId}`)
}

/** What a browser is given to make a passkey for an account, once, within five minutes. */
export async function askCreation(deps: AskDeps, { compte, agent, now }: Asked): Promise<string> {
  const defi = randomToken()
  const connues = await withContext(deps.db, { role: 'connexion' }, async (tx) => {
    await insertDefi(tx, { defi, usage: 'enregistrement', compteId: compte.id, now })
    return selectCles(tx, compte.id)
  })
  const personne = { id: personneOf(compte.id), nom: compte.courriel ?? nomAffiche(compte) }
  const asked = { defi, personne, connues, verification: verificationOf(agent) }
  return creationOptions(relyingPartyOf(deps.origin), asked)
}

/** By what somebody may prove who they are, beside recovery codes. */
export interface AskedPreuve {
  /** Whether they have an application of codes. */
  readonly totp: boolean
  /** What their browser is given to prove with a passkey, once, within five minutes; absent when they have none. */
  readonly cle: string | undefined
}

/** What an account is asked, to prove its second factor. */
export async function askPreuve(deps: AskDeps, { compte, agent, now }: Asked): Promise<AskedPreuve> {
  const defi = randomToken()
  const { connues, totp } = await withContext(deps.db, { role: 'connexion' }, async (tx) => {
    const cles = await selectCles(tx, compte.id)
    if (cles.length > 0) await insertDefi(tx, { defi, usage: 'preuve', compteId: compte.id, now })
    return { connues: cles, totp: (await findTotp(tx, compte.id)) !== undefined }
  })
  if (connues.length === 0) return { totp, cle: undefined }
  const asked = { defi, connues, verification: verificationOf(agent) }
  return { totp, cle: await requestOptions(relyingPartyOf(deps.origin), asked) }
}

/** What a browser is given to sign in with a passkey, whosever it is, once, within five minutes. */
export async function askConnexion(deps: AskDeps, { now }: Pick<Asked, 'now'>): Promise<string> {
  const defi = randomToken()
  await withContext(deps.db, { role: 'connexion' }, (tx) =>
    insertDefi(tx, { defi, usage: 'connexion', compteId: undefined, now }),
  )
  // Alone, it must be both what one has and what one knows or is.
  return requestOptions(relyingPartyOf(deps.origin), { defi, connues: [], verification: 'required' })
}
