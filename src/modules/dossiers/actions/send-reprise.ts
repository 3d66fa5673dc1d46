import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import { repriseMail } from '../mails.ts'
import { findJoignable } from '../store/comptes.ts'
import { findForUsager } from '../store/load.ts'

/** What came of asking for a link. */
export type SentReprise = { readonly outcome: 'sent'; readonly courriel: string } | { readonly outcome: 'no_address' }

/**
 * Sends who asks a link to come back to this dossier from another device, once for a key: to the address they proved, else to
 * the one given in the dossier when it is theirs.
 */
export async function sendReprise(
  deps: DossiersDeps,
  { numero, usager, cle, now }: { numero: number; usager: Usager; cle: string; now: Date },
): Promise<SentReprise> {
  return asUsager(deps, usager, async (tx): Promise<SentReprise> => {
    const dossier = await findForUsager(deps, tx, { numero, compteId: usager.compteId })
    if (!dossier) throw new NotFound()
    const proved = await findJoignable(tx, usager.compteId)
    const courriel = proved?.courriel ?? (dossier.mandat ? undefined : dossier.demandeur?.courriel)
    if (!courriel) return { outcome: 'no_address' }
    return once(tx, `dossier.send_link:${dossier.id}:${usager.compteId}:${cle}`, async (): Promise<SentReprise> => {
      await deps.sendMail(tx, repriseMail(deps, { dossier, courriel, usager, cle, now }))
      await writeJournal(tx, {
        at: now,
        role: 'usager',
        compteId: usager.compteId,
        organismeId: dossier.organismeId,
        action: 'dossier.send_link',
        objet: `dossier:${dossier.id}`,
      })
      return { outcome: 'sent', courriel }
    })
  })
}
