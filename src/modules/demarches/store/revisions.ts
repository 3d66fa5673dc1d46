import { sql } from 'kysely'
import type { Definition } from '../../../core/schema/definition.ts'
import type { DemarchesDb } from '../tables.ts'

/** A revision as it is stored. */
export interface RevisionRow {
  readonly id: string
  readonly demarcheId: string
  readonly numero: number
  readonly definition: unknown
  /** Absent while it is the draft. */
  readonly publieeAt: Date | null
}

const COLUMNS = ['id', 'demarche_id as demarcheId', 'numero', 'definition', 'publiee_at as publieeAt'] as const

/** The revision of that key. */
export async function findRevisionRow(db: DemarchesDb, id: string): Promise<RevisionRow | undefined> {
  return db.selectFrom('demarches.revision').select(COLUMNS).where('id', '=', id).executeTakeFirst()
}

/** The draft of a démarche: one at most. */
export async function findBrouillon(db: DemarchesDb, demarcheId: string): Promise<RevisionRow | undefined> {
  return db
    .selectFrom('demarches.revision')
    .select(COLUMNS)
    .where('demarche_id', '=', demarcheId)
    .where('publiee_at', 'is', null)
    .executeTakeFirst()
}

/** Writes the draft over the one there is, or begins one after the last revision; gives its key. The démarche is locked. */
export async function writeBrouillon(
  tx: DemarchesDb,
  { demarcheId, definition, now }: { readonly demarcheId: string; readonly definition: Definition; readonly now: Date },
): Promise<string> {
  const contenu = JSON.stringify(definition)
  const draft = await tx
    .updateTable('demarches.revision')
    .set({ definition: contenu })
    .where('demarche_id', '=', demarcheId)
    .where('publiee_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (draft) return draft.id
  const { id } = await tx
    .insertInto('demarches.revision')
    .values({
      demarche_id: demarcheId,
      numero: sql`(select coalesce(max(numero), 0) + 1 from demarches.revision where demarche_id = ${demarcheId})`,
      definition: contenu,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Freezes a draft for ever: the database refuses to change it from then on. */
export async function freezeRevision(
  tx: DemarchesDb,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<void> {
  await tx
    .updateTable('demarches.revision')
    .set({ publiee_at: now })
    .where('id', '=', id)
    .where('publiee_at', 'is', null)
    .execute()
}
