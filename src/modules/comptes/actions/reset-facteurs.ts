import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { formatInstant } from '../../../ui/format.ts'
import { type AnyTx, actorOf, type ComptesDeps, pickComptes } from '../deps.ts'
import { type ActingRole, isLive, type KnownRole, mayGive } from '../droits.ts'
import { REMISE_APRES } from '../rules.ts'
import { findCompte } from '../store/comptes.ts'
import { hasFacteur } from '../store/facteurs.ts'
import { cancelRemise, deleteFacteurs, insertRemise, takeDueRemise } from '../store/remises.ts'
import { selectKnownRoles } from '../store/roles.ts'
import { endSessionsOf, type Tx } from '../store/sessions.ts'
import { tellPerson } from './tell-person.ts'

/** Whose factors an administrator asks to remove: somebody of theirs who has lost them. */
export interface AskRemise {
  readonly compteId: string
  readonly par: string
  /** The organisme in whose name it is asked; nothing for the instance. */
  readonly organismeId: string | undefined
  readonly now: Date
}

/** What came of it. */
export interface AskedRemise {
  /** `aucun`: there is no factor here to remove. `not_allowed`: they hold a role that the administrator could not give. */
  readonly outcome: 'demandee' | 'deja' | 'aucun' | 'not_allowed'
}

/**
 * Asks that the second factors of somebody be removed, which happens a day later, at their next sign-in: their sessions end,
 * and they are told, so that whoever did not ask for it has the time to say so by proving a factor.
 */
export function askRemise(deps: ComptesDeps, asked: AskRemise): Promise<AskedRemise> {
  const { compteId, par, organismeId, now } = asked
  return withContext(deps.db, { role: 'systeme' }, async (tx): Promise<AskedRemise> => {
    const live = async (id: string) => (await selectKnownRoles(tx, id)).filter((one) => isLive(one, now))
    if (par === compteId || !mayReset(await live(par), await live(compteId))) return { outcome: 'not_allowed' }
    const compte = await findCompte(tx, compteId)
    if (!compte || !(await hasFacteur(tx, compteId))) return { outcome: 'aucun' }
    const effetAt = new Date(now.getTime() + REMISE_APRES)
    if (!(await insertRemise(tx, { compteId, par, now, effetAt }))) return { outcome: 'deja' }
    await endSessionsOf(tx, { compteId, now })
    const objet = `compte:${compteId}`
    await writeJournal(tx, { ...actorOf(par), at: now, organismeId, action: 'facteur.ask_reset', objet })
    await tellPerson(deps, tx, { compte, fait: 'remise', le: formatInstant(compte.langue, effetAt), now })
    return { outcome: 'demandee' }
  })
}

/** Whoever could not give somebody all that they hold could otherwise take it, by taking their account. */
function mayReset(acting: readonly ActingRole[], held: readonly KnownRole[]): boolean {
  return held.every((role) => mayGive(acting, role))
}

interface OfCompte {
  readonly compteId: string
  readonly now: Date
}

/** At a sign-in: removes the factors whose removal was asked a day ago. */
export async function applyRemise(tx: Tx, { compteId, now }: OfCompte): Promise<void> {
  if (!(await takeDueRemise(tx, { compteId, now }))) return
  // Those that awaited a factor would no longer.
  await endSessionsOf(tx, { compteId, now })
  await erase(tx, { compteId, now })
}

/** At a proof: whoever proves a factor has not lost it, and keeps them all. */
export async function keepFacteurs(tx: Tx, { compteId, now }: OfCompte): Promise<void> {
  if (!(await cancelRemise(tx, { compteId, now }))) return
  const objet = `compte:${compteId}`
  await writeJournal(tx, { at: now, role: 'usager', compteId, action: 'facteur.keep', objet })
}

/** Removes the second factors of somebody at once, in the name of who runs the instance; false when there were none. */
export async function resetFacteurs(
  deps: Pick<ComptesDeps, 'sendMail' | 'origin'>,
  anyTx: AnyTx,
  { compteId, now }: OfCompte,
): Promise<boolean> {
  const tx = pickComptes(anyTx)
  const compte = await findCompte(tx, compteId)
  if (!compte || !(await hasFacteur(tx, compteId))) return false
  await cancelRemise(tx, { compteId, now })
  await endSessionsOf(tx, { compteId, now })
  await erase(tx, { compteId, now })
  await tellPerson(deps, tx, { compte, fait: 'remiseFaite', now })
  return true
}

async function erase(tx: Tx, { compteId, now }: OfCompte): Promise<void> {
  await deleteFacteurs(tx, compteId)
  await writeJournal(tx, { at: now, role: 'systeme', action: 'facteur.reset', objet: `compte:${compteId}` })
}
