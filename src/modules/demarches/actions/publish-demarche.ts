import type { Definition } from '../../../core/schema/definition.ts'
import { parseDefinition } from '../../../core/schema/parse-definition.ts'
import type { Langue } from '../../../core/texte.ts'
import { NotFound } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { findOrganisme } from '../../annuaire/index.ts'
import { actorOf, type Par } from '../deps.ts'
import { findLacks, isReachable, type PublicationProbleme } from '../rules.ts'
import { type DemarcheRow, lockDemarche, markPubliee, updateCopies } from '../store/demarches.ts'
import { listGroupes } from '../store/groupes.ts'
import { findBrouillon, freezeRevision } from '../store/revisions.ts'
import { findServiceById } from '../store/services.ts'
import { type AnyDb, type DemarchesDb, pickDemarches } from '../tables.ts'
import { textsOf } from '../texts.ts'

/** What came of publishing. */
export type Published =
  | { readonly outcome: 'published'; readonly revisionId: string; readonly numero: number }
  | {
      readonly outcome: 'incomplete'
      readonly problemes: readonly PublicationProbleme[]
      /** The same, in sentences. */
      readonly phrases: readonly string[]
    }
  /** The service behind it has neither telephone, nor e-mail address, nor place: nobody could ask it anything. */
  | { readonly outcome: 'unreachable' }
  /** No draft differs from what usagers see. */
  | { readonly outcome: 'nothing_new' }
  /** Closed: to be opened again first. */
  | { readonly outcome: 'closed' }

/**
 * Puts the draft of a démarche online, in the caller's transaction: its definition is checked, then frozen for ever, and
 * the démarche shows it. New dossiers are begun under it; those begun before keep their revision.
 * @throws {NotFound} when there is no such démarche.
 */
export async function publishDemarche(
  db: AnyDb,
  { demarcheId, now, par, langue = 'fr' }: Par & { demarcheId: string; now: Date; langue?: Langue },
): Promise<Published> {
  const tx = pickDemarches(db)
  const demarche = await lockDemarche(tx, demarcheId)
  if (!demarche) throw new NotFound()
  if (demarche.etat === 'close') return { outcome: 'closed' }
  const draft = await findBrouillon(tx, demarcheId)
  if (!draft) return { outcome: 'nothing_new' }
  const checked = await check(tx, { demarche, contenu: draft.definition, langue })
  if (!checked.definition) {
    return {
      outcome: 'incomplete',
      problemes: checked.problemes,
      phrases: checked.problemes.map(textsOf(langue).probleme),
    }
  }
  const service = demarche.serviceId === null ? undefined : await findServiceById(tx, demarche.serviceId)
  if (!service || !isReachable(service)) return { outcome: 'unreachable' }
  const { id: revisionId, numero } = draft
  const { organismeId } = demarche
  await freezeRevision(tx, { id: revisionId, now })
  await markPubliee(tx, { id: demarcheId, revisionId, now })
  const organisme = await findOrganisme(db, organismeId)
  const { presentation } = checked.definition
  await updateCopies(tx, { id: demarcheId, presentation, organismeNom: organisme?.nom ?? '' })
  const objet = `demarche:${demarcheId}`
  const fait = { ...actorOf(par), at: now, organismeId, action: 'demarche.publish', objet, meta: { revision: numero } }
  await writeJournal(db, fait)
  return { outcome: 'published', revisionId, numero }
}

type Checked =
  | { readonly definition: Definition }
  | { readonly definition?: never; readonly problemes: readonly PublicationProbleme[] }

async function check(
  tx: DemarchesDb,
  { demarche, contenu, langue }: { demarche: DemarcheRow; contenu: unknown; langue: Langue },
): Promise<Checked> {
  const parsed = parseDefinition(contenu, langue)
  if (parsed.kind === 'invalide') {
    const problemes = parsed.problemes.map(
      ({ chemin, message }) => ({ code: 'definition', chemin, phrase: message }) as const,
    )
    return { problemes: demarche.serviceId === null ? [...problemes, { code: 'service_absent' }] : problemes }
  }
  const { definition } = parsed
  const groupes = await listGroupes(tx, demarche.id)
  const problemes = findLacks({ definition, hasService: demarche.serviceId !== null, groupes, langue })
  return problemes.length === 0 ? { definition } : { problemes }
}
