import type { Transaction } from 'kysely'
import { writeJournal } from '../../../infra/journal/journal.ts'
import type { DossiersDeps } from '../deps.ts'
import { infecteMail } from '../mails.ts'
import { findById } from '../store/load.ts'
import { listHoldings } from '../store/pieces.ts'
import type { DossiersTables } from '../tables.ts'

/** A file in which a virus has just been found. */
interface Found {
  readonly fichierId: string
  readonly nom: string
  readonly now: Date
}

/**
 * Tells the journal of each dossier that holds an infected file, and by mail who brought it. In the transaction, the
 * house's own, that remembers what the antivirus said.
 */
export async function tellInfecte(
  deps: Pick<DossiersDeps, 'sendMail' | 'absolute' | 'trousseau'>,
  // biome-ignore lint/suspicious/noExplicitAny: a hook crosses modules, each picks its own tables (house.md)
  tx: Transaction<any>,
  { fichierId, nom, now }: Found,
): Promise<void> {
  const own: Transaction<DossiersTables> = tx.$pickTables<keyof DossiersTables>()
  // A file hangs from one dossier, or from a few that were copied from one another.
  for (const { dossierId, ...to } of await listHoldings(own, fichierId)) {
    const dossier = await findById(deps, own, dossierId)
    if (!dossier) continue
    await writeJournal(tx, {
      ...{ at: now, role: 'systeme', organismeId: dossier.organismeId },
      ...{ action: 'fichier.infected', objet: `dossier:${dossier.id}`, meta: { fichier: fichierId } },
    })
    const mail = infecteMail(deps, { dossier, fichier: { id: fichierId, nom }, to, now })
    if (mail) await deps.sendMail(tx, mail)
  }
}
