import { randomBytes } from 'node:crypto'
import { encodeBase32 } from '../../../infra/crypto/base32.ts'
import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { ComptesDeps } from '../deps.ts'
import type { Compte } from '../rules.ts'
import { replaceCodes } from '../store/facteurs.ts'
import type { Tx } from '../store/sessions.ts'
import { tellPerson } from './tell-person.ts'

const CODES = 10
/** 120 bits, 24 letters: beyond the 112 under which a digest would need to be slow (ASVS 5.0, 6.5.2). */
const CODE_BYTES = 15

/** Makes the recovery codes of an account, in place of the former ones; they are given this once, only digests are kept. */
export async function makeCodes(
  tx: Tx,
  { compteId, now }: { compteId: string; now: Date },
): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, () => encodeBase32(randomBytes(CODE_BYTES)))
  await replaceCodes(tx, { compteId, empreintes: codes.map(sha256), now })
  return codes
}

/** Gives somebody new recovery codes: the former ones no longer work. */
export async function renewCodes(
  deps: ComptesDeps,
  { compte, now }: { compte: Compte; now: Date },
): Promise<readonly string[]> {
  return withContext(deps.db, { role: 'connexion' }, async (tx) => {
    const codes = await makeCodes(tx, { compteId: compte.id, now })
    const objet = `compte:${compte.id}`
    await writeJournal(tx, { at: now, role: 'usager', compteId: compte.id, action: 'secours.renew', objet })
    await tellPerson(deps, tx, { compte, fait: 'nouveauxCodes', now })
    return codes
  })
}
