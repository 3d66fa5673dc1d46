import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { ComptesDeps } from '../deps.ts'
import type { Compte } from '../rules.ts'
import { deleteAppareils } from '../store/appareils.ts'
import { deleteTotp, hasFacteur, replaceCodes } from '../store/facteurs.ts'
import { endSessionsOf, type Tx } from '../store/sessions.ts'
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

/** Whose application of codes goes, asked from which session. */
export interface RemoveTotp {
  readonly compte: Compte
  /** The cookie of the session. */
  readonly session: string
  readonly now: Date
}

/** Takes the application of codes of an account away; one that is gone already is left so. Recovery codes go with the last factor. */
export async function removeTotp(deps: ComptesDeps, { compte, session, now }: RemoveTotp): Promise<void> {
  await withContext(deps.db, { role: 'connexion' }, async (tx) => {
    if (!(await deleteTotp(tx, compte.id))) return
    await forgetLast(tx, { compteId: compte.id, now })
    await changeFacteurs(deps, tx, { compte, session: sha256(session), fait: 'retrait', moyen: 'totp', now })
  })
}

/** Recovery codes replace a second factor: without one they would be the only one left. */
export async function forgetLast(tx: Tx, { compteId, now }: { compteId: string; now: Date }): Promise<void> {
  if (!(await hasFacteur(tx, compteId))) await replaceCodes(tx, { compteId, empreintes: [], now })
}
