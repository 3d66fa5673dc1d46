import { keepFichiers, type Recu } from '../../../infra/files/fichier.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { mayFile } from '../mandat.ts'
import { ensureCoffre } from '../store/cles.ts'
import { findForUsager } from '../store/load.ts'
import { insertMessage } from '../store/messages.ts'
import { touchDossier } from '../store/write.ts'

/** The longest message, in characters. */
export const MESSAGE_MAX = 20_000

/** What came of writing to the agents. */
export type SentMessage = { readonly outcome: 'sent' | 'empty' | 'too_long' | 'not_filed' | 'not_entitled' }

/** Writes to the agents about a filed dossier, with files. The same key sent twice leaves one message. */
export async function sendMessage(
  deps: DossiersDeps,
  message: { numero: number; usager: Usager; corps: string; files: readonly Recu[]; cle: string; now: Date },
): Promise<SentMessage> {
  const { numero, usager, now } = message
  const corps = message.corps.trim()
  if (corps.length > MESSAGE_MAX) return { outcome: 'too_long' }
  if (corps === '' && message.files.length === 0) return { outcome: 'empty' }
  return asUsager(deps, usager, async (tx): Promise<SentMessage> => {
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId, lock: true })
    if (!dossier) throw new NotFound()
    if (dossier.etat === 'brouillon') return { outcome: 'not_filed' }
    if (!mayFile(dossier)) return { outcome: 'not_entitled' }
    return once(tx, `message:${dossier.id}:${usager.compteId}:${message.cle}`, async (): Promise<SentMessage> => {
      const { compteId } = usager
      const fichiers = await keepFichiers(deps.keepFichier, tx, { files: message.files, compteId, now })
      await insertMessage(tx, {
        dossierId: dossier.id,
        auteur: 'usager',
        compteId,
        corps,
        coffre: await ensureCoffre(deps, tx, { dossier, now }),
        fichiers,
        now,
      })
      await touchDossier(tx, { id: dossier.id, now })
      await writeJournal(tx, {
        at: now,
        role: 'usager',
        compteId: usager.compteId,
        organismeId: dossier.organismeId,
        action: 'message.send',
        objet: `dossier:${dossier.id}`,
        meta: { fichiers: fichiers.length },
      })
      return { outcome: 'sent' }
    })
  })
}
