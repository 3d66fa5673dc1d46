import { encodeBase32 } from '../../../infra/crypto/base32.ts'
import type { Ring } from '../../../infra/crypto/keys.ts'
import { hmac, sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { ComptesDeps } from '../deps.ts'
import type { Compte } from '../rules.ts'
import { lockCreation } from '../store/comptes.ts'
import { replaceCodes } from '../store/facteurs.ts'
import { tellPerson } from './tell-person.ts'

const CODES = 10
/** 120 bits, 24 letters: beyond the 112 under which a digest would need to be slow (ASVS 5.0, 6.5.2). */
const CODE_BYTES = 15

/** The recovery codes of an account for one form: sent twice, it shows the same ones, and only digests need be kept. */
export function codesFor(ring: Ring, { compteId, cle }: { compteId: string; cle: string }): readonly string[] {
  return Array.from({ length: CODES }, (_, rank) => {
    const drawn = hmac(ring[0], `secours|${compteId}|${cle}|${rank}`)
    return encodeBase32(Buffer.from(drawn, 'base64url').subarray(0, CODE_BYTES))
  })
}

/** Somebody who wants new recovery codes. */
export interface RenewCodes {
  readonly compte: Compte
  /** The key of the form, drawn at random when its page was made. */
  readonly cle: string
  readonly now: Date
}

/** Gives somebody new recovery codes: the former ones no longer work. Sent twice, the same form gives the same, once. */
export async function renewCodes(deps: ComptesDeps, { compte, cle, now }: RenewCodes): Promise<readonly string[]> {
  const codes = codesFor(deps.keys.facteurs, { compteId: compte.id, cle })
  await withContext(deps.db, { role: 'connexion' }, (tx) =>
    once(tx, `secours|${compte.id}|${cle}`, async () => {
      // Two forms at once: each replaces the other's whole, in turn.
      await lockCreation(tx, `secours|${compte.id}`)
      await replaceCodes(tx, { compteId: compte.id, empreintes: codes.map(sha256), now })
      const objet = `compte:${compte.id}`
      await writeJournal(tx, { at: now, role: 'usager', compteId: compte.id, action: 'secours.renew', objet })
      await tellPerson(deps, tx, { compte, fait: 'nouveauxCodes', now })
      return null
    }),
  )
  return codes
}
