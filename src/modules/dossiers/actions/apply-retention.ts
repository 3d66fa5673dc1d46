import { addDays } from '../../../core/dossier/calendrier.ts'
import { type Conservable, expiresAt } from '../../../core/dossier/retention.ts'
import { type Jour, jourOf } from '../../../core/jour.ts'
import { withContext } from '../../../infra/db/with-context.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { DossiersDeps } from '../deps.ts'
import { preavisMail } from '../mails.ts'
import { type Dossier, findById, type Tx } from '../store/load.ts'
import { type Kept, type Place, selectKept, setPreavis, trashExpired } from '../store/retention.ts'

/** What retention needs of the house. */
export type RetentionDeps = Pick<DossiersDeps, 'db' | 'demarches' | 'trousseau' | 'sendMail' | 'absolute'>

/** What a night of retention did. */
export interface Retention {
  readonly told: number
  readonly trashed: number
}

const DAY = 86_400_000
/** People are told that long before; nothing is deleted without a notice at least that old. */
const PREAVIS_EN_JOURS = 14

/**
 * Applies the retention of every démarche (RGPD, article 5): tells the usager two weeks before, then puts in the trash
 * what nobody touched, where it stays two weeks more. A draft in which nothing was ever typed goes without notice.
 *
 * Safe to cut and to begin again: each dossier has its own transaction, and a change made meanwhile wins.
 */
export async function applyRetention(deps: RetentionDeps, now: Date): Promise<Retention> {
  const before = new Date(now.getTime() - PREAVIS_EN_JOURS * DAY)
  let after: Place = { updatedAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' }
  let told = 0
  let trashed = 0
  for (;;) {
    const batch = await withContext(deps.db, { role: 'systeme' }, (tx) => selectKept(tx, { before, after }))
    const last = batch.at(-1)
    if (!last) return { told, trashed }
    after = { updatedAt: last.updatedAt, id: last.id }
    for (const kept of batch) {
      const done = await applyTo(deps, kept, now)
      told += done === 'told' ? 1 : 0
      trashed += done === 'trashed' ? 1 : 0
    }
  }
}

async function applyTo(deps: RetentionDeps, kept: Kept, now: Date): Promise<'told' | 'trashed' | 'kept'> {
  const { definition } = await deps.demarches.findRevision(kept.revisionId)
  const expireLe = expiresAt(conservableOf(kept), definition.donneesPersonnelles)
  const today = jourOf(now)
  if (expireLe === undefined || today < addDays(expireLe, -PREAVIS_EN_JOURS)) return 'kept'
  const isTold = kept.preavisAt !== null && kept.preavisAt > kept.updatedAt
  if (!isTold && !isUntouched(kept)) return (await tell(deps, { kept, expireLe, now })) ? 'told' : 'kept'
  const due =
    isUntouched(kept) || (kept.preavisAt !== null && addDays(jourOf(kept.preavisAt), PREAVIS_EN_JOURS) <= today)
  if (today < expireLe || !due) return 'kept'
  return (await trash(deps, kept, now)) ? 'trashed' : 'kept'
}

/** A draft whose first page was never saved: it holds nothing that anybody could miss. */
function isUntouched({ etat, createdAt, updatedAt }: Kept): boolean {
  return etat === 'brouillon' && createdAt.getTime() === updatedAt.getTime()
}

function conservableOf(kept: Kept): Conservable {
  const { etat, createdAt, updatedAt, traiteAt, dernierDepotAt } = kept
  switch (etat) {
    case 'brouillon':
      return {
        etat,
        createdOn: jourOf(createdAt),
        ...(isUntouched(kept) ? {} : { editedOn: jourOf(updatedAt) }),
      }
    case 'en_construction':
      return { etat, enConstructionOn: jourOf(dernierDepotAt ?? updatedAt) }
    case 'accepte':
    case 'refuse':
    case 'sans_suite':
      return { etat, decidedOn: jourOf(traiteAt ?? updatedAt) }
  }
}

async function tell(
  deps: RetentionDeps,
  { kept, expireLe, now }: { kept: Kept; expireLe: Jour; now: Date },
): Promise<boolean> {
  return withContext(deps.db, { role: 'systeme' }, async (tx) => {
    const dossier = await findById(deps, tx, kept.id)
    if (!dossier || !(await setPreavis(tx, { ...kept, now }))) return false
    const mail = preavisMail(deps, { dossier, expireLe, now })
    // Somebody who never said where to write to is told by the page of the draft alone.
    if (mail) await deps.sendMail(tx, mail)
    await remember(tx, { kept, dossier, action: 'dossier.expiry_notice', now })
    return true
  })
}

async function trash(deps: RetentionDeps, kept: Kept, now: Date): Promise<boolean> {
  return withContext(deps.db, { role: 'systeme' }, async (tx) => {
    const done = await trashExpired(tx, { ...kept, now })
    if (done) await remember(tx, { kept, dossier: kept, action: 'dossier.expire', now })
    return done
  })
}

async function remember(
  tx: Tx,
  { kept, dossier, action, now }: { kept: Kept; dossier: Pick<Dossier, 'organismeId'>; action: string; now: Date },
): Promise<void> {
  const { organismeId } = dossier
  await writeJournal(tx, { at: now, role: 'systeme', organismeId, action, objet: `dossier:${kept.id}` })
}
