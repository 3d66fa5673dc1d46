import type { Definition } from '../../core/schema/definition.ts'
import { compileDefinition, type Formulaire } from '../../core/schema/formulaire.ts'
import { parseShape } from '../../core/schema/parse-definition.ts'
import { invariant } from '../../infra/http/errors.ts'
import { createLru } from './lru.ts'
import { findRevisionRow } from './store/revisions.ts'
import { type AnyDb, type DemarchesDb, pickDemarches } from './tables.ts'

/** A revision ready to be filled in. */
export interface Revision {
  readonly id: string
  readonly demarcheId: string
  readonly numero: number
  readonly publiee: boolean
  readonly definition: Definition
  readonly formulaire: Formulaire
}

/** Revisions kept compiled: beyond, the one unused for the longest is read again. A large one weighs about 1 MB. */
const MAX_KEPT = 100

/**
 * Reads revisions by key, compiled. Published ones never change and are kept in memory; drafts are read each time.
 * Within a transaction, give it: waiting for a second connection while holding one is how a pool locks itself up.
 * What is read was checked when it was published: rules added since do not apply to it, its shape does.
 */
export function createRevisions(db: DemarchesDb): (id: string, tx?: AnyDb) => Promise<Revision> {
  const kept = createLru<Revision>(MAX_KEPT)
  return async (id, tx) => {
    const known = kept.get(id)
    if (known) return known
    const row = await findRevisionRow(tx ? pickDemarches(tx) : db, id)
    invariant(row, 'a dossier under an unknown revision')
    const parsed = parseShape(row.definition)
    invariant(parsed.kind === 'definition', 'a stored definition that cannot be read')
    const { definition } = parsed
    const publiee = row.publieeAt !== null
    const { demarcheId, numero } = row
    const revision = { id, demarcheId, numero, publiee, definition, formulaire: compileDefinition(definition) }
    if (publiee) kept.set(id, revision)
    return revision
  }
}
