import type { Langue } from '../../../core/texte.ts'
import { sha256 } from '../../../infra/crypto/tokens.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal, writeRepeated } from '../../../infra/journal/journal.ts'
import type { ComptesDeps } from '../deps.ts'
import type { Compte } from '../rules.ts'
import { confirmCourriel, findByCourriel, lockCreation, rattach } from '../store/comptes.ts'
import { findLien, type Lien, takeLien } from '../store/liens.ts'
import { endSessionsOf, type Tx } from '../store/sessions.ts'
import type { LienUsage } from '../tables.ts'
import { ensureCompteCourriel } from './ensure-compte.ts'
import { type Entering, openSession, type StartedSession } from './open-session.ts'

/** Somebody who presses the button of the page that a link opens. */
export interface UseLien extends Entering {
  readonly token: string
  /** Who is signed in, if anybody. */
  readonly compte: Compte | undefined
  readonly langue: Langue
  readonly now: Date
}

/** What came of using a link. */
export type UsedLien =
  | ({ readonly outcome: 'connecte'; readonly retour: string } & StartedSession)
  /** Done with the account that is signed in. */
  | { readonly outcome: 'fait'; readonly retour: string }
  /** The address is joined to an account that another door opens. */
  | { readonly outcome: 'rattache' }
  /** The link joins an address to an account that is not the one signed in; it can still be used. */
  | { readonly outcome: 'autre_compte' }
  /** Unknown, used or too old. */
  | { readonly outcome: 'perime' }

/** A link that may still be used; looking does not use it, because mail scanners open links. */
export async function readLien(
  { db }: Pick<ComptesDeps, 'db'>,
  { token, now }: { token: string; now: Date },
): Promise<Lien | undefined> {
  return withContext(db, { role: 'connexion' }, (tx) => findLien(tx, { empreinte: sha256(token), now }))
}

/** Uses the link of another module, once; nothing when it is for something else, used or too old. */
export async function consumeLien(
  { db }: Pick<ComptesDeps, 'db'>,
  { token, usage, now }: { token: string; usage: LienUsage; now: Date },
): Promise<Lien | undefined> {
  const empreinte = sha256(token)
  return withContext(db, { role: 'connexion' }, async (tx) => {
    const seen = await findLien(tx, { empreinte, now })
    return seen?.usage === usage ? takeLien(tx, { empreinte, now }) : undefined
  })
}

/** Uses a link, once: signs in with its address, or joins it to the account that asked for it. */
export async function useLien(deps: ComptesDeps, use: UseLien): Promise<UsedLien> {
  const empreinte = sha256(use.token)
  return withContext(deps.db, { role: 'systeme' }, async (tx): Promise<UsedLien> => {
    const seen = await findLien(tx, { empreinte, now: use.now })
    // Invitations have their own pages, which say what is accepted.
    if (!seen || !OWN_USAGES.includes(seen.usage)) return refuse(tx, use.now)
    if (seen.usage === 'rattachement') return join(deps, tx, { ...use, empreinte })
    const proved = await ensureCompteCourriel(tx, { ...use, courriel: seen.courriel })
    if (proved.kind === 'rattache') return { outcome: 'rattache' }
    const lien = await takeLien(tx, { empreinte, now: use.now })
    if (!lien) return refuse(tx, use.now)
    const { previous, appareil, confiance, now } = use
    const session = { compteId: proved.compte.id, porte: 'courriel', previous, appareil, confiance, now }
    return { outcome: 'connecte', ...(await openSession(tx, deps.keys.envois, session)), retour: lien.retour }
  })
}

/** A link tried again and again is told once a quarter of an hour. */
async function refuse(tx: Tx, now: Date): Promise<UsedLien> {
  const meta = { porte: 'courriel', raison: 'lien_perime' }
  await writeRepeated(tx, { at: now, role: 'anonyme', action: 'session.refuse', objet: 'porte:courriel', meta })
  return { outcome: 'perime' }
}

const OWN_USAGES: readonly LienUsage[] = ['connexion', 'reprise', 'rattachement']

async function join(
  deps: ComptesDeps,
  tx: Tx,
  { compte, empreinte, now }: UseLien & { empreinte: Buffer },
): Promise<UsedLien> {
  const seen = await findLien(tx, { empreinte, now })
  if (!compte || seen?.donnees.compteId !== compte.id) return { outcome: 'autre_compte' }
  const lien = await takeLien(tx, { empreinte, now })
  if (!lien) return { outcome: 'perime' }
  await lockCreation(tx, `courriel|${lien.courriel}`)
  const other = await findByCourriel(tx, lien.courriel)
  if (other && other.id !== compte.id) {
    await endSessionsOf(tx, { compteId: other.id, now })
    await rattach(tx, { from: other.id, to: compte.id })
    for (const move of deps.onRattachement) await move(tx, { from: other.id, to: compte.id })
    const meta = { rattache: other.id }
    await writeJournal(tx, {
      at: now,
      role: 'usager',
      compteId: compte.id,
      action: 'compte.join',
      objet: `compte:${compte.id}`,
      meta,
    })
  }
  await confirmCourriel(tx, { id: compte.id, courriel: lien.courriel, now })
  return { outcome: 'fait', retour: lien.retour }
}
