import type { Lecture } from '../../../core/validation/lecture.ts'
import { invariant } from '../../../infra/http/errors.ts'
import { chooseGroupe } from '../rules.ts'
import { listGroupes } from '../store/groupes.ts'
import { type AnyDb, pickDemarches } from '../tables.ts'

/**
 * The key of the group that receives a dossier whose answers are these: of the open ones by label, the first whose rule
 * is true (unknown is not), otherwise the default one.
 */
export async function routeDossier(
  db: AnyDb,
  { demarcheId, lecture }: { readonly demarcheId: string; readonly lecture: Pick<Lecture, 'sourceOf'> },
): Promise<string> {
  const groupe = chooseGroupe(await listGroupes(pickDemarches(db), demarcheId), lecture.sourceOf)
  invariant(groupe, 'a démarche without default group')
  return groupe.id
}
