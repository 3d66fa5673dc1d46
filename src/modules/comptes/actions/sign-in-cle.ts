import { withContext } from '../../../infra/db/with-context.ts'
import { writeRepeated } from '../../../infra/journal/journal.ts'
import { type Claimed, readClaim } from '../../../infra/webauthn/passkeys.ts'
import type { ComptesDeps } from '../deps.ts'
import { findCle, takeDefi } from '../store/cles.ts'
import { findCompte } from '../store/comptes.ts'
import type { Tx } from '../store/sessions.ts'
import { personneOf } from './ask-cle.ts'
import { proveCle } from './check-cle.ts'
import { type Entering, openSession, type StartedSession } from './open-session.ts'
import { keepFacteurs } from './reset-facteurs.ts'

/** Somebody who signs in with a passkey alone. */
export interface SignInCle extends Entering {
  /** What their browser answered, as sent. */
  readonly reponse: string
  readonly now: Date
}

/** What came of it; `copie`: the key counts backwards, as the copy of another would. */
export type SignedInCle =
  | ({ readonly outcome: 'connecte' } & StartedSession)
  | { readonly outcome: 'faux' }
  | { readonly outcome: 'copie' }

/** Signs in with a passkey whose device checked its person: it is then both factors. What it signed serves once. */
export function signInCle(deps: ComptesDeps, { reponse, now, ...entering }: SignInCle): Promise<SignedInCle> {
  return withContext(deps.db, { role: 'connexion' }, async (tx): Promise<SignedInCle> => {
    const claim = readClaim(reponse)
    const checked = claim ? await check(deps, tx, { claim, reponse, now }) : undefined
    if (checked?.outcome !== 'prouve') {
      const outcome = checked?.outcome === 'copie' ? 'copie' : 'faux'
      const meta = { porte: 'cle', raison: outcome === 'copie' ? 'cle_copiee' : 'cle_fausse' }
      await writeRepeated(tx, { at: now, role: 'anonyme', action: 'session.refuse', objet: 'porte:cle', meta })
      return { outcome }
    }
    const { compteId } = checked
    await keepFacteurs(tx, { compteId, now })
    const opened = { compteId, porte: 'cle', preuveAt: now, now, ...entering }
    return { outcome: 'connecte', ...(await openSession(tx, deps.keys.envois, opened)) }
  })
}

async function check(
  deps: ComptesDeps,
  tx: Tx,
  { claim, reponse, now }: { claim: Claimed; reponse: string; now: Date },
) {
  const { defi, identifiant, personne } = claim
  const asked = await takeDefi(tx, { defi, usage: 'connexion', compteId: undefined, now })
  const cle = await findCle(tx, identifiant)
  // Whom a provider knows signs in there: an employer who takes an account back must find every door closed.
  if (!asked || !cle?.parAdresse) return undefined
  if (personne && !personne.equals(personneOf(cle.compteId))) return undefined
  const compte = await findCompte(tx, cle.compteId)
  if (!compte) return undefined
  const checked = await proveCle(deps, tx, { compte, cle, reponse, defi, verification: 'required', now })
  return { ...checked, compteId: compte.id }
}
