import type { Definition } from '../../../core/schema/definition.ts'
import { invariant } from '../../../infra/http/errors.ts'
import { writeJournal } from '../../../infra/journal/journal.ts'
import { findOrganisme } from '../../annuaire/index.ts'
import { actorOf, type DemarchesDeps, type Par } from '../deps.ts'
import { isSlug, LABEL_PAR_DEFAUT } from '../rules.ts'
import { insertDemarche, nextRangDemarche } from '../store/demarches.ts'
import { type Groupe, insertGroupes, nextRangsGroupe } from '../store/groupes.ts'
import { writeBrouillon } from '../store/revisions.ts'
import { findServiceById } from '../store/services.ts'
import { lockSlugs, ownerOfSlug } from '../store/slugs.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/** A démarche to begin. */
export interface NewDemarche extends Par {
  readonly organismeId: string
  readonly slug: string
  readonly definition: Definition
  readonly serviceId: string | null
  readonly now: Date
  /** Its groups, one of them by default; a single one, by default, when none is given. */
  readonly groupes?: readonly Omit<Groupe, 'id' | 'numero' | 'demarcheId'>[] | undefined
}

const GROUPES = [{ label: LABEL_PAR_DEFAUT, parDefaut: true, ferme: false, regle: null }]

/** What came of beginning a démarche. */
export type DemarcheCreated =
  | { readonly outcome: 'created'; readonly id: string; readonly numero: number; readonly revisionId: string }
  | { readonly outcome: 'slug_taken' }
  | { readonly outcome: 'slug_invalid' }

/**
 * Begins a démarche that nobody sees yet: its first draft, and its default group. In the caller's transaction.
 * @throws {InvariantError} when the organisme does not exist, or the service is another organisme's.
 */
export async function createDemarche(
  { makeNumero }: Pick<DemarchesDeps, 'makeNumero'>,
  db: AnyDb,
  { organismeId, slug, definition, serviceId, now, par, groupes = GROUPES }: NewDemarche,
): Promise<DemarcheCreated> {
  const tx = pickDemarches(db)
  if (!isSlug(slug)) return { outcome: 'slug_invalid' }
  await lockSlugs(tx)
  if ((await ownerOfSlug(tx, slug)) !== undefined) return { outcome: 'slug_taken' }
  const organisme = await findOrganisme(db, organismeId)
  invariant(organisme, 'a démarche of an unknown organisme')
  if (serviceId !== null) {
    const service = await findServiceById(tx, serviceId)
    invariant(service?.organismeId === organismeId, 'a démarche with the service of another organisme')
  }
  const numero = makeNumero(await nextRangDemarche(tx))
  const presentation = definition.presentation
  const row = { numero, slug, organismeId, serviceId, presentation, organismeNom: organisme.nom, now }
  const id = await insertDemarche(tx, row)
  const revisionId = await writeBrouillon(tx, { demarcheId: id, definition, now })
  const rangs = await nextRangsGroupe(tx, groupes.length)
  await insertGroupes(
    tx,
    groupes.map((groupe, index) => ({ ...groupe, demarcheId: id, numero: makeNumero(rangs[index] ?? 0) })),
  )
  await writeJournal(db, { ...actorOf(par), at: now, organismeId, action: 'demarche.create', objet: `demarche:${id}` })
  return { outcome: 'created', id, numero, revisionId }
}
