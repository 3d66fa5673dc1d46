import type { Demandeur } from '../../../core/dossier/demandeur.ts'
import { isNiveauReached } from '../../../core/dossier/niveau.ts'
import type { Definition } from '../../../core/schema/definition.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { once } from '../../../infra/http/idempotence.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { actFor } from '../../../infra/journal/source.ts'
import { asUsager, type DossiersDeps, type Usager } from '../deps.ts'
import type { Tx } from '../store/load.ts'
import { listReceived } from '../store/mandats.ts'
import { insertDossier, insertTraitement, nextNumero } from '../store/write.ts'

/** What came of beginning a dossier. */
export type Started =
  | { readonly outcome: 'started'; readonly numero: number }
  | { readonly outcome: 'closed' }
  /** The démarche asks for a surer identity than this session's. */
  | { readonly outcome: 'level_too_low'; readonly definition: Definition }

/** A draft to begin. */
export interface StartDossier {
  readonly slug: string
  readonly usager: Usager
  readonly demandeur: Demandeur | null
  readonly cle: string
  /** The mandate by which it is begun for somebody else, whose dossier it is. */
  readonly mandat?: string | undefined
  readonly now: Date
}

/**
 * Begins a draft of a published démarche. The same key sent twice begins one draft only.
 * @throws {NotFound} when no démarche of that address was ever published, or when that mandate is not held for it.
 */
export async function startDossier(
  deps: DossiersDeps,
  { slug, usager, demandeur, cle, mandat, now }: StartDossier,
): Promise<Started> {
  const demarche = await deps.demarches.findPublished(slug)
  if (!demarche) throw new NotFound()
  if (demarche.etat !== 'publiee') return { outcome: 'closed' }
  const { definition, formulaire } = await deps.demarches.findRevision(demarche.revisionId)
  if (!isNiveauReached(usager.acr, definition.niveauMinimum)) return { outcome: 'level_too_low', definition }
  return asUsager(deps, usager, (tx) =>
    once(tx, `dossier.start:${usager.compteId}:${cle}`, async (): Promise<Started> => {
      const compteId = mandat === undefined ? usager.compteId : await mandantOf(tx, { mandat, usager, demarche })
      const numero = deps.makeNumero(await nextNumero(tx))
      const { id } = await insertDossier(deps, tx, {
        numero,
        demarcheId: demarche.id,
        organismeId: demarche.organismeId,
        revisionId: demarche.revisionId,
        compteId,
        langue: usager.langue,
        demandeur,
        formulaire,
        saisies: {},
        now,
      })
      await insertTraitement(tx, {
        dossierId: id,
        evenement: 'start',
        etat: 'brouillon',
        par: 'usager',
        compteId: usager.compteId,
        revisionId: demarche.revisionId,
        now,
      })
      await writeJournal(tx, {
        at: now,
        role: 'usager',
        compteId: usager.compteId,
        organismeId: demarche.organismeId,
        action: 'dossier.start',
        objet: `dossier:${id}`,
      })
      return { outcome: 'started', numero }
    }),
  )
}

/** Whose dossier it will be. @throws {NotFound} when that mandate does not hold at this instant, for that démarche. */
async function mandantOf(
  tx: Tx,
  { mandat, usager, demarche }: { mandat: string; usager: Usager; demarche: { readonly id: string } },
): Promise<string> {
  const held = await listReceived(tx, { compteId: usager.compteId, demarcheId: demarche.id })
  const found = held.find(({ id }) => id === mandat)
  if (!found) throw new NotFound()
  actFor(found.mandantId)
  return found.mandantId
}
