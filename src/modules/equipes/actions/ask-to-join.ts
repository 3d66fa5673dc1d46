import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { findOrganismeBySiren, type Organisme, refOf } from '../../annuaire/index.ts'
import { isOver, sirenOf } from '../../comptes/index.ts'
import type { EquipesDeps, Tx } from '../deps.ts'
import { tellDemande } from '../mails.ts'
import { nomDe } from '../rules.ts'
import { type DemandeRow, findLastDemande, findLastSiret, insertDemande, listAnswerers } from '../store/demandes.ts'
import { findPersonne } from '../store/personnes.ts'

/** An organisme that somebody may ask to join: their provider says that they work there, and they hold no role there. */
export interface Joignable {
  readonly organisme: Organisme
  /** Their last request there. */
  readonly demande: DemandeRow | undefined
}

/** What somebody may ask to join; nothing of its team is read. */
export function readJoignable(
  deps: EquipesDeps,
  asked: { readonly compteId: string; readonly now: Date },
): Promise<Joignable | undefined> {
  return withContext(deps.db, { role: 'usager', compteId: asked.compteId }, (tx) => joignableOf(deps, tx, asked))
}

async function joignableOf(
  deps: EquipesDeps,
  tx: Tx,
  { compteId, now }: { readonly compteId: string; readonly now: Date },
): Promise<Joignable | undefined> {
  const siren = sirenOf(await findLastSiret(tx, compteId))
  const organisme = siren === undefined ? undefined : await findOrganismeBySiren(tx, siren)
  if (!organisme) return undefined
  const organismeId = organisme.id
  const held = await deps.comptes.listKnownRoles(tx, compteId)
  // A suspended role is restored by who administers; asking would give it twice.
  if (held.some((one) => one.organismeId === organismeId && !isOver(one, now))) return undefined
  return { organisme, demande: await findLastDemande(tx, { compteId, organismeId }) }
}

/** Asks to join the organisme where one's provider says that one works; those who administer it are told. */
export function askToJoin(
  deps: EquipesDeps,
  { compteId, message, now }: { readonly compteId: string; readonly message: string; readonly now: Date },
): Promise<{ readonly outcome: 'asked' | 'pending' | 'not_allowed' }> {
  // The house's own sight: who asks sees neither the team nor whom it is told to.
  return withContext(deps.db, { role: 'systeme' }, async (tx) => {
    const joignable = await joignableOf(deps, tx, { compteId, now })
    if (!joignable) return { outcome: 'not_allowed' }
    const { organisme } = joignable
    const organismeId = organisme.id
    const id = await insertDemande(tx, { compteId, organismeId, message, now })
    if (id === undefined) return { outcome: 'pending' }
    const fait = { action: 'demande.send', objet: `compte:${compteId}` }
    await writeJournal(tx, { ...fait, at: now, role: 'usager', compteId, organismeId })
    const person = await findPersonne(tx, compteId)
    const nom = person === undefined ? '—' : nomDe(person)
    const about = { id, equipe: organisme.nom, ref: refOf(organisme), now }
    for (const to of await listAnswerers(tx, { organismeId, now })) await tellDemande(deps, tx, { ...about, to, nom })
    return { outcome: 'asked' }
  })
}
