import { writeJournal } from '../../../infra/journal/journal.ts'
import { listOrganismes, type Organisme } from '../../annuaire/index.ts'
import { type ComptesDeps, metaOfRole } from '../deps.ts'
import { administeringRole, isLastAdministrateur, isLive, type KnownRole, leftOrganismes } from '../droits.ts'
import { type Compte, nomAffiche, sirenOf } from '../rules.ts'
import { findCompte } from '../store/comptes.ts'
import { lockRoles, selectHoldersOf, selectKnownRoles, suspendRoles } from '../store/roles.ts'
import { endSessionsOf, type Tx } from '../store/sessions.ts'
import { comptesTexts } from '../texts.ts'
import { endUncovered } from './withdraw-role.ts'

type Mailing = Pick<ComptesDeps, 'sendMail' | 'origin' | 'ailleurs'>

/** Somebody whose provider says that they work elsewhere than before. */
export interface Moved {
  readonly compte: Compte
  /** Establishments, as the provider said them. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly now: Date
}

/**
 * Suspends the roles that somebody held where they no longer work, and tells the administrators of that organisme.
 *
 * Its last administrator keeps that one role, so that it is never left to nobody; the administrators of the instance are told
 * instead, and may name another. Nothing is erased: an administrator lets a suspended role open again.
 */
export async function suspendLeft(deps: Mailing, tx: Tx, moved: Moved): Promise<void> {
  const sirens = { from: sirenOf(moved.from), to: sirenOf(moved.to) }
  if (sirens.from === undefined || sirens.to === undefined || sirens.from === sirens.to) return
  const { compte, now } = moved
  const held = await selectKnownRoles(tx, compte.id)
  const ids = [...new Set(held.flatMap(({ organismeId }) => organismeId ?? []))]
  const organismes = ids.length === 0 ? [] : await listOrganismes(tx, ids)
  const left = leftOrganismes(organismes, sirens)
  for (const organisme of organismes.filter(({ id }) => left.includes(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    await suspendThere(deps, tx, { compte, organisme, now })
}

interface There {
  readonly compte: Compte
  readonly organisme: Organisme
  readonly now: Date
}

async function suspendThere(deps: Mailing, tx: Tx, { compte, organisme, now }: There): Promise<void> {
  const organismeId = organisme.id
  await lockRoles(tx, organismeId)
  const held = await selectKnownRoles(tx, compte.id)
  const live = held.filter((one) => one.organismeId === organismeId && isLive(one, now))
  const administering = administeringRole(organismeId)
  const administrateurs = await selectHoldersOf(tx, { role: administering, organismeId })
  const last = isLastAdministrateur(administrateurs, { compteId: compte.id, now })
  const kept = live.filter(({ role }) => role === administering && last)
  const gone = live.filter((one) => !kept.includes(one))
  if (live.length === 0) return
  await suspendRoles(tx, { ids: gone.map(({ id }) => id), now })
  const rest = held.filter((one) => !gone.includes(one))
  await endUncovered(tx, { par: undefined, compteId: compte.id, left: rest, now })
  await endSessionsOf(tx, { compteId: compte.id, now })
  for (const one of live) {
    const action = kept.includes(one) ? 'role.keep' : 'role.suspend'
    const objet = `compte:${compte.id}`
    await writeJournal(tx, { role: 'systeme', at: now, organismeId, action, objet, meta: metaOfRole(one) })
  }
  const instance = last ? await selectHoldersOf(tx, { role: administeringRole(undefined), organismeId: undefined }) : []
  await tell(deps, tx, { compte, organisme, now, last, to: last ? instance : administrateurs })
}

/** Tells those who administer, and the person: nobody's access changes unnoticed. */
async function tell(
  deps: Mailing,
  tx: Tx,
  { compte, organisme, now, last, to }: There & { readonly last: boolean; readonly to: readonly KnownRole[] },
): Promise<void> {
  const ids = to.filter((one) => isLive(one, now) && one.compteId !== compte.id).map(({ compteId }) => compteId)
  for (const id of new Set([...ids, compte.id])) {
    const reader = await findCompte(tx, id)
    if (reader?.courriel === undefined) continue
    const { suspension } = comptesTexts(reader.langue).mails
    const { sujet, paragraphes, bouton } =
      id === compte.id ? suspension.soi(organisme.nom) : suspension.equipe(nomAffiche(compte), organisme.nom, last)
    await deps.sendMail(tx, {
      cle: `suspension:${compte.id}:${organisme.id}:${now.getTime()}:${id}`,
      ...{ destinataire: reader.courriel, langue: reader.langue, sujet, titre: sujet, paragraphes, createdAt: now },
      lien: { texte: bouton, adresse: deps.origin + deps.ailleurs.equipes },
    })
  }
}
